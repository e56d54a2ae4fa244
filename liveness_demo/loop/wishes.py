"""What a visitor can ask for, by key in a window or by a letter in a terminal."""

from dataclasses import dataclass
from enum import Enum

from ..choices import Key


class Command(Enum):
    """One wish. The first ones concern the session, the others only what is shown."""

    QUIT = "quit"
    START = "start"
    SKIP = "skip"
    NEXT = "next"
    PAUSE = "pause"
    STAY = "whatever a key does to the screen alone: somebody is there and looks"
    STAND_STILL = "nothing is judged in the next picture: the keys cover it, or the room votes"
    """Wished again with every such picture."""
    EXPLAIN = "explain"
    TRICK = "the next trick"
    """It takes the puppet's place; after the last trick the puppet is back."""
    CAMERA = "camera"
    PUPPET = "puppet"
    MIRROR = "the camera mirrors its picture"
    TURN = "the camera is on its side, or upside down"

    DETAILS = "details"
    FACE = "what is shown of the face"
    HELP = "all keys"
    LANGUAGE = "language"
    TALLY = "tally"
    FULL_SCREEN = "full screen"
    OTHER_SCRIPT = "a letter that is not Latin: the keyboard's layout is another one"
    MORE = "line up"
    LESS = "line down"


@dataclass(frozen=True)
class Number:
    """A number key, or a number on the screen; from 0."""

    number: int


Wish = Command | Number | Key
"""A command, a number, or a hand on the puppet."""
