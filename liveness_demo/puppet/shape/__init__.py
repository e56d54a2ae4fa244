"""The puppet's shape: points and triangles that follow a pose."""
