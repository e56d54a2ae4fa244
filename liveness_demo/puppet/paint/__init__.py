"""The puppet's surface, light and picture."""
