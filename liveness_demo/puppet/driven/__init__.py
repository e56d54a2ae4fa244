"""The puppet moved by another face: whatever that face does, it does too."""
