"""Property-based tests have no time limit for a single example: a busy machine is no fault of the program."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
