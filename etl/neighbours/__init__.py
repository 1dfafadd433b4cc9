"""Reads the figures around the courts' figures: residents, and crimes that the police recorded."""
