"""The pages: each one its fields, its panel, and its binding."""
