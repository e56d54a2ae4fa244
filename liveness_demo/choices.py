"""Every name that a person can choose. Standard library only: the command line must not wait for others."""

from enum import Enum
from pathlib import Path


class SourceKind(Enum):
    """What can be looked at: a source's name, or what it begins with. Any other name is a file's."""

    AUTO = "auto"
    CAMERA = "camera"
    PUPPET = "puppet"
    ATTACK = "attack"


class FaceLibrary(Enum):
    """Which library reads the face model."""

    AUTO = "auto"
    """MediaPipe, if the measured one is installed; else OpenCV."""
    MEDIAPIPE = "mediapipe"
    OPENCV = "opencv"


class Gesture(Enum):
    """What a face can be asked to do: the table. The value is its name for people and programs."""

    BLINK = "blink"
    MOUTH = "mouth"
    TURN = "turn"
    NOD = "nod"
    SMILE = "smile"


REPORTED = (Gesture.BLINK, Gesture.MOUTH, Gesture.TURN)
"""Those of the news report, asked for unless others are chosen."""


class Side(str, Enum):
    """A side, always the visitor's own."""

    LEFT = "left"
    RIGHT = "right"

    __str__ = str.__str__

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT

    @property
    def sign(self) -> int:
        """1 for the left, -1 for the right, as angles are counted."""
        return 1 if self is Side.LEFT else -1


TURNS_DEG = (90, 180, 270)
"""How a camera's picture can be turned, clockwise."""


class CueName(Enum):
    """What may tell a face from a picture of one."""

    FLATNESS = "flatness"
    WRONG_GESTURE = "wrong-gesture"
    BLINK_LENGTH = "blink-length"
    NATURAL_BLINK = "natural-blink"


class Instrument(Enum):
    """What is held before the camera instead of a face."""

    PHOTO = "photo"
    """A still print."""
    TILTED_PHOTO = "tilted-photo"
    """The print, turned left and right when the head should be, and bowed when it should nod."""
    CUT_OUT = "cut-out"
    """A print with holes for the eyes, worn before a face that does what is asked."""
    REPLAY = "replay"
    """A recorded session on a screen, in its own order, begun when the first gesture is asked for."""
    REPLAY_MATCHING = "replay-matching"
    """A recording on a screen whose order is the one asked for: the piece that fits is played."""
    LOOPED_REPLAY = "looped-replay"
    """All gestures on a screen, close together, again and again."""
    PUPPETEER = "puppeteer"
    """No thing: a made face in place of the camera's picture, which somebody else's face moves."""


class Character(Enum):
    """How the puppet behaves."""

    GOOD = "good"
    """Does what is asked, at a person's pace."""
    NATURAL = "natural"
    """Looks at the camera and does nothing that is asked."""
    HASTY = "hasty"
    """Does everything too fast, until a hint says so."""
    SLEEPY = "sleepy"
    """Reacts late; the lids hang and close slowly."""
    WRONG = "wrong"
    """Does something else than asked."""
    LIVELY = "lively"
    """Talks, laughs and blinks; does nothing that is asked."""


class Sweep(Enum):
    """What ``sweep`` varies of the puppet."""

    EYES = "eyes"
    LIGHT = "light"
    DISTANCE = "distance"
    GLASSES = "glasses"


class ThemeName(Enum):
    """The palettes of the window."""

    DARK = "dark"
    LIGHT = "light"


class Key(Enum):
    """What a hand can do to the puppet, by a key."""

    LEFT = "head to its left"
    RIGHT = "head to its right"
    UP = "head up"
    DOWN = "head down"
    STRAIGHT = "head straight"
    LIDS = "eyes shut while held"
    QUICK_BLINK = "a natural blink"
    MOUTH = "mouth open while held"
    SMILE = "a smile while held"


def names(choices: type[Enum]) -> tuple[str, ...]:
    """Return the names of some choices, as a person writes them."""
    return tuple(choice.value for choice in choices)


LOCALES = Path(__file__).parent / "locales"
ENGLISH = "en"
"""All other languages are compared with it, and it is spoken where there is no other."""


def languages_in(folder: Path) -> tuple[str, ...]:
    """Return the code of each language that has its file in a folder; English comes first."""
    return (ENGLISH, *sorted(file.stem for file in folder.glob("*.json") if file.stem != ENGLISH))


LANGUAGES = languages_in(LOCALES)
"""A language is a file in ``locales/``."""
