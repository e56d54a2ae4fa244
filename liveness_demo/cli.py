"""The command line: what there is to choose, and the one place where errors become a line and a code.

Exit codes: 0 done or passed, 1 not passed (doctor, soak: something is wrong), 2 usage or input error,
130 Ctrl-C, 143 SIGTERM.
"""

import argparse
import errno
import io
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

from . import __version__
from .choices import LANGUAGES, REPORTED, CueName, Gesture, Instrument, Sweep, ThemeName, names
from .commands.stderr_tail import native_stderr_kept
from .errors import LivenessDemoError, UsageError
from .privacy.protection import Protection
from .privacy.start import absent

DEFAULT_SOURCE = "auto"
FEWEST_FRAMES, MOST_FRAMES = 60, 9999
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NOT_PASSED, INPUT_ERROR, INTERRUPTED, TERMINATED = 1, 2, 130, 143


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, like all other errors."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}. See {self.prog} --help.")


class _Terminated(BaseException):
    """SIGTERM arrived: leave through every ``with`` block."""


def main(argv: Sequence[str] | None = None, protection: Protection | None = None) -> int:
    """Run a command; return its exit code. Prints errors as one line on stderr.

    It does not lock the process: __main__ did, and says so with protection.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    debug = "--debug" in arguments
    unexpected = False
    with native_stderr_kept() as native_lines:
        try:
            code = _guarded(arguments, debug, protection or absent())
        except Exception as error:  # a bug: say so in a line, and keep what helps to find it
            again = "run it again with --debug, and report what it prints"
            _say(f"liveness-demo: unexpected {type(error).__name__}: {error}; {again}.", debug)
            code, unexpected = INPUT_ERROR, True
    if (debug or unexpected) and native_lines:
        _say("\n".join(["What the libraries said:", *native_lines]))
    return code


def _say(text: str, with_traceback: bool = False) -> None:
    with suppress(OSError):  # a full disk may hold stderr too; the exit code still tells
        if with_traceback:
            traceback.print_exc()
        print(text, file=sys.stderr)


def _guarded(arguments: list[str], debug: bool, protection: Protection) -> int:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        if before[signal.SIGINT] is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, _terminate)
        code = _dispatch(arguments, protection)
        if sys.stdout is not None:
            sys.stdout.flush()  # here an error can be told
        return code
    except LivenessDemoError as error:
        _say(f"liveness-demo: {error}", debug)
        return INPUT_ERROR
    except KeyboardInterrupt:
        return INTERRUPTED
    except _Terminated:
        return TERMINATED
    except BrokenPipeError:
        _give_up_stdout()
        return NOT_PASSED
    except OSError as error:
        if error.errno not in DISK_FULL:
            raise
        _give_up_stdout()
        _say(
            "liveness-demo: The output cannot be written, the disk is full: make room and start again.", debug
        )
        return INPUT_ERROR
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _give_up_stdout() -> None:
    """Nothing more can be said there, and Python shall not try when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _dispatch(arguments: list[str], protection: Protection) -> int:
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help", "--version")):
        arguments = ["run", *arguments]  # bare liveness-demo means run
    try:
        options = parser().parse_args(arguments)
    except SystemExit:  # --help and --version, which have printed; all else is a UsageError
        return 0
    return _COMMANDS[options.command](options, protection)


# Each imports late: --help must not wait for the libraries.
def _run(options: argparse.Namespace, protection: Protection) -> int:
    from .commands import run as commands  # noqa: PLC0415

    return commands.run_demo(options, protection)


def _analyze(options: argparse.Namespace, protection: Protection) -> int:
    from .commands import run as commands  # noqa: PLC0415

    return commands.analyze(Path(options.file), options.json, protection)


def _evaluate(options: argparse.Namespace, protection: Protection) -> int:
    from .commands.evaluate import evaluate  # noqa: PLC0415

    return evaluate(Path(options.labels), options.json)


def _sweep(options: argparse.Namespace, protection: Protection) -> int:
    from .commands import run as commands  # noqa: PLC0415

    return commands.print_sweep(options.what, options.json)


def _privacy_check(options: argparse.Namespace, protection: Protection) -> int:
    from .commands import run as commands  # noqa: PLC0415

    return commands.privacy_check(options.json, protection)


def _attack(options: argparse.Namespace, protection: Protection) -> int:
    from .commands.attack import attack  # noqa: PLC0415

    return attack(options.name, options.tries, options.seed, options.without, options.json)


def _bench(options: argparse.Namespace, protection: Protection) -> int:
    from .commands.bench import bench  # noqa: PLC0415

    return bench(options.source, options.frames, options.json, protection)


def _soak(options: argparse.Namespace, protection: Protection) -> int:
    from .commands.soak import soak  # noqa: PLC0415

    return soak(options.minutes, options.json, protection)


def _doctor(options: argparse.Namespace, protection: Protection) -> int:
    from .commands.doctor import doctor  # noqa: PLC0415

    return doctor(options.source, options.json, protection)


_COMMANDS: dict[str, Callable[[argparse.Namespace, Protection], int]] = {
    "run": _run,
    "analyze": _analyze,
    "evaluate": _evaluate,
    "sweep": _sweep,
    "attack": _attack,
    "bench": _bench,
    "soak": _soak,
    "doctor": _doctor,
    "privacy-check": _privacy_check,
}


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
    evaluate = commands.add_parser(
        "evaluate",
        help="for those who work on the thresholds: compare analyze with labels",
        allow_abbrev=False,
    )
    evaluate.add_argument("labels", metavar="LABELS.json", help="labels, see docs/LABELS.md")
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
        "--source", default="camera", metavar="CAMERA", help="camera (the default), or camera:1, ..."
    )
    check = commands.add_parser(
        "privacy-check", help="try to leak in every way, and show what is refused", allow_abbrev=False
    )
    bench = commands.add_parser(
        "bench", help="how long each stage takes here, beside the bare landmarker", allow_abbrev=False
    )
    bench.add_argument("--source", default="puppet", metavar="FILE", help="a video file; default: the puppet")
    bench.add_argument(
        "--frames",
        type=_frames,
        default=300,
        metavar="N",
        help="at most so many pictures, from 60; default: 300",
    )
    soak = commands.add_parser(
        "soak", help="visitors come and go: does memory grow, is anything left open?", allow_abbrev=False
    )
    soak.add_argument(
        "--minutes", type=_minutes, default=30, metavar="M", help="of visitors, faster than that; default: 30"
    )
    for command in (analyze, evaluate, sweep, attack, doctor, check, bench, soak):
        _add_output(command)
    for command in (commands.choices["run"], analyze, doctor, check, bench, soak):
        _add_protection(command)
    return main_parser


def _add_run(run: argparse.ArgumentParser) -> None:
    run.add_argument(
        "--source",
        default=DEFAULT_SOURCE,
        metavar="SOURCE",
        help="auto (the visitor chooses between camera and puppet; the default), camera, camera:1, a file, "
        "puppet, puppet:key=value,... (eyes, tone, glasses, glare, light, noise, distance, yaw, seed, actor),"
        f" attack:NAME ({', '.join(names(Instrument))})",
    )
    run.add_argument("--seed", type=int, metavar="N", help="draw the same orders, and the same puppet, again")
    run.add_argument("--attempts", type=_attempts, default=4, metavar="N", help="1 to 99, default: 4")
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
    run.add_argument("--no-window", action="store_true", help="in the terminal, a file as fast as it goes")
    run.add_argument("--once", action="store_true", help="end after one visitor")
    run.add_argument("--yes", action="store_true", help="start without a key: a file, or the puppet")
    _add_output(run)


def _add_attack(attack: argparse.ArgumentParser) -> None:
    attack.add_argument(
        "name",
        choices=(*names(Instrument), "all"),
        help="what is held before the camera; all: good visitors first, then every instrument",
    )
    attack.add_argument("--tries", type=_tries, default=20, metavar="N", help="1 to 999, default: 20")
    attack.add_argument("--seed", type=int, default=1, metavar="N", help="draw other tries; default: 1")
    _add_without(attack)


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


def _add_protection(command: argparse.ArgumentParser) -> None:
    # privacy/start.py reads these two from the raw arguments, before this parser exists
    command.add_argument("--unprotected", action="store_true", help="go on without the system's lock")
    command.add_argument(
        "--inspect", action="store_true", help="leave the process open to tools such as strace and /proc"
    )


def _attempts(text: str) -> int:
    return _number(text, 99)


def _tries(text: str) -> int:
    return _number(text, 999)


def _number(text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= most):
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no number from 1 to {most}")
    return int(text)


def _frames(text: str) -> int:
    if not (text.isascii() and text.isdigit() and FEWEST_FRAMES <= int(text[:6]) <= MOST_FRAMES):
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no number from {FEWEST_FRAMES} to {MOST_FRAMES}")
    return int(text)


def _minutes(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= 999):
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is no number of minutes from 1 to 999")
    return int(text)


def _challenges(text: str) -> tuple[str, ...]:
    chosen = tuple(name.strip() for name in text.split(","))
    unknown = [name for name in chosen if name not in names(Gesture)]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(names(Gesture))}")
    return chosen


def _terminate(signal_number: int, frame: FrameType | None) -> None:
    raise _Terminated
