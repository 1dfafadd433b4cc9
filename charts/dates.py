"""Years that every chart of years marks."""

# Figures from this year on were derived anew.
BREAK_YEAR = 2017
# Courts closed, or heard fewer cases, from 23 March.
CLOSED_YEAR = 2020
