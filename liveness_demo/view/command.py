"""What a visitor can ask for, by key in a window or by a letter in a terminal."""

from enum import Enum

from ..puppet.driving import Key


class Command(Enum):
    """One wish."""

    QUIT = "quit"
    START = "start"
    SKIP = "skip"
    NEXT = "next"
    CAMERA = "camera"
    PUPPET = "puppet"
    TOGGLE_1 = "1"
    TOGGLE_2 = "2"
    TOGGLE_3 = "3"


TOGGLES = (Command.TOGGLE_1, Command.TOGGLE_2, Command.TOGGLE_3)

Wish = Command | Key
"""A command, or a hand on the puppet."""
