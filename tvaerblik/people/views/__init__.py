"""The pages of people, units and sign-in."""
