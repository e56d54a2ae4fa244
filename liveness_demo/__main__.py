"""``python -m liveness_demo`` and the console script."""

import os
import signal
import sys
from types import FrameType


def main() -> int:
    """Lock the process, then run the command line; return the exit code."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup and a shell's & leave it
            signal.signal(number, _leave)
    _open_shut_streams()
    from .privacy.memory import keep_little_memory  # noqa: PLC0415
    from .privacy.start import begin  # noqa: PLC0415

    keep_little_memory()
    protection = begin(sys.argv[1:])  # before any other import: libraries start threads
    from .cli import main as run_command_line  # noqa: PLC0415

    return run_command_line(protection=protection)


def _open_shut_streams() -> None:
    """Let what a launcher shut lead nowhere: the next thing opened would stand in its place."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it gets the lowest free number: this one
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def _leave(number: int, frame: FrameType | None) -> None:
    # Nothing is open yet, or any more. An exception would come out of the middle of a library's import.
    os._exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
