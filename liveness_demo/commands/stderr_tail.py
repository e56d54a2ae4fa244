"""Native libraries print on stderr; keep the last lines instead, for when something goes wrong.

MediaPipe prints about five lines at the start, FFmpeg one for each bad file. They are read from a pipe
into memory; the program's own messages go to the real stderr.
"""

import os
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

TAIL_LINES = 40


@contextmanager
def native_stderr_kept() -> Iterator[deque[str]]:
    """Redirect file descriptor 2 within the block; yield the lines that arrive, the newest last."""
    tail: deque[str] = deque(maxlen=TAIL_LINES)
    own_stderr = sys.stderr
    try:
        saved = os.dup(2)
    except OSError:  # started without a stderr
        yield tail
        return
    reading, writing = os.pipe()
    if hasattr(os, "set_blocking"):  # not on Windows before 3.12
        os.set_blocking(writing, False)  # a full pipe must lose lines, not stop the program
    os.dup2(writing, 2)
    os.close(writing)
    reader = threading.Thread(target=_read_lines, args=(reading, tail), daemon=True)
    reader.start()
    if _is_descriptor_2(own_stderr):
        sys.stderr = os.fdopen(os.dup(saved), "w", encoding="utf-8", errors="replace", buffering=1)
    try:
        yield tail
    finally:
        os.dup2(saved, 2)  # closes the pipe's last writing end, so the reader ends
        os.close(saved)
        reader.join(timeout=1)
        if sys.stderr is not own_stderr:
            with suppress(OSError):  # what a full disk did not take is lost
                sys.stderr.close()
            sys.stderr = own_stderr


def _is_descriptor_2(stream: TextIO) -> bool:
    try:
        return stream.fileno() == 2
    except (AttributeError, OSError, ValueError):
        return False


def _read_lines(descriptor: int, tail: deque[str]) -> None:
    with os.fdopen(descriptor, encoding="utf-8", errors="replace") as stream:
        tail.extend(line.rstrip() for line in stream)
