"""The one loop, and what goes in and out of it."""
