"""Where systems differ: their names, what OpenCV finds, how a camera is opened, what a window tells."""
