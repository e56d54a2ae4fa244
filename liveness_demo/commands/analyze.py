"""The command ``analyze``: every gesture in a recording; in a terminal its curves too."""

import shutil
import sys
from argparse import Namespace
from pathlib import Path

from ..lab.analysis import find_events
from ..lab.film import measure_file
from ..privacy.protection import Protection
from ..sources.orientation import Orientation
from ..systems.streams import is_terminal
from ..view.words.json_lines import gesture_line
from .curves import curves
from .printing import Printer
from .progress import PICTURES, progress


def run(arguments: Namespace, protection: Protection) -> int:
    """Print every gesture in a film; return 0."""
    path, printer = Path(arguments.file), Printer(arguments.json)
    orientation = Orientation(arguments.mirrored, arguments.turned)
    shown = progress(path.name, PICTURES)
    measured = measure_file(path, protection, shown, orientation, arguments.landmarker)
    film = measured.film
    events = find_events(film)
    for event in events:
        first, last = film.frames_of(event)
        printer.write(
            gesture_line(event) | {"first_frame": first, "last_frame": last},
            f"{event.start_s:8.2f} s  frames {first} to {last}  {event.describe()}",
        )
    frames = len(film.measures)
    faces = sum(measures is not None for measures in film.measures)
    fps = round(measured.fps, 3)
    printer.write(
        {"type": "summary", "frames": frames, "frames_with_face": faces, "fps": fps},
        f"{frames} frames, {faces} with a face, {measured.fps:.2f} frames a second.",
    )
    if is_terminal(sys.stdout):
        for line in curves(film, events, shutil.get_terminal_size().columns):
            printer.say(line)
    return 0
