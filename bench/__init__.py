"""Measures what users and operators wait for, side by side with other ways: ``make bench``.

Nothing here is imported by the site or by its tests, and no test depends on a time.
"""

import os

# As on a machine of a user's: programs that are measured keep what they compile.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
