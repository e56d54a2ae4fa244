"""One face in one picture: its points, and what is measured of them."""
