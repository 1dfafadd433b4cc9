"""The domain: what the Ministry of Justice's outcomes-by-offence tables mean, and what may be asked of them."""
