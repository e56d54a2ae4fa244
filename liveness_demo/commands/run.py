"""The commands, once the command line is read. Imported late: cv2 and MediaPipe take their time."""

import sys
from argparse import Namespace
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path

from ..choices import Gesture
from ..errors import UsageError
from ..face.landmarker import FaceCounter, Landmarker
from ..lab.analysis import find_events
from ..lab.film import measure_file
from ..lab.fixed_line import FIXED_LINE
from ..lab.sweep import BLINKS, sweep
from ..loop.app import run
from ..loop.options import AUTO, RunOptions
from ..privacy.protection import Protection
from ..puppet.attacks.instruments import is_attack, parse_attack
from ..puppet.source import is_puppet, parse_puppet
from ..session.attempt import Result
from ..settings import CueSettings, SessionSettings
from ..sources.video_file import camera_number, is_camera
from ..view.canvas.theme import THEMES
from ..view.outlets.in_json import JsonView
from ..view.outlets.in_terminal import TerminalView, is_terminal
from ..view.outlets.in_window import WindowView
from ..view.outlets.window import Window, display_works
from ..view.screens.stage import Choices, Stage
from ..view.words.json_lines import gesture_line, write_line
from ..view.words.texts import texts_for
from .privacy_table import write_check, write_notice
from .progress import PICTURES, progress


def run_demo(arguments: Namespace, protection: Protection) -> int:
    """Run sessions where they can be shown; return the exit code: 0 passed, 1 not."""
    options = _run_options(arguments)
    protection.require(options.camera and options.source != AUTO)
    texts = texts_for(arguments.lang)
    if arguments.json:
        result = run(options, JsonView(), protection)
    elif not arguments.no_window and display_works():
        choices = Choices(texts, THEMES[arguments.theme], hide_face=arguments.hide_face)
        with Window() as window:
            result = run(options, WindowView(window, Stage(choices)), protection)
    else:
        if not arguments.no_window:
            print("There is no display: this runs in the terminal.", file=sys.stderr)
        result = run(_for_terminal(options), TerminalView(arguments.no_window, texts), protection)
    return 0 if result is Result.PASSED else 1


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


def privacy_check(json: bool, protection: Protection) -> int:
    """Try to leak in every way, in the state in which a camera would be open; return 0 if all is refused."""
    if protection.stage is None:
        protection.require(camera=False)
        need = "Linux on x86-64, a folder for temporary files, and to be started as liveness-demo"
        print(f"privacy-check was not made: it needs {need}.", file=sys.stderr)
        return 1
    from ..privacy.check.check import run_check  # noqa: PLC0415  Linux only

    write_notice(json)
    with (
        closing(protection.stage) as stage,
        Landmarker(),
        closing(FaceCounter()),
        Window() if display_works() else nullcontext(),
    ):
        protection.seal(camera=False)
        check = run_check(stage, protection)
    write_check(check, json)
    return 0 if check.passed else 1


def _run_options(arguments: Namespace) -> RunOptions:
    options = RunOptions(
        source=arguments.source,
        gestures=tuple(gesture for gesture in Gesture if gesture.value in arguments.challenges),
        article_order=arguments.order == "article",
        settings=SessionSettings(attempts=arguments.attempts, cues=CueSettings().without(*arguments.without)),
        seed=arguments.seed,
        ask_first=not (arguments.yes or arguments.json),
        once=arguments.once,
    )
    if is_puppet(options.source):
        parse_puppet(options.source)  # what does not fit is said before anything opens
    if is_attack(options.source):
        parse_attack(options.source)
    if is_camera(options.source):
        camera_number(options.source)
    if options.camera and not options.ask_first:
        return _without_camera(options)
    return options


def _for_terminal(options: RunOptions) -> RunOptions:
    """Where nobody can answer, what needs no consent starts by itself."""
    if not options.ask_first or is_terminal(sys.stdin):
        return options
    return _without_camera(replace(options, ask_first=False))


def _without_camera(options: RunOptions) -> RunOptions:
    if options.source == AUTO:
        return options.with_puppet()
    if options.camera:
        raise UsageError(
            "A camera opens only after a visitor pressed a key: use a window or a terminal, without --yes "
            "and --json, or take --source puppet."
        )
    return options
