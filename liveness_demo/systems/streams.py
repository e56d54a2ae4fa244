"""What standard input and output tell of whoever is at their other end."""

import errno
import sys
from typing import TextIO


def is_terminal(stream: TextIO | None, platform: str = sys.platform) -> bool:
    """Return whether somebody sits at the other end; a program may be started with a stream closed (None).

    Windows calls its null device a terminal, too; but only a console is read by Python in a way of its own.
    """
    if stream is None or not stream.isatty():
        return False
    raw = getattr(stream.buffer, "raw", stream.buffer)
    return platform != "win32" or type(raw).__name__ == "_WindowsConsoleIO"


def reader_left(error: OSError, platform: str = sys.platform) -> bool:
    """Return whether nobody reads what is written: to Windows that is an invalid argument, of no file."""
    of_windows = platform == "win32" and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or of_windows
