"""Builds the example municipality, year by year on the demo clock."""
