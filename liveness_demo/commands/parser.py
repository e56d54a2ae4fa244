"""The command line: what there is to choose. It imports nothing that takes its time."""

import argparse
from collections.abc import Callable
from typing import NoReturn

from .. import __version__
from ..choices import (
    LANGUAGES,
    REPORTED,
    TURNS_DEG,
    CueName,
    FaceLibrary,
    Gesture,
    Instrument,
    SourceKind,
    Sweep,
    ThemeName,
    names,
)
from ..errors import UsageError

FEWEST_FRAMES, MOST_FRAMES = 60, 9999
"""Pictures of ``bench``; fewer have no p95."""
ALL = "all"
"""Of ``attack``: good visitors, then each instrument."""
LONGEST_NUMBER = 6
"""Digits."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, like all other errors."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}. See {self.prog} --help.")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    main_parser = _Parser(
        prog="liveness-demo",
        description="Shows what a face scan measures. Nothing is kept, nothing is sent.",
        epilog="Without a command: run. 'liveness-demo run --help' has its choices.",
        allow_abbrev=False,
    )
    main_parser.add_argument("--version", action="version", version=f"liveness-demo {__version__}")
    commands = main_parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    _add_run(commands.add_parser("run", help="a session: prompts, measures, verdict", allow_abbrev=False))
    analyze = commands.add_parser("analyze", help="every gesture in a recording", allow_abbrev=False)
    analyze.add_argument("file", metavar="FILE", help="a video file")
    _add_orientation(analyze)
    evaluate = commands.add_parser(
        "evaluate",
        help="for those who work on the thresholds: compare analyze with labels",
        allow_abbrev=False,
    )
    evaluate.add_argument("labels", metavar="LABELS.json", help="labels, see docs/LABELS.md")
    evaluate.add_argument(
        "--session",
        action="store_true",
        help="what a session would say of gestures that were asked for, and of what people do by themselves",
    )
    sweep = commands.add_parser(
        "sweep", help="where the puppet's blinks are seen: a fixed line, the own baseline", allow_abbrev=False
    )
    sweep.add_argument("what", choices=names(Sweep), help="what is varied")
    attack = commands.add_parser(
        "attack",
        help="how many of the puppet's attacks pass one attempt, and what stops them",
        allow_abbrev=False,
    )
    _add_attack(attack)
    doctor = commands.add_parser(
        "doctor", help="before a lesson: display, speed, lock, camera, light", allow_abbrev=False
    )
    doctor.add_argument(
        "--source",
        default=SourceKind.CAMERA.value,
        metavar="CAMERA",
        help="camera (the default), or camera:1, ...",
    )
    _add_orientation(doctor)
    check = commands.add_parser(
        "privacy-check", help="try to leak in every way, and show what is refused", allow_abbrev=False
    )
    bench = commands.add_parser(
        "bench", help="how long each stage takes here, beside the bare landmarker", allow_abbrev=False
    )
    bench.add_argument(
        "--source", default=SourceKind.PUPPET.value, metavar="FILE", help="a video file; default: the puppet"
    )
    bench.add_argument(
        "--frames",
        type=whole_number(FEWEST_FRAMES, MOST_FRAMES),
        default=300,
        metavar="N",
        help="at most so many pictures, from 60; default: 300",
    )
    soak = commands.add_parser(
        "soak", help="visitors come and go: does memory grow, is anything left open?", allow_abbrev=False
    )
    soak.add_argument(
        "--minutes",
        type=whole_number(1, 999),
        default=30,
        metavar="M",
        help="of visitors, faster than that; default: 30",
    )
    for command in (analyze, evaluate, sweep, attack, doctor, check, bench, soak):
        _add_output(command)
    for command in commands.choices.values():
        _add_landmarker(command)
    for command in (commands.choices["run"], analyze, doctor, check, bench, soak):
        _add_protection(command)
    return main_parser


def _add_run(run: argparse.ArgumentParser) -> None:
    run.add_argument(
        "--source",
        default=SourceKind.AUTO.value,
        metavar="SOURCE",
        help="auto (the visitor chooses between camera and puppet; the default), camera, camera:1, a file, "
        "puppet, puppet:key=value,... (eyes, tone, glasses, glare, light, noise, distance, yaw, fps, "
        "mirrored, turned, seed, actor), puppet:driver=camera or puppet:driver=FILE (it copies that face),"
        f" attack:NAME ({', '.join(names(Instrument))})",
    )
    _add_orientation(run)
    run.add_argument("--seed", type=int, metavar="N", help="draw the same orders, and the same puppet, again")
    run.add_argument(
        "--attempts", type=whole_number(1, 99), default=4, metavar="N", help="1 to 99, default: 4"
    )
    run.add_argument(
        "--challenges",
        type=_challenges,
        default=tuple(gesture.value for gesture in REPORTED),
        metavar=",".join(names(Gesture)),
        help="what may be asked, default: the first three",
    )
    run.add_argument(
        "--order",
        choices=("random", "article"),
        default="random",
        help="random, or as in the news report: blink, mouth, left then right",
    )
    _add_without(run)
    run.add_argument("--lang", choices=LANGUAGES, help="the language; default: the system's")
    run.add_argument("--theme", choices=names(ThemeName), default="dark", help="light: for a lit room")
    run.add_argument("--hide-face", action="store_true", help="only the mesh: no camera pixel is ever drawn")
    run.add_argument(
        "--as-puppet", action="store_true", help="a puppet that does the same: no camera pixel is ever drawn"
    )
    run.add_argument("--no-window", action="store_true", help="in the terminal, a file as fast as it goes")
    run.add_argument("--once", action="store_true", help="end after one visitor")
    run.add_argument(
        "--wait",
        action="store_true",
        help="in a window, the end of a try and the verdict wait for a key",
    )
    run.add_argument("--yes", action="store_true", help="start without a key: a file, or the puppet")
    _add_output(run)


def _add_attack(attack: argparse.ArgumentParser) -> None:
    attack.add_argument(
        "name",
        choices=(*names(Instrument), ALL),
        help="what is held before the camera; all: good visitors first, then every instrument",
    )
    attack.add_argument(
        "--tries", type=whole_number(1, 999), default=20, metavar="N", help="1 to 999, default: 20"
    )
    attack.add_argument("--seed", type=int, default=1, metavar="N", help="draw other tries; default: 1")
    _add_without(attack)


def _add_orientation(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--mirrored", action="store_true", help="the source mirrors its picture: it is mirrored back"
    )
    command.add_argument(
        "--turned",
        type=int,
        choices=TURNS_DEG,
        default=0,
        help="the camera is on its side or upside down: turn its picture clockwise by so many degrees",
    )


def _add_without(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--without",
        choices=names(CueName),
        action="append",
        default=[],
        metavar="CUE",
        help="switch a cue off, to see what it is worth; more than once if you like: "
        f"{', '.join(names(CueName))}",
    )


def _add_output(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="JSON Lines on stdout, for programs")
    command.add_argument("--debug", action="store_true", help="show tracebacks and what the libraries print")


def _add_landmarker(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--landmarker",
        type=_landmarker,
        default=FaceLibrary.AUTO,
        metavar="|".join(names(FaceLibrary)),
        help="which library reads the face model; auto: MediaPipe where it is installed, else OpenCV",
    )


def _add_protection(command: argparse.ArgumentParser) -> None:
    # privacy/start.py reads these two from the raw arguments, before this parser exists
    command.add_argument("--unprotected", action="store_true", help="go on without the system's lock")
    command.add_argument(
        "--inspect", action="store_true", help="leave the process open to tools such as strace and /proc"
    )


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number within these limits, for ``type`` of an argument."""

    def read(text: str) -> int:
        digits = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
        if not (digits and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text[:20]!r} is no number from {least} to {most}")
        return int(text)

    return read


def _landmarker(text: str) -> FaceLibrary:
    if text not in names(FaceLibrary):
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(names(FaceLibrary))}")
    return FaceLibrary(text)


def _challenges(text: str) -> tuple[str, ...]:
    chosen = tuple(name.strip() for name in text.split(","))
    unknown = [name for name in chosen if name not in names(Gesture)]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(names(Gesture))}")
    return chosen
