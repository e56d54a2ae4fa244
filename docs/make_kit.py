"""Makes the teacher's kit, slides and pages to print, in every language: python docs/make_kit.py.

docs/kit/templates holds the pages, docs/kit/texts what they say in each language. Some pages
have two forms, of 45 and of 15 minutes: between <!--15--> and <!--/15--> stands what is of that form alone.
In a template

    {{handout.title}}       is a text; of a list, the first is a heading and the others are paragraphs
    {{items handout.look}}  is a list
    {{cells run.columns}}   is a row of a table, {{rows run.rows}} are rows
    {{eye A}}               are the lines to write on for one printed eye
    {{picture rest}}        is a picture of docs/kit/pictures

Where the screen says the same, the words are the screen's own: {blink} in a text is its name for a blink.
"""

import html
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from liveness_demo.choices import LANGUAGES, REPORTED
from liveness_demo.lab.fixed_line import FIXED_LINE
from liveness_demo.settings import SessionSettings
from liveness_demo.view.screens.cards import LINE, SLIDERS, called_shut, squint_counts
from liveness_demo.view.words.texts import all_texts

KIT = Path(__file__).parent / "kit"
LESSONS = {
    45: ("slides", "run", "handout", "tally", "answers", "measure"),
    15: ("slides-15", "run-15", "handout-15", "answers"),
}
"""Minutes of a lesson, and its pages: what ends with -15 is a template's form of 15 minutes."""
EYES = {"a": 0.29, "b": 0.17, "c": 0.01, "d": 0.11}
STYLE = '<link rel="stylesheet" href="../kit.css">'
NATURAL = "liveness-demo --source puppet:actor=natural --attempts 2 --challenges blink"
PUPPET = "liveness-demo --source puppet --attempts 2"
LESSON = "liveness-demo --attempts 2"
"""It carries the 45 minutes: puppet, visitors and tricks, all in one count."""


def pages() -> dict[str, str]:
    """Return every page of every language: its path within the kit, and its HTML."""
    templates = {path.stem: path.read_text(encoding="utf-8") for path in (KIT / "templates").glob("*.html")}
    texts = {
        language: json.loads((KIT / "texts" / f"{language}.json").read_text(encoding="utf-8"))
        for language in LANGUAGES
    }
    made = {"index.html": index(texts)}
    for language, words in texts.items():
        for minutes, names in LESSONS.items():
            page = Page(language, words, minutes, templates["slides"])
            for name in names:
                made.setdefault(f"{language}/{name}.html", page.html(templates[_template(name)]))
    return made


def card_line() -> float:
    """Return the highest line for everybody that is right for all puppets of its card."""
    low, high, step, _ = SLIDERS[LINE]
    lines = (round(low + step * index, 2) for index in range(round((high - low) / step) + 1))
    return max(line for line in lines if not called_shut(line) and not squint_counts(line))


def _template(name: str) -> str:
    return name.removesuffix("-15")


def index(texts: dict[str, Any]) -> str:
    """Return the page that leads to all others: a row for each language and lesson."""
    lines = ['<!doctype html>\n<meta charset="utf-8">\n<title>The kit</title>']
    for language, words in texts.items():
        for minutes, names in LESSONS.items():
            links = [
                f'<a href="{language}/{name}.html">{words["names"][_template(name)]}</a>' for name in names
            ]
            form = words["form"].format(minutes=minutes)
            lines.append(f"<p>{all_texts()[language].name}, {form}: {' · '.join(links)}</p>")
    return "\n".join([*lines, ""])


class Page:
    """What fills a template in one language and one form. slides: the template whose slides are counted."""

    def __init__(self, language: str, words: dict[str, Any], minutes: int, slides: str) -> None:
        self._language, self._words, self._minutes = language, words, minutes
        self._screen, settings = all_texts()[language], SessionSettings()
        shown = re.findall(r"\{\{slides\.(\w+)\}\}", self._of_form(slides))
        self._values = {gesture.value: self._screen.get(gesture.value) for gesture in REPORTED} | {
            "blink_s": self._screen.number(settings.blink_shut_s, ".1f"),
            "mouth_s": self._screen.number(settings.mouth_hold_s, ".1f"),
            "turn_deg": self._screen.number(settings.turn.turned_beyond_deg, ".0f"),
            "fixed_line": self._screen.number(FIXED_LINE, ".2f"),
            "line_right": self._screen.number(card_line(), ".2f"),
            **{f"eye_{letter}": self._screen.number(number, ".2f") for letter, number in EYES.items()},
            "minutes": str(minutes),
            "lesson": f"`{LESSON}`",
            "puppet": f"`{PUPPET}`",
            "natural": f"`{NATURAL}`",
            **{
                f"slide_{name}": f"{self._words['slide']} {place}"
                for place, name in enumerate(shown, start=1)
            },
        }

    def html(self, template: str) -> str:
        """Return the page."""
        body = re.sub(r"\{\{(?:(\w+) )?([\w.]+)\}\}", self._fill, self._of_form(template))
        return f'<!doctype html>\n<html lang="{self._language}">\n<meta charset="utf-8">\n{STYLE}\n{body}'

    def _of_form(self, text: str) -> str:
        for minutes in LESSONS:
            kept = r"\1" if minutes == self._minutes else ""
            text = re.sub(rf"<!--{minutes}-->(.*?)<!--/{minutes}-->", kept, text, flags=re.DOTALL)
        return text

    def _fill(self, asked: "re.Match[str]") -> str:
        kind, name = asked.groups()
        if kind == "picture":
            return f'<img alt="" src="../pictures/{name}.webp">'
        if kind == "eye":  # what is measured on one printed eye, with lines to write on
            lines = "".join(
                f'<br>{what}: <i style="width: 6ch"></i>'
                for what in ("2–6", "3–5", "1–4", self._words["number"])
            )
            return f"<p><b>{name}</b>{lines}</p>"
        found: Any = self._values | self._words
        for part in name.split("."):
            found = found[part]
        if kind == "items":
            return "".join(f"<li>{self._text(text)}</li>" for text in found)
        if kind == "cells":
            return "".join(f"<th>{self._text(text)}</th>" for text in found)
        if kind == "rows":
            return "\n".join(self._row(row) for row in found)
        return self._text(found) if isinstance(found, str) else self._section(found)

    def _section(self, texts: Sequence[str]) -> str:
        return f"<h2>{self._text(texts[0])}</h2>" + "".join(
            f"<p>{self._text(text)}</p>" for text in texts[1:]
        )

    def _row(self, row: Sequence[str]) -> str:
        return "<tr>" + "".join(f"<td>{self._text(cell)}</td>" for cell in row) + "</tr>"

    def _text(self, text: str) -> str:
        """Return a text as HTML: `typed` is code, ____ is a line to write on."""
        filled = self._screen.lines.keep_together(html.escape(text.format_map(self._values), quote=False))
        filled = re.sub(r"`([^`]+)`", lambda typed: f"<code>{_unbroken(typed[1])}</code>", filled)
        return re.sub(r"_{3,}", lambda line: f'<i style="width: {len(line[0])}ch"></i>', filled)


def _unbroken(typed: str) -> str:
    """Words of a command, so that no line ends within --attempts."""
    return " ".join(f"<span>{word}</span>" for word in typed.split())


def main() -> None:
    """Write all pages; remove none."""
    for name, page in pages().items():
        path = KIT / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
