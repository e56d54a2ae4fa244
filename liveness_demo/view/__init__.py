"""Pictures and words from finished values. Nothing here decides anything."""
