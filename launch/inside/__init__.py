"""What the launcher lets the environment's own Python do: here the dependencies are installed."""
