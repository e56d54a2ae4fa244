"""A visitor for the guest: the puppet before the camera, and the terminal in which it reads the prompts."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

import cv2

from liveness_demo.choices import Side
from liveness_demo.messages import Message
from liveness_demo.puppet.source import PuppetOptions, PuppetSource
from liveness_demo.sources.frame import Frame
from liveness_demo.view.words.texts import texts_for

WORDS = texts_for("en").words
FED_FPS = 15
"""The guest has one processor, for the program as for the puppet."""
PATIENCE_S = 180.0
"""For a busy computer."""
COLUMNS = 300
"""No prompt is cut off."""
SCREEN_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\n\a]")


def _pattern(text: str) -> re.Pattern[str]:
    """Return what finds a text in which numbers and a side have been filled in."""
    parts = re.split(r"(\{[^}]*\})", text)
    found = {"{side}": f"(?P<side>{WORDS['left']}|{WORDS['right']})"}
    number = ".+?"
    return re.compile(
        "".join(found.get(part, number if part.startswith("{") else re.escape(part)) for part in parts)
    )


def _patterns(wanted: re.Pattern[str]) -> dict[str, re.Pattern[str]]:
    return {key: _pattern(text) for key, text in WORDS.items() if wanted.fullmatch(key)}


PROMPTS = _patterns(re.compile(r"do_\w+(?<!_how)|hold_still|back_to_neutral"))
HINTS = _patterns(re.compile(r"\w+_(little|short)"))
SIDES = {WORDS["left"]: Side.LEFT, WORDS["right"]: Side.RIGHT}


def read(line: str, patterns: dict[str, re.Pattern[str]]) -> Message | None:
    """Return which of these texts stands in a line."""
    for key, pattern in patterns.items():
        if match := pattern.search(line):
            return Message(key, side=SIDES.get(match.groupdict().get("side", "")))
    return None


class Feeder:
    """Lets the puppet sit before a camera, and act on the lines that it is handed."""

    def __init__(self, node: Path) -> None:
        self._node = node
        self._said: tuple[Message, Message | None] | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._feed)

    def __enter__(self) -> "Feeder":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def take(self, line: str) -> None:
        """Let the puppet read a line."""
        prompt = read(line, PROMPTS)
        if prompt is not None:
            self._said = prompt, read(line, HINTS)

    def _feed(self) -> None:
        # The test camera's other side takes no write(2) (EINVAL): v4l2-ctl keeps its queue of buffers.
        command = ["v4l2-ctl", "-d", str(self._node), "--stream-out-mmap=3", "--stream-from=-"]
        nowhere = subprocess.DEVNULL
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=nowhere, stderr=nowhere) as device:
            with suppress(BrokenPipeError):  # the camera was pulled
                self._feed_into(device.stdin)  # type: ignore[arg-type]
            device.kill()

    def _feed_into(self, pipe: IO[bytes]) -> None:
        began_s = time.monotonic()
        with PuppetSource(PuppetOptions(fps=FED_FPS), seed=1, forever=True) as puppet:
            for frame in puppet:
                if self._over.wait(max(0.0, began_s + frame.timestamp_s - time.monotonic())):
                    return
                if self._said is not None:
                    puppet.tell(*self._said)
                pipe.write(_as_yuyv(frame))


def _as_yuyv(frame: Frame) -> bytes:
    return cv2.cvtColor(frame.image, cv2.COLOR_BGR2YUV_YUY2).tobytes()


class Terminal:
    """A program in a terminal of its own. feeder: reads along."""

    def __init__(self, command: list[str], feeder: Feeder | None = None, **options: object) -> None:
        self._feeder, self._text = feeder, ""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
        self.program: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
            command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, **options
        )
        os.close(slave)

    @property
    def lines(self) -> list[str]:
        """What was written until now, without what a screen is told; each line once."""
        lines = [line.strip() for line in SCREEN_CODES.split(self._text)]
        return [line for line, before in zip(lines, ["", *lines], strict=False) if line and line != before]

    def type(self, text: str) -> None:
        """Type something, and Enter."""
        os.write(self._master, text.encode() + b"\n")

    def wait_for(self, words: str, seconds: float = PATIENCE_S) -> None:
        """Wait until these words have been written. Raises AssertionError if they have not."""
        self._listen(seconds, lambda: words in self._text)
        assert words in self._text, f"never said: {words}"

    def end(self, seconds: float = PATIENCE_S) -> int:
        """Return the exit code. Raises AssertionError if it has not ended by then."""
        self._listen(seconds, lambda: False)
        ended = self.program.poll() is not None
        self.program.kill()
        code = self.program.wait()
        assert ended, f"does not end within {seconds:.0f} s"
        return code

    def _listen(self, seconds: float, heard: Callable[[], bool]) -> None:
        until_s = time.monotonic() + seconds
        while not heard() and time.monotonic() < until_s:
            if not select.select([self._master], [], [], 0.1)[0]:
                continue
            try:
                text = os.read(self._master, 65536).decode(errors="replace")
            except OSError:  # nobody holds the other end any more
                self.program.wait(timeout=5)
                return
            self._text += text
            if self._feeder is not None:
                for line in SCREEN_CODES.split(text):
                    self._feeder.take(line)
