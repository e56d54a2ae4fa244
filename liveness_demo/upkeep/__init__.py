"""Looking after a computer on which this runs."""
