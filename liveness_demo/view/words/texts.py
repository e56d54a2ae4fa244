"""What is said, in the languages of ``locales/``: the line is at fault, never a person's eyes."""

import json
import locale
import os
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...choices import LANGUAGES, LOCALES, Instrument
from ...messages import Message
from ...privacy.ledger import Ledger
from ...privacy.state import State
from ...session.attempt import AttemptResult, Result
from ...session.cues import Cue

NOTHING = "–"
"""Instead of a number, while there is none."""


class _Formatter(string.Formatter):
    """Numbers with the language's decimal and percent signs."""

    def __init__(self, decimal: str, percent: str) -> None:
        self._decimal, self._percent = decimal, percent

    def format_field(self, value: Any, format_spec: str) -> str:
        if not isinstance(value, float):
            return str(super().format_field(value, "" if value == NOTHING else format_spec))
        text = str(super().format_field(value, format_spec))
        return text.replace(".", self._decimal).replace("%", self._percent)


@dataclass(frozen=True)
class Texts:
    """The words of one language. checked: who of its native speakers has read them, or that none has."""

    language: str
    name: str
    checked: str
    decimal: str
    percent: str
    """The sign with the space before it, if the language has one there."""
    space: str
    """Between two sentences."""
    comma: str
    """Between the words of a list."""
    words: Mapping[str, str]

    def get(self, key: str, **values: float | int | str) -> str:
        """Return a text with its numbers. Raises KeyError for one that there is not."""
        return _Formatter(self.decimal, self.percent).format(self.words[key], **values)

    def number(self, value: float, form: str) -> str:
        """Return a number as the language writes it; form: as for ``format``."""
        return _Formatter(self.decimal, self.percent).format_field(value, form)

    def join(self, *sentences: str) -> str:
        """Return sentences one after the other; empty ones are left out."""
        return self.space.join(filter(None, sentences))

    def say(self, message: Message) -> str:
        """Return a message as a sentence, with how to do it if that is known."""
        return self.join(self._fill(message.key, message), self.how(message))

    def short(self, message: Message) -> str:
        """Return what to do, without how."""
        return self._fill(message.key, message)

    def how(self, message: Message) -> str:
        """Return how to do it; empty if there is nothing to add."""
        how = f"{message.key}_how"
        return self._fill(how, message) if how in self.words else ""

    def say_result(self, result: AttemptResult) -> str:
        """Return why an attempt ended, with how much of what was asked was done."""
        why = "" if result.result is Result.PASSED else self.say(result.reason)
        return self.join(why, self.how_much(result))

    def how_much(self, result: AttemptResult) -> str:
        """Return how much of what was asked was done; empty if nothing was asked."""
        return self.join(self.done(result), self.get("started_anyway") if result.started_anyway else "")

    def done(self, result: AttemptResult, last: bool = False) -> str:
        """Return how many of the gestures that were asked for were done; empty if none was asked for.

        last: there were other tries before.
        """
        failed = "done_of_last" if last else "done_of"
        key = "passed_of" if result.result is Result.PASSED else failed
        return self.get(key, done=result.done, asked=result.asked) if result.asked else ""

    def advice(self, result: AttemptResult, again: bool, attack: Instrument | None = None) -> str:
        """Return what to do next time, or, of an attack, what stopped it; empty if there is nothing to say.

        again: another try of this visitor follows.
        """
        if attack is not None and result.result not in (Result.SKIPPED, Result.ENDED):
            return self._of_trick(attack, result)
        key = f"{result.reason.key}_next"
        if key not in self.words:
            return ""
        return self.join(self.get("next_time" if again else "what_helps"), self._fill(key, result.reason))

    def title(self, result: AttemptResult) -> str:
        """Return why an attempt ended in a few words."""
        return self.words[f"{result.reason.key}_title"]

    def trick(self, attack: Instrument) -> str:
        """Return what is held before the camera."""
        return self.words[f"attack_{attack.name.lower()}"]

    def cue(self, cue: Cue) -> str:
        """Return a cue with its number and its line."""
        value = NOTHING if cue.value is None else float(cue.value)
        return self.get(f"cue_{cue.name.name.lower()}", seen=value, asked=float(cue.line))

    def ledger(self, ledger: Ledger, fps: float = 0.0) -> list[str]:
        """Return short lines: pictures (of which so many a second, if known), refusals, lock."""
        pictures = self.get("ledger_pictures", seen=ledger.frames_seen, held=ledger.frames_held)
        if ledger.frames_skipped:
            pictures += self.comma + self.get("ledger_skipped", skipped=ledger.frames_skipped)
        if fps:
            pictures += self.comma + self.get("pictures_a_second", fps=fps)
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
            return self.join(who, self.words["lock_unplug"])
        sealed = self.words["lock_sealed"] if state.sealed else self.words["lock_locked"]
        return self.join(who, sealed, self.words["lock_inspectable"] if state.inspectable else "")

    def _of_trick(self, attack: Instrument, result: AttemptResult) -> str:
        trick = self.trick(attack)
        if result.result is Result.PASSED:
            return self.get("trick_passed", trick=trick)
        return self.get("trick_stopped", trick=trick, rule=self.title(result))

    def _fill(self, key: str, message: Message) -> str:
        values: dict[str, float | str] = {
            "seen": float(message.seen or 0),
            "asked": float(message.asked or 0),
            "side": self.words[message.side.value] if message.side else "",
            "other": self.words[message.side.other.value] if message.side else "",
            "gesture": self.words[f"asked_{message.gesture.value}"] if message.gesture else "",
        }
        forms = {name: form for _, name, form, _ in string.Formatter().parse(self.words[key])}
        form = forms.get("seen")
        if form and form == forms.get("asked"):
            values["seen"] = off_the_line(float(message.seen or 0), float(message.asked or 0), form)
        return self.get(key, **values)


def off_the_line(seen: float, line: float, form: str) -> float:
    """Return ``seen``, so that rounded to ``form`` it does not read as the line it missed.

    >>> off_the_line(24.8, 25.0, ".0f")
    24.0
    """
    step = 10.0 ** -(int(form[1]) + 2 * form.endswith("%"))
    steps = round(line / step)
    if seen == line or round(seen / step) != steps:
        return seen
    return (steps + (1 if seen > line else -1)) * step


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


def _read(language: str) -> Texts:
    held = json.loads((LOCALES / f"{language}.json").read_text(encoding="utf-8"))
    percent = _kept_together(held["percent"], language)
    words = {key: _kept_together(text, language) for key, text in held["texts"].items()}
    return Texts(
        language, held["name"], held["checked"], held["decimal"], percent, held["space"], held["comma"], words
    )


def _kept_together(text: str, language: str) -> str:
    """Return a text in which no line breaks before a unit, nor, in French, before a colon and the like."""
    if language == "fr":
        text = re.sub("[ \u00a0](?=[;:!?»%])|(?<=«)[ \u00a0]", "\u202f", text)
    return re.sub(r"(?<=[\d}]) (?=s\b|秒)| (?=%)", "\u00a0", text)
