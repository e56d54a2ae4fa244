"""The commands, once the command line is read. Imported late: cv2 and MediaPipe take their time."""

import sys
from argparse import Namespace
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from .analysis import Event, Recording, find_events
from .app import run
from .attempt import Result
from .errors import UsageError
from .evaluation import ClipResult, Score, Span, compare, read_labels, total
from .fixed_line import FIXED_LINE
from .gestures import Gesture, HeadTurn
from .landmarker import FaceCounter, Landmarker
from .measures import FaceMeasures, measure
from .options import AUTO, RunOptions
from .privacy.protection import Protection
from .progress import Progress, progress
from .puppet.attacks import is_attack, parse_attack
from .puppet.source import is_puppet, parse_puppet
from .settings import SessionSettings
from .source import VideoFile, camera_number, is_camera
from .sweep import BLINKS, sweep
from .view.in_json import JsonView
from .view.in_terminal import TerminalView, is_terminal
from .view.in_window import WindowView
from .view.json_lines import gesture_line, gesture_name, write_line
from .view.privacy_table import write_check, write_notice
from .view.stage import Choices, Stage
from .view.texts import GESTURES, describe, texts_for
from .view.theme import THEMES
from .view.window import Window, display_works

PICTURES = 10
"""A bar is drawn once in so many of a film's."""


@dataclass(frozen=True)
class Measured:
    """A recording's measures, and what its file says of itself."""

    recording: Recording
    fps: float


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
    """Print every gesture in a recording."""
    measured = measure_file(path, progress(path.name, PICTURES), protection)
    recording = measured.recording
    for event in find_events(recording):
        first, last = recording.frames_of(event)
        line = gesture_line(event) | {"first_frame": first, "last_frame": last}
        if json:
            write_line(line)
        else:
            print(f"{event.start_s:8.2f} s  frames {first} to {last}  {describe(event)}")
    faces = sum(measures is not None for measures in recording.measures)
    frames = len(recording.measures)
    if json:
        fps = round(measured.fps, 3)
        write_line({"type": "summary", "frames": frames, "frames_with_face": faces, "fps": fps})
    else:
        print(f"{frames} frames, {faces} with a face, {measured.fps:.2f} frames a second.")
    return 0


def evaluate(labels: Path, json: bool) -> int:
    """Compare ``analyze`` with labels, clip by clip and in all."""
    results: list[ClipResult] = []
    for clip in read_labels(labels):
        recording = measure_file(labels.parent / clip.file, progress(clip.file, PICTURES)).recording
        spans = [_span(event, recording) for event in find_events(recording)]
        result = compare(clip, spans)
        results.append(result)
        _print_clip(result, json)
    for gesture, score in total(results).items():
        _print_score(gesture, score, json)
    return 0


def measure_file(path: Path, progress: Progress, protection: Protection | None = None) -> Measured:
    """Measure every frame of a video file. Measures are held, no picture is."""
    times_s: list[float] = []
    measures: list[FaceMeasures | None] = []
    with Landmarker() as landmarker, _open_film(path, protection) as video:
        for frame in video:
            times_s.append(frame.timestamp_s)
            measures.append(measure(landmarker.detect(frame)))
            progress(len(times_s), video.stated_frames)
    return Measured(Recording(times_s, measures), video.fps)


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
    from .privacy.check import run_check  # noqa: PLC0415  Linux only

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


def _open_film(path: Path, protection: Protection | None) -> VideoFile:
    if protection is not None:
        protection.seal(camera=False)
    return VideoFile(path)


def _run_options(arguments: Namespace) -> RunOptions:
    options = RunOptions(
        source=arguments.source,
        gestures=tuple(gesture for gesture in Gesture if GESTURES[gesture] in arguments.challenges),
        article_order=arguments.order == "article",
        settings=SessionSettings(attempts=arguments.attempts),
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


def _span(event: Event, recording: Recording) -> Span:
    first, last = recording.frames_of(event)
    return Span(gesture_name(event), first, last, event.side if isinstance(event, HeadTurn) else None)


def _print_clip(result: ClipResult, json: bool) -> None:
    wrong = [("missed", span) for span in result.missed] + [("invented", span) for span in result.invented]
    if json:
        scores = {
            gesture: {"found": score.found, "invented": score.invented, "missed": score.missed}
            for gesture, score in result.scores.items()
        }
        errors = [{"error": error} | vars(span) for error, span in wrong]
        write_line({"type": "clip", "file": result.file, "scores": scores, "errors": errors})
        return
    found = sum(score.found for score in result.scores.values())
    print(f"{result.file}: {found} found, {len(result.missed)} missed, {len(result.invented)} invented")
    for error, span in wrong:
        side = f" {span.direction}" if span.direction else ""
        print(f"    {error}: {span.gesture}{side}, frames {span.first_frame} to {span.last_frame}")


def _print_score(gesture: str, score: Score, json: bool) -> None:
    if json:
        write_line(
            {
                "type": "score",
                "gesture": gesture,
                "precision": round(score.precision, 4),
                "recall": round(score.recall, 4),
                "f1": round(score.f1, 4),
                "found": score.found,
                "invented": score.invented,
                "missed": score.missed,
            }
        )
        return
    print(
        f"{gesture:14} F1 {score.f1:.3f}  precision {score.precision:.3f}  recall {score.recall:.3f}  "
        f"({score.found} found, {score.invented} invented, {score.missed} missed)"
    )
