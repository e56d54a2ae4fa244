"""What is held before the camera instead of a face."""
