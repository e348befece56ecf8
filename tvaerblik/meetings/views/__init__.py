"""The pages of meetings, cases, packages, decisions, minutes and follow-up."""
