"""Where a session is shown: a window, a terminal, a program."""
