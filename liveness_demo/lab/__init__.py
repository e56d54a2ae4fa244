"""Measuring the program itself: on films, on the puppet, on labels."""
