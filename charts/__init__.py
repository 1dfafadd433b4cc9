"""Pure figures: a result drawn as a plain Plotly dictionary, and a result said in words."""
