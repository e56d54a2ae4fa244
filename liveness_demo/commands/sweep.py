"""The command ``sweep``: where the puppet's blinks are seen, by a fixed line and by the own baseline."""

from argparse import Namespace

from ..lab.fixed_line import FIXED_LINE
from ..lab.sweep import BLINKS, Row, sweep
from ..privacy.protection import Protection
from .printing import Printer


def run(arguments: Namespace, protection: Protection) -> int:
    """Print a row for each value of what is varied; return 0."""
    printer = Printer(arguments.json)
    about = {"type": "sweep", "what": arguments.what, "blinks": BLINKS, "about": "this puppet"}
    printer.say("This is about the puppet, not about people.")
    printer.say(f"{arguments.what:12} open EAR   {f'fixed line {FIXED_LINE}':34}own baseline")
    for row in sweep(arguments.what, arguments.landmarker):
        printer.write(about | vars(row), _text(row))
    return 0


def _text(row: Row) -> str:
    if row.open_ear is None:
        return f"{row.value:12} no face found"
    fixed = f"{row.seen_fixed} of {BLINKS}, {row.called_shut:4.0%} open called shut"
    return f"{row.value:12} {row.open_ear:8.2f}   {fixed:34}{row.seen_personal} of {BLINKS}"
