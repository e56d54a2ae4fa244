"""The command ``sweep``: where the puppet's blinks are seen, by a fixed line and by the own baseline."""

from argparse import Namespace

from ..lab.fixed_line import FIXED_LINE
from ..lab.sweep import BLINKS, sweep
from ..privacy.protection import Protection
from ..view.words.json_lines import write_line


def run(arguments: Namespace, protection: Protection) -> int:
    """Carry out the command line's ``sweep``; return the exit code."""
    return print_sweep(arguments.what, arguments.json)


def print_sweep(what: str, json: bool) -> int:
    """Print where the puppet's blinks are seen, by a fixed line and by the personal baseline."""
    if not json:
        print("This is about the puppet, not about people.")
        print(f"{what:12} open EAR   {f'fixed line {FIXED_LINE}':34}own baseline")
    for row in sweep(what):
        if json:
            write_line({"type": "sweep", "what": what, "blinks": BLINKS, "about": "this puppet"} | vars(row))
        elif row.open_ear is None:
            print(f"{row.value:12} no face found")
        else:
            fixed = f"{row.seen_fixed} of {BLINKS}, {row.called_shut:4.0%} open called shut"
            print(f"{row.value:12} {row.open_ear:8.2f}   {fixed:34}{row.seen_personal} of {BLINKS}")
    return 0
