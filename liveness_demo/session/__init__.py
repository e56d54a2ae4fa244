"""One visitor: what is asked, in which order, and why a try ends."""
