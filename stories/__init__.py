"""Sentences that rest on figures: the story pack, and the check of other people's sentences."""
