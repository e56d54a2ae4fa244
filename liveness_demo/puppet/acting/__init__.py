"""What the puppet does: by itself, when asked, by hand, and as it was recorded."""
