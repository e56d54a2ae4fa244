"""What is said, in the languages of ``locales/``: the line is at fault, never a person's eyes."""

import json
import locale
import os
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..attempt import AttemptResult, Result
from ..gestures import Blink, Gesture, HeadTurn, MouthOpening
from ..messages import Message
from ..privacy.ledger import Ledger
from ..privacy.state import State

LANGUAGES = ("en", "zh", "es", "fr", "de")
LOCALES = Path(__file__).parents[1] / "locales"
GESTURES = {Gesture.BLINK: "blink", Gesture.MOUTH: "mouth", Gesture.TURN: "turn"}
"""As programs and the command line know them."""


class _Formatter(string.Formatter):
    """Numbers with the language's decimal sign."""

    def __init__(self, decimal: str) -> None:
        self._decimal = decimal

    def format_field(self, value: Any, format_spec: str) -> str:
        text = str(super().format_field(value, format_spec))
        return text.replace(".", self._decimal) if isinstance(value, float) else text


@dataclass(frozen=True)
class Texts:
    """The words of one language. checked: who of its native speakers has read them, or that none has."""

    language: str
    name: str
    checked: str
    decimal: str
    words: Mapping[str, str]

    def get(self, key: str, **values: float | int | str) -> str:
        """Return a text with its numbers. Raises KeyError for one that there is not."""
        return _Formatter(self.decimal).format(self.words[key], **values)

    def say(self, message: Message) -> str:
        """Return a message as a sentence, with how to do it if that is known."""
        how = f"{message.key}_how"
        return self._fill(message.key, message) + (
            f" {self._fill(how, message)}" if how in self.words else ""
        )

    def short(self, message: Message) -> str:
        """Return what to do, without how."""
        return self._fill(message.key, message)

    def how(self, message: Message) -> str:
        """Return how to do it; empty if there is nothing to add."""
        how = f"{message.key}_how"
        return self._fill(how, message) if how in self.words else ""

    def say_result(self, result: AttemptResult) -> str:
        """Return why an attempt ended, with how much of what was asked was done."""
        if result.result is Result.PASSED:
            words = self.get("passed_of", done=result.done, asked=result.asked)
        elif result.asked:
            words = f"{self.say(result.reason)} {self.get('done_of', done=result.done, asked=result.asked)}"
        else:
            words = self.say(result.reason)
        return words + (f" {self.get('started_anyway')}" if result.started_anyway else "")

    def title(self, result: Result) -> str:
        """Return a result in a word or two."""
        return self.words[f"result_{result.value.lower()}"]

    def ledger(self, ledger: Ledger) -> list[str]:
        """Return short lines: pictures, refusals, lock."""
        pictures = self.get("ledger_pictures", seen=ledger.frames_seen, held=ledger.frames_held)
        if ledger.frames_skipped:
            pictures += f" ({self.get('ledger_skipped', skipped=ledger.frames_skipped)})"
        return [pictures, *self.refusals(ledger), self.lock(ledger.state)]

    def refusals(self, ledger: Ledger) -> list[str]:
        """Return what was refused, and by whom."""
        kernel, guard = ledger.state.by_kernel, ledger.state.by_guard
        lines = []
        if kernel is not None:
            lines.append(self.get("ledger_kernel", sockets=kernel.sockets, programs=kernel.programs))
        if guard.total or kernel is None:
            lines.append(self.get("ledger_guard", refused=guard.total))
        return lines

    def lock(self, state: State) -> str:
        """Return who keeps the promise that nothing leaves."""
        who = self.words[f"lock_{state.enforcement.name.lower()}"]
        if not state.protected:
            return f"{who} {self.words['lock_unplug']}"
        sealed = self.words["lock_sealed"] if state.sealed else self.words["lock_locked"]
        return f"{who} {sealed}" + (f" {self.words['lock_inspectable']}" if state.inspectable else "")

    def _fill(self, key: str, message: Message) -> str:
        side = self.words[message.side] if message.side else ""
        seen = 0.0 if message.seen is None else float(message.seen)
        asked = 0.0 if message.asked is None else float(message.asked)
        return self.get(key, seen=seen, asked=asked, side=side)


@cache
def all_texts() -> dict[str, Texts]:
    """Return every language, read at once: after the lock nothing needs to be opened."""
    return {language: _read(language) for language in LANGUAGES}


def texts_for(language: str | None) -> Texts:
    """Return the texts of a language, None: of the system's, English if there are none of that."""
    return all_texts()[language or system_language(os.environ, locale.getlocale()[0])]


def system_language(environment: Mapping[str, str], located: str | None) -> str:
    """Return the system's language if there are texts in it, else English."""
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), located) or ""
    short = {"chinese": "zh", "spanish": "es", "french": "fr", "german": "de"}.get(
        name.partition("_")[0].lower(), name[:2].lower()
    )
    return short if short in LANGUAGES else "en"


def describe(event: Blink | MouthOpening | HeadTurn) -> str:
    """Return what the face did, with its number; for ``analyze``."""
    duration = f"{event.end_s - event.start_s:.2f} s"
    if isinstance(event, Blink):
        return f"blink, eyes shut for {duration}"
    if isinstance(event, MouthOpening):
        return f"mouth open for {duration}, up to {event.peak:.2f}"
    return f"head to the own {event.side} for {duration}, up to {abs(event.peak_yaw_deg):.0f}°"


def _read(language: str) -> Texts:
    held = json.loads((LOCALES / f"{language}.json").read_text(encoding="utf-8"))
    return Texts(language, held["name"], held["checked"], held["decimal"], held["texts"])
