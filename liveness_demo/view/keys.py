"""Every key, once: what it means and where. The window, the terminal, all footers and the docs follow."""

from dataclasses import dataclass
from enum import Enum

from ..choices import Key
from ..loop.shown import Ending, Moment, Paused, Screen
from ..loop.wishes import Command, Number, Wish
from .words.texts import Texts


class Heard(Enum):
    """Where a key has its meaning."""

    ALWAYS = "on every screen that can do what it asks for"
    PUPPET = "while the puppet is the visitor"
    CARD = "where a card, a movement or a number is to choose"
    START = "before anything is opened"


@dataclass(frozen=True)
class KeyRow:
    """One key."""

    name: str
    """Its sign; or a word, and then each language has its own for it: ``key_WORD_name``."""
    wish: Wish
    heard: Heard = Heard.ALWAYS
    codes: tuple[int, ...] = ()
    """The numbers by which OpenCV reports it; empty: its sign's alone."""

    def all_codes(self) -> tuple[int, ...]:
        """Return the codes by which a window knows it."""
        return self.codes or (ord(self.name),)

    def named(self, texts: Texts) -> str:
        """Return what is printed on it."""
        return texts.words.get(f"key_{self.name}_name", self.name)

    def does(self, texts: Texts) -> str:
        """Return what it does."""
        return texts.get(f"key_{self.name}")


ROWS = (
    KeyRow("s", Command.SKIP),
    KeyRow("p", Command.PAUSE),
    KeyRow("n", Command.NEXT),
    KeyRow("q", Command.QUIT, codes=(ord("q"), 27)),
    KeyRow("e", Command.EXPLAIN),
    KeyRow("d", Command.DETAILS),
    KeyRow("m", Command.FACE),
    KeyRow("l", Command.LANGUAGE),
    KeyRow("t", Command.TALLY),
    KeyRow("x", Command.TRICK),
    KeyRow("f", Command.FULL_SCREEN),
    KeyRow("i", Command.MIRROR),
    KeyRow("r", Command.TURN),
    KeyRow("enter", Command.START, codes=(13, 10)),
    KeyRow("h", Command.HELP),
    # the codes of arrows: X11, Windows, macOS
    KeyRow("arrows", Key.LEFT, Heard.PUPPET, (65361, 0x250000, 63234)),
    KeyRow("arrows", Key.UP, Heard.PUPPET, (65362, 0x260000, 63232)),
    KeyRow("arrows", Key.RIGHT, Heard.PUPPET, (65363, 0x270000, 63235)),
    KeyRow("arrows", Key.DOWN, Heard.PUPPET, (65364, 0x280000, 63233)),
    KeyRow("space", Key.STRAIGHT, Heard.PUPPET, (ord(" "),)),
    KeyRow("b", Key.LIDS, Heard.PUPPET),
    KeyRow("v", Key.QUICK_BLINK, Heard.PUPPET),
    KeyRow("o", Key.MOUTH, Heard.PUPPET),
    KeyRow("g", Key.SMILE, Heard.PUPPET),
    # the last code: plus and minus beside the digits
    KeyRow("+", Command.MORE, Heard.CARD, (ord("+"), ord("="), 65451)),
    KeyRow("–", Command.LESS, Heard.CARD, (ord("-"), 65453)),
    *(KeyRow(str(number), Number(number), Heard.CARD) for number in range(10)),
    KeyRow("c", Command.CAMERA, Heard.START),
    KeyRow("p", Command.PUPPET, Heard.START),  # nothing is open yet that could pause
)
"""In the order in which the keys are shown."""

_IN_SESSION = {
    *(Command.SKIP, Command.PAUSE, Command.NEXT, Command.EXPLAIN, Command.DETAILS),
    *(Command.FACE, Command.MIRROR, Command.TURN, Command.START, Command.TRICK),
}

_BY_WISH = {row.wish: row for row in ROWS}


def row_of(wish: Wish) -> KeyRow:
    """Return the key of a wish."""
    return _BY_WISH[wish]


def works_on(screen: Screen, tricks: bool = True) -> frozenset[Wish]:
    """Return what keys can do on a screen, those of the puppet aside. tricks: there are some to ask for."""
    wishes = {Command.QUIT, Command.LANGUAGE, Command.FULL_SCREEN, Command.HELP}
    if isinstance(screen, Moment):
        wishes |= _IN_SESSION if tricks else _IN_SESSION - {Command.TRICK}
    elif isinstance(screen, Paused):
        wishes |= {Command.PAUSE, Command.START, Command.NEXT}
    elif isinstance(screen, Ending):
        wishes |= {Command.EXPLAIN, Command.DETAILS, Command.TALLY}
        wishes |= {Command.NEXT} if screen.can_go_on else set()
        wishes |= {Command.TRICK} if screen.next_trick is not None else set()
    else:
        wishes |= {Command.EXPLAIN, Command.TALLY}
        wishes |= set() if screen.options.camera else {Command.START}
    return frozenset(wishes)


def shown(heard: Heard) -> tuple[KeyRow, ...]:
    """Return one row for each name: the four arrows are one."""
    return tuple({row.name: row for row in ROWS if row.heard is heard}.values())


def by_code(*heard: Heard) -> dict[int, Wish]:
    """Return what each code of a window means."""
    return {code: row.wish for row in ROWS if row.heard in heard for code in row.all_codes()}


def by_letter(*commands: Command) -> dict[str, Command]:
    """Return what each line typed in a terminal means, out of these; Enter alone is an empty one."""
    enter = row_of(Command.START)
    return {"" if row_of(command) is enter else row_of(command).name: command for command in commands}
