"""privacy-check: tries to leak through every channel."""
