"""Every prompt and every reason as a plain line for a screen reader; a bell announces it."""

import sys
from typing import TextIO

from ...choices import Instrument
from ...session.attempt import AttemptResult
from ...session.state import Phase, SessionState
from .texts import Texts

BELL = "\a"


class OpenEyes:
    """Tells when the visitor must hear that shut eyes may open: once a challenge."""

    def __init__(self) -> None:
        self._told = False

    def now(self, state: SessionState) -> bool:
        """Take one picture's state; return whether to tell it now."""
        opens = state.started and state.coach is not None and state.coach.key == "coach_open"
        tells = opens and not self._told
        self._told = state.started and (self._told or opens)
        return tells


class Spoken:
    """Writes a line when something new is asked or decided. The bell rings only where somebody sits."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._asked: tuple[str, str | None] | None = None
        self._hint = ""
        self._open_eyes = OpenEyes()

    def update(self, state: SessionState, texts: Texts, attack: Instrument | None = None) -> None:
        """Take one picture's state. attack: what is held before the camera, if that is known."""
        for news in state.news:
            if isinstance(news, AttemptResult):
                again = state.phase is Phase.BETWEEN
                self._write(texts.try_line(news, state.attempts, again, attack))
        asked = (state.prompt.key, state.prompt.side)
        if asked != self._asked and not state.news and not state.phase.over:  # then the reason is the prompt
            self._asked = asked
            self._write(texts.say(state.prompt))
        if self._open_eyes.now(state) and state.coach:
            self._write(texts.say(state.coach))
        hint = texts.say(state.hint) if state.hint else ""
        if hint and hint != self._hint:
            self._write(hint)
        self._hint = hint

    def _write(self, line: str) -> None:
        bell = BELL if self._stream.isatty() else ""
        print(f"{bell}{line}", file=self._stream, flush=True)
