"""A year that every chart of years marks; breaks in the source's series: ``outcomes.breaks``."""

# Courts closed, or heard fewer cases, from 23 March.
CLOSED_YEAR = 2020
