"""The sentences, in every language: the line is at fault, never a person's eyes."""

import locale
import os
import re
import string
from functools import cache
from pathlib import Path

from ...choices import LOCALES, Instrument, languages_in
from ...messages import Message
from ...privacy.state import Ledger, State
from ...session.attempt import AttemptResult, Result, Step
from ...session.cues import Cue
from .locale import Locale, system_language
from .numbers import NOTHING, off_the_line


class Texts(Locale):
    """One language, and what is said in it of what happened."""

    def say(self, message: Message) -> str:
        """Return a message as a sentence, with how to do it if that is known."""
        return self.join(self._fill(message.key, message), self.how(message))

    def short(self, message: Message) -> str:
        """Return what to do, without how."""
        return self._fill(message.key, message)

    def brief(self, message: Message) -> str:
        """Return a message in a few words, for one line that is read while something is done."""
        brief = f"{message.key}_brief"
        return self._fill(brief, message) if brief in self.words else self.say(message)

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
        anyway = self.get("started_anyway") if result.started_anyway else ""
        return self.join(self.done(result), self.left_out(result), anyway)

    def left_out(self, result: AttemptResult) -> str:
        """Return which gestures were skipped; empty if none was, or if that is the result itself."""
        steps = zip(result.order, result.steps, strict=False)
        skipped = [self.get(challenge.gesture.value) for challenge, step in steps if step is Step.SKIPPED]
        if not skipped or result.result is Result.SKIPPED:
            return ""
        return self.get("left_out", gestures=self.comma.join(skipped))

    def done(self, result: AttemptResult) -> str:
        """Return how many of the gestures that were asked for were done; empty if there is nothing to say."""
        if result.result is Result.ENDED and not result.done:  # who leaves at once has failed nothing
            return ""
        key = "passed_of" if result.result is Result.PASSED else "done_of"
        return self.get(key, done=result.done, asked=result.asked) if result.asked else ""

    def advice(self, result: AttemptResult, again: bool, attack: Instrument | None = None) -> str:
        """Return what to do next time, or, of an attack, what stopped it; empty if there is nothing to say.

        again: another try of this visitor follows.
        """
        if attack is not None and result.result.judged:
            return self._of_trick(attack, result)
        key = f"{result.reason.key}_next"
        if key not in self.words:
            return ""
        return self.join(self.get("next_time" if again else "what_helps"), self._fill(key, result.reason))

    def try_line(
        self, result: AttemptResult, attempts: int, again: bool, attack: Instrument | None = None
    ) -> str:
        """Return how an attempt ended and what to do next time, as a line. attempts: how many there are."""
        words = self.join(self.say_result(result), self.advice(result, again, attack))
        return self.get("try_line", number=result.number, attempts=attempts, result=words)

    def title(self, result: AttemptResult) -> str:
        """Return why an attempt ended in a few words."""
        return self.words[f"{result.reason.key}_title"]

    def trick(self, attack: Instrument) -> str:
        """Return what is held before the camera."""
        return self.words[f"attack_{attack.name.lower()}"]

    def trick_name(self, attack: Instrument) -> str:
        """Return a trick's short name."""
        return self.words[f"trick_name_{attack.name.lower()}"]

    def trick_verdict(self, attack: Instrument, result: Result) -> str:
        """Return the words at the end of a trick: its name, or who passed where that was nobody."""
        if attack is Instrument.PUPPETEER and result is Result.PASSED:
            return self.get("verdict_puppeteer_passed")
        return self.trick_name(attack)

    def cue(self, cue: Cue) -> str:
        """Return a cue with its number and its line."""
        key = f"cue_{cue.name.name.lower()}"
        value = NOTHING if cue.value is None else self._off_the_line(key, float(cue.value), float(cue.line))
        return self.get(key, seen=value, asked=float(cue.line))

    def ledger(self, ledger: Ledger, fps: float = 0.0) -> list[str]:
        """Return short lines: pictures (and how many a second, if known), refusals, lock."""
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

    def amount(self, message: Message, name: str) -> str:
        """Return a number of a message, "seen" or "asked", with the unit of its sentence; empty if none."""
        units = "|".join(map(re.escape, ("°", *self.lines.units)))
        found = re.search(rf"\{{{name}:(.*?)\}}(\s?(?:{units})(?!\w))?", self.words[message.key])
        if found is None:
            return ""
        seen, asked = float(message.seen or 0), float(message.asked or 0)
        number = asked if name == "asked" else self._off_the_line(message.key, seen, asked)
        return self.number(number, found[1]) + (found[2] or "")

    def _fill(self, key: str, message: Message) -> str:
        seen, asked = float(message.seen or 0), float(message.asked or 0)
        values: dict[str, float | str] = {
            "seen": self._off_the_line(key, seen, asked),
            "asked": asked,
            "side": self.words[message.side.value] if message.side else "",
            "other": self.words[message.side.other.value] if message.side else "",
            "gesture": self.words[f"asked_{message.gesture.value}"] if message.gesture else "",
        }
        return self.get(key, **values)

    def _off_the_line(self, key: str, seen: float, line: float) -> float:
        """Return ``seen`` so that it does not read as the line, where a text has both in the same form."""
        forms = {name: form for _, name, form, _ in string.Formatter().parse(self.words[key])}
        form = forms.get("seen")
        return off_the_line(seen, line, form) if form and form == forms.get("asked") else seen


def read_languages(folder: Path) -> dict[str, Texts]:
    """Read the language files of a folder; by code, English first."""
    return {language: Texts.read(folder / f"{language}.json") for language in languages_in(folder)}


@cache
def all_texts() -> dict[str, Texts]:
    """Return every language, read at once: after the lock nothing needs to be opened."""
    return read_languages(LOCALES)


def texts_for(language: str | None) -> Texts:
    """Return the texts of a language. None: the system's language, or English if it has no texts."""
    texts = all_texts()
    return texts[language or system_language(os.environ, locale.getlocale()[0], texts.values())]
