"""Measures what users and operators wait for, side by side with other ways: ``make bench``.

Nothing here is imported by the site or by its tests, and no test depends on a time.
"""
