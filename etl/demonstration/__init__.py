"""A made-up release in the Ministry's own format."""
