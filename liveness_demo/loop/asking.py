"""Screens that stand until the visitor has answered. Nothing is open meanwhile that looks at anybody."""

from dataclasses import replace

from .consent import chosen, toggled
from .options import RunOptions
from .shown import Ending, Paused, Screen, Start
from .view import View
from .wishes import Command, Number

LOOK_S = 0.05
"""How often a screen that stands still looks for a key."""


def ask_start(view: View, start: Start) -> RunOptions | Command:
    """Return the options as the visitor chose them, QUIT to leave, or EXPLAIN."""
    while True:
        wish = view.show(start, LOOK_S)
        if wish is Command.QUIT or wish is Command.EXPLAIN:
            return wish
        if isinstance(wish, Number):
            start = replace(start, options=toggled(start.options, wish.number))
        elif options := chosen(start.options, wish):
            return options


def ask_to_go_on(view: View, paused: Paused) -> Command | None:
    """Return None once the visitor wants to go on, NEXT or QUIT to leave."""
    goes_on = (Command.START, Command.PAUSE)
    answer = _answer(view, paused, *goes_on, Command.NEXT, Command.QUIT)
    return None if answer in goes_on else answer


def ask_at_end(view: View, ending: Ending) -> Command:
    """Return EXPLAIN, QUIT or, where it can go on, NEXT."""
    leaving = (Command.NEXT, Command.QUIT) if ending.can_go_on else (Command.QUIT,)
    return _answer(view, ending, Command.EXPLAIN, *leaving)


def _answer(view: View, screen: Screen, *answers: Command) -> Command:
    while True:
        wish = view.show(screen, LOOK_S)
        if isinstance(wish, Command) and wish in answers:
            return wish
