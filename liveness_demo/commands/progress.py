"""How far a long command is: a bar on stderr."""

import sys
from collections.abc import Callable

from ..sources.video_file import in_one_line
from ..systems.streams import is_terminal

PICTURES = 10
"""Redraw a film's bar every 10 pictures."""

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much (0: not known)."""


def progress(name: str, every: int = 1) -> Progress:
    """Return a bar on stderr if that is a terminal, else nothing. every: how many steps apart it is drawn."""
    if not is_terminal(sys.stderr):
        return lambda done, stated: None

    shown_name = in_one_line(name)[:30]

    def show(done: int, stated: int) -> None:
        last = done == stated
        if done % every == 0 or last:
            share = min(1.0, done / stated) if stated else 0.0
            bar = "#" * round(30 * share)
            print(f"\r{shown_name} [{bar:30}] {done}", end="\n" if last else "", file=sys.stderr, flush=True)

    return show
