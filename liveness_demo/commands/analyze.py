"""The command ``analyze``: every gesture in a recording."""

from argparse import Namespace
from pathlib import Path

from ..lab.analysis import find_events
from ..lab.film import measure_file
from ..privacy.protection import Protection
from ..view.words.json_lines import gesture_line, write_line
from .progress import PICTURES, progress


def run(arguments: Namespace, protection: Protection) -> int:
    """Carry out the command line's ``analyze``; return the exit code."""
    return analyze(Path(arguments.file), arguments.json, protection)


def analyze(path: Path, json: bool, protection: Protection) -> int:
    """Print every gesture in a film."""
    measured = measure_file(path, protection, progress(path.name, PICTURES))
    film = measured.film
    for event in find_events(film):
        first, last = film.frames_of(event)
        line = gesture_line(event) | {"first_frame": first, "last_frame": last}
        if json:
            write_line(line)
        else:
            print(f"{event.start_s:8.2f} s  frames {first} to {last}  {event.describe()}")
    faces = sum(measures is not None for measures in film.measures)
    frames = len(film.measures)
    if json:
        fps = round(measured.fps, 3)
        write_line({"type": "summary", "frames": frames, "frames_with_face": faces, "fps": fps})
    else:
        print(f"{frames} frames, {faces} with a face, {measured.fps:.2f} frames a second.")
    return 0
