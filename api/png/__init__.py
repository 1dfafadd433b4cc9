"""PNG of the pictures that ``charts.svg`` writes, drawn in this process with our own letters."""
