"""Where pictures come from, each with its own time."""
