"""The domain: what the outcomes-by-offence tables mean, and what may be asked of them."""
