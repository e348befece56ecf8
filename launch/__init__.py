"""What ./run, ./test and ./manage do before .venv exists: the standard library only."""
