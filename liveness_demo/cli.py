"""The way in for people: the one place where errors become a line and a code.

Exit codes: 0 done or passed, 1 not passed (doctor, soak: something is wrong), 2 usage or input error,
130 Ctrl-C, 143 SIGTERM.
"""

import errno
import io
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType

from .commands.parser import parser
from .commands.stderr_tail import native_stderr_kept
from .commands.table import command
from .errors import LivenessDemoError
from .privacy.protection import Protection
from .privacy.start import absent
from .systems.streams import reader_left

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
HELP_TO_LOAD = {
    "cv2": "install it again; on an N edition of Windows install the Media Feature Pack first "
    "(Settings, Apps, Optional features)",
    "mediapipe": "install it again, or start with --landmarker opencv",
}
"""What helps where a library is there and does not load, or is not there."""
NOT_PASSED, INPUT_ERROR, INTERRUPTED, TERMINATED = 1, 2, 130, 143


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
    except OSError as error:
        if reader_left(error):
            _give_up_stdout()
            return NOT_PASSED
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
    try:
        return command(options.command)(options, protection)
    except ImportError as error:
        if error.name not in HELP_TO_LOAD:
            raise
        raise LivenessDemoError(
            f"{error.name} cannot be loaded ({error}): {HELP_TO_LOAD[error.name]}."
        ) from error


def _terminate(signal_number: int, frame: FrameType | None) -> None:
    raise _Terminated
