"""From measures to what a face did, and whether that was asked for."""
