"""Reading British newspaper sentences: numbers, years, names and what is counted, by rules."""
