"""Measurements; not part of the program."""
