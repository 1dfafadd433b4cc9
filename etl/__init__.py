"""The write side: from the Ministry's files to a published edition, and the command line for it."""

__version__ = "0.1.0"
