"""A language is one file in ``locales/``: its words, its signs, its line breaks, its names in systems."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ...choices import ENGLISH
from .numbers import Formatter


@dataclass(frozen=True)
class LineRules:
    """Where the lines of a language may break, and where not. In a string of signs each counts by itself."""

    units: tuple[str, ...]
    """A number and its unit stay in one line."""
    narrow_before: str
    """These signs stay with the word before them, after a narrow space."""
    narrow_after: str
    """These stay with the word after them, before a narrow space."""
    break_at: tuple[tuple[str, str], ...]
    """The first and the last of signs at which a line may break without a space."""
    not_before: str
    """No line begins with one of these."""
    not_after: str
    """No line ends with one of these."""

    @classmethod
    def of(cls, held: Mapping[str, Any]) -> "LineRules":
        """Return the rules as they stand in a language's file."""
        units, spans = tuple(held["units"]), tuple((first, last) for first, last in held["break_at"])
        return cls(**{**held, "units": units, "break_at": spans})

    def keep_together(self, text: str) -> str:
        """Return a text with spaces at which no line breaks, where the rules want them."""
        for space in " \u00a0":
            for sign in self.narrow_before:
                text = text.replace(space + sign, "\u202f" + sign)
            for sign in self.narrow_after:
                text = text.replace(sign + space, sign + "\u202f")
        for unit in self.units:
            text = re.sub(rf"(?<=[\d}}]) (?={re.escape(unit)}(?![a-z]))", "\u00a0", text)
        return text.replace(" %", "\u00a0%")


_L = TypeVar("_L", bound="Locale")


@dataclass(frozen=True)
class Locale:
    """What one language's file holds. checked: who of its native speakers has read it, or that none has."""

    language: str
    """Its code, which is the file's name."""
    name: str
    checked: str
    systems: tuple[str, ...]
    """What systems call it, in small letters: the code, and the name that Windows has for it."""
    decimal: str
    percent: str
    """The sign with the space before it, if the language has one there."""
    space: str
    """Between two sentences."""
    comma: str
    """Between the words of a list."""
    lines: LineRules
    words: Mapping[str, str]

    @classmethod
    def read(cls: type[_L], file: Path) -> _L:
        """Read a language's file."""
        held = json.loads(file.read_text(encoding="utf-8"))
        lines = LineRules.of(held.pop("lines"))
        words = {key: lines.keep_together(text) for key, text in held.pop("texts").items()}
        held |= {"systems": tuple(held["systems"]), "percent": lines.keep_together(held["percent"])}
        return cls(language=file.stem, lines=lines, words=words, **held)

    def get(self, key: str, **values: float | int | str) -> str:
        """Return a text with its numbers. Raises KeyError for one that there is not."""
        text = self.words[key]
        return Formatter(self.decimal, self.percent).format(text, **values) if "{" in text else text

    def number(self, value: float, form: str) -> str:
        """Return a number as the language writes it; form: as for ``format``."""
        return Formatter(self.decimal, self.percent).format_field(value, form)

    def join(self, *sentences: str) -> str:
        """Return sentences one after the other; empty ones are left out."""
        return self.space.join(filter(None, sentences))


def system_language(environment: Mapping[str, str], located: str | None, locales: Iterable[Locale]) -> str:
    """Return the code of the system's language if it is among these, else English.

    located: what Python calls it, such as de_DE or German_Germany, where the environment says nothing.
    """
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), located) or ""
    language = re.split("[-_.@]", name)[0].lower()
    return next((locale.language for locale in locales if language in locale.systems), ENGLISH)
