"""A session as text: the prompt and the measured value, in place where the terminal can."""

import select
import shutil
import sys
import time
from collections.abc import Mapping
from itertools import accumulate
from unicodedata import east_asian_width

from ...choices import Instrument
from ...loop.options import RunOptions
from ...loop.shown import Moment, Paused, Screen, Start
from ...loop.wishes import Command, Wish
from ...session.attempt import AttemptResult
from ...session.state import Phase, SessionState
from ...systems.streams import is_terminal
from ..keys import by_letter
from ..screens.start import gesture_word, start_words
from ..screens.strip import show_value
from ..words.spoken import BELL, OpenEyes
from ..words.texts import Texts

LETTERS = by_letter(Command.START, Command.SKIP, Command.PAUSE, Command.MIRROR, Command.TURN, Command.QUIT)
START_LETTERS = by_letter(Command.START, Command.CAMERA, Command.PUPPET, Command.QUIT)


class TerminalView:
    """Shows a session in a terminal. hurried: a recording as fast as it goes."""

    def __init__(self, hurried: bool, texts: Texts) -> None:
        self._hurried, self._texts = hurried, texts
        self._in_place = is_terminal(sys.stdout)
        self._shown = ""
        self._open_eyes = OpenEyes()
        self._start: Start | None = None
        self._unfinished = False

    def __enter__(self) -> "TerminalView":
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the line, so that what is said next, of an error, begins one."""
        if self._unfinished:
            print()

    def begin(self, options: RunOptions, note: str = "") -> bool:
        """At the source's own pace, but for a recording in a hurry."""
        if options.puppet and not options.ask_first:
            print(start_words(options, self._texts))
        return options.puppet or not self._hurried

    def show(self, screen: Screen, wait_s: float) -> Wish | None:
        """Write a picture's state over the last one and wait for ``wait_s``; else wait for an answer."""
        if isinstance(screen, Moment):
            return self._show_moment(screen, wait_s)
        if isinstance(screen, Start):
            return self._ask_start(screen)
        if isinstance(screen, Paused):
            self._write("", end="\n")
            wish = _answer(self._texts.get("terminal_paused"), LETTERS)
            return Command.QUIT if wish is Command.QUIT else Command.START
        for line in self._texts.ledger(screen.ledger):
            self._write(line, end="\n")
        return Command.QUIT  # a terminal ends after one session

    def report(self, state: SessionState, attack: Instrument | None) -> None:
        """Write how an attempt ended, in a line of its own."""
        for news in state.news:
            if isinstance(news, AttemptResult):
                again = state.phase is Phase.BETWEEN
                self._write(self._texts.try_line(news, state.attempts, again, attack), end="\n")

    def _ask_start(self, start: Start) -> Command | None:
        """Say what will happen, once, and wait for an answer."""
        options, get = start.options, self._texts.get
        if start != self._start:
            self._start = start
            print(start_words(options, self._texts))
            gestures = (gesture_word(gesture, self._texts) for gesture in options.gestures)
            print(get("order_is", gestures=self._texts.comma.join(gestures)))
            if sys.platform != "win32":  # there a terminal cannot be looked at meanwhile
                print(get("terminal_keys"))
        question = "terminal_choose_camera" if options.camera else "terminal_choose_start"
        return _answer(get(question), START_LETTERS)

    def _show_moment(self, moment: Moment, wait_s: float) -> Command | None:
        if self._open_eyes.now(moment.state) and self._in_place:
            print(BELL, end="")
        text = self._status(moment.state) if self._in_place else self._words(moment.state)
        if text != self._shown:
            self._shown = text
            self._write(text, end="" if self._in_place else "\n")
        return _typed(wait_s)

    def _write(self, text: str, end: str) -> None:
        if self._in_place and not end:
            text = cut(text, shutil.get_terminal_size().columns - 1)
        print(f"\r\x1b[K{text}" if self._in_place else text, end=end, flush=True)
        self._unfinished = not end

    def _words(self, state: SessionState) -> str:
        if state.phase is Phase.BETWEEN:  # the line above says why; this one must not change all the time
            if state.limit_s is None:
                return self._texts.get("next_waits")
            return self._texts.get("what_next", seconds=state.limit_s)
        hint = self._texts.say(state.hint) if state.hint else ""
        return self._texts.join(self._texts.say(state.prompt), hint)

    def _now(self, state: SessionState) -> str:
        """What to do, and what to change now."""
        if not state.started or state.coach is None:
            return self._words(state)
        return self._texts.join(self._texts.say(state.coach), self._texts.short(state.prompt))

    def _status(self, state: SessionState) -> str:
        words = self._now(state)
        if state.gauge is None or state.time_left_s is None or state.asked is None:
            return words
        gesture = state.asked.gesture
        value, line = (
            show_value(value, gesture, self._texts) for value in (state.gauge.value, state.gauge.line)
        )
        numbers = self._texts.get("terminal_value", value=value, line=line, seconds=state.time_left_s)
        return f"{numbers}  {words}"


def cut(text: str, columns: int) -> str:
    """Return as much of a text as fits; a Chinese sign takes two columns."""
    ends = accumulate(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
    return text[: sum(end <= columns for end in ends)]


def _answer(question: str, letters: Mapping[str, Command]) -> Command | None:
    """Return what was typed, None if it means nothing; QUIT if nothing more can be typed."""
    print(question, end="", flush=True)
    line = sys.stdin.readline()
    return letters.get(line.strip().lower()) if line else Command.QUIT


def _typed(wait_s: float) -> Command | None:
    """What was typed and entered within ``wait_s``. Windows cannot look at a terminal this way."""
    if sys.platform == "win32" or not is_terminal(sys.stdin):
        time.sleep(wait_s)
        return None
    ready, _, _ = select.select([sys.stdin], [], [], wait_s)
    return LETTERS.get(sys.stdin.readline().strip().lower()) if ready else None
