"""The command ``soak``: hours of visitors in minutes, and what they leave behind."""

import os
import sys
from argparse import Namespace
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path

from ..errors import UsageError
from ..privacy.protection import Protection
from ..upkeep.soak import GROWS_MB, Left, soak_measures, soak_pictures, wake_libraries
from ..view.outlets.no_window import window_if_possible
from .printing import Printer

PICTURES_SHARE = 0.1
"""Of the minutes: so long the puppet is rendered and measured."""


def run(arguments: Namespace, protection: Protection) -> int:
    """Let visitors come and go; return 0 if they leave nothing behind, else 1."""
    if sys.platform != "linux":
        raise UsageError("soak needs Linux: elsewhere this program does not know its memory and open files.")
    protection.seal(camera=False)
    printer = Printer(arguments.json)
    pictures = partial(soak_pictures, library=arguments.landmarker)
    found = []
    with window_if_possible() as window:
        wake_libraries(arguments.landmarker)
        for part, share in ((soak_measures, 1.0), (pictures, PICTURES_SHARE)):
            with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
                left = part(window, arguments.minutes * share, protection)
            row = {"type": "soak"} | vars(left) | {"grown_mb": left.grown_mb, "ok": left.ok}
            printer.write(row, _text(left))
            found.append(left)
    return int(not all(left.ok for left in found))


def _text(left: Left) -> str:
    mark = "ok" if left.ok else "WRONG"
    return (
        f"{mark:6} {left.part:9} {left.minutes:.1f} minutes, {left.visitors} visitors: "
        f"memory {left.first_mb:.1f} to {left.last_mb:.1f} MB ({left.grown_mb:+.1f}, the line is at "
        f"{GROWS_MB:+.0f}), threads {left.threads[0]} to {left.threads[1]}, "
        f"open files {left.files[0]} to {left.files[1]}"
    )
