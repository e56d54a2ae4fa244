"""Where systems differ: what must be set before OpenCV is loaded, how a camera is opened."""
