"""Input of the verbs on meetings, cases, decisions and follow-up, from a page or as JSON."""
