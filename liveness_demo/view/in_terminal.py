"""A session as text: the prompt and the measured value, in place where the terminal can."""

import select
import shutil
import sys
import time
from typing import TextIO

from ..attempt import AttemptResult, Step
from ..landmarks import Landmarks
from ..options import RunOptions
from ..privacy.ledger import Ledger
from ..privacy.state import State
from ..session import SessionState
from ..source import Frame
from .command import Command, Wish
from .stage import show_value, start_lines
from .texts import GESTURES, say, say_result

LETTERS = {"": Command.START, "s": Command.SKIP, "q": Command.QUIT}


class TerminalView:
    """Shows a session in a terminal. hurried: a recording as fast as it goes."""

    def __init__(self, hurried: bool) -> None:
        self._hurried = hurried
        self._in_place = is_terminal(sys.stdout)
        self._shown = ""

    def start(self, options: RunOptions, lock: State) -> RunOptions | None:
        """Say what will happen and wait for an answer."""
        for line in start_lines(options):
            print(line)
        asked = ", ".join(GESTURES[gesture] for gesture in options.gestures)
        print(f"What is asked, in an order drawn by chance: {asked} (--challenges leaves one out).")
        if sys.platform != "win32":  # there a terminal cannot be looked at meanwhile
            print("Meanwhile: s and Enter skips, q and Enter ends.")
        choices = "c: my camera, p: No, use the puppet" if options.camera else "Enter: start"
        while True:
            print(f"{choices}, q: leave. Then Enter: ", end="", flush=True)
            line = sys.stdin.readline()
            answer = line.strip().lower()
            if not line or answer == "q":
                return None
            if options.camera and answer in ("c", "p"):
                return options.with_camera() if answer == "c" else options.with_puppet()
            if not options.camera and answer == "":
                return options

    def begin(self, options: RunOptions) -> bool:
        """At the source's own pace, but for a recording in a hurry."""
        if options.puppet and not options.ask_first:
            print(*start_lines(options), sep="\n")
        return options.puppet or not self._hurried

    def show(
        self, frame: Frame, landmarks: Landmarks | None, state: SessionState, wait_s: float, ledger: Ledger
    ) -> Wish | None:
        """Write the state over the last one; wait for ``wait_s``."""
        text = _status(state) if self._in_place else _words(state)
        if text != self._shown:
            self._shown = text
            self._write(text, end="" if self._in_place else "\n")
        return _typed(wait_s)

    def report(self, state: SessionState) -> None:
        """Write how an attempt ended, in a line of its own."""
        for news in state.news:
            if isinstance(news, AttemptResult):
                self._write(f"Try {news.number} of {state.attempts}: {say_result(news)}", end="\n")

    def verdict(self, result: AttemptResult, options: RunOptions, ledger: Ledger) -> Command:
        """Write what was seen and kept; a terminal ends after one session."""
        for line in ledger.lines():
            self._write(line, end="\n")
        return Command.QUIT

    def _write(self, text: str, end: str) -> None:
        if self._in_place and not end:
            text = text[: shutil.get_terminal_size().columns - 1]
        print(f"\r\x1b[K{text}" if self._in_place else text, end=end, flush=True)


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether somebody sits at the other end; a program may be started with a stream closed (None)."""
    return stream is not None and stream.isatty()


def _words(state: SessionState) -> str:
    return say(state.prompt) + (f" {say(state.hint)}" if state.hint else "")


def _status(state: SessionState) -> str:
    words = _words(state)
    if state.gauge is None or state.time_left_s is None:
        return words
    gesture = state.order[state.steps.index(Step.NOW)].gesture
    value, line = show_value(state.gauge.value, gesture), show_value(state.gauge.line, gesture)
    return f"{value} (line {line}, {state.time_left_s:.0f} s left)  {words}"


def _typed(wait_s: float) -> Command | None:
    """What was typed and entered within ``wait_s``. Windows cannot look at a terminal this way."""
    if sys.platform == "win32" or not is_terminal(sys.stdin):
        time.sleep(wait_s)
        return None
    ready, _, _ = select.select([sys.stdin], [], [], wait_s)
    return LETTERS.get(sys.stdin.readline().strip().lower()) if ready else None
