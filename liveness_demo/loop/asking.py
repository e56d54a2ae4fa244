"""Screens that stand until the visitor has answered. Nothing is open meanwhile that looks at anybody."""

from collections.abc import Callable
from dataclasses import replace

from .consent import chosen, toggled
from .options import RunOptions
from .shown import Ending, Paused, Start
from .view import View
from .wishes import Command, Number

LOOK_S = 0.05
"""How often a screen that stands still looks for a key."""
NOBODY_S = 45.0
"""A verdict that nobody looks at stays so long; then the room has its start screen again (our choice)."""


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
    while True:
        wish = view.show(paused, LOOK_S)
        if wish is Command.START or wish is Command.PAUSE:
            return None
        if wish is Command.NEXT or wish is Command.QUIT:
            return wish


def ask_at_end(view: View, ending: Ending, clock: Callable[[], float]) -> Command:
    """Return EXPLAIN, QUIT, TRICK if there is one or, where it can go on, NEXT.

    NEXT comes by itself when the ending's time is over, which any other wish stops for good: somebody looks.
    Then the next visitor is asked by the screen that asks for nobody's camera. clock: seconds.
    """
    leaving = [Command.EXPLAIN, Command.QUIT]
    leaving += [Command.NEXT] if ending.can_go_on else []
    leaving += [Command.TRICK] if ending.next_trick is not None else []
    time_s, began_s = ending.time_left_s, clock()
    while True:
        left_s = None if time_s is None else max(0.0, began_s + time_s - clock())
        wish = view.show(replace(ending, time_left_s=left_s), LOOK_S)
        if isinstance(wish, Command) and wish in leaving:
            return wish
        if wish is not None:
            time_s = None
        elif left_s == 0:
            return Command.NEXT
