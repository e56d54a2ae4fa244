"""Drawing: boxes, text, colors, icons."""
