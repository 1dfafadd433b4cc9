"""Editions on disk: written aside, read back, switched, kept, rolled back."""
