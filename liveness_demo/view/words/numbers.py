"""How numbers stand in a sentence: with the language's signs, and never as the line that they missed."""

import string
from typing import Any

NOTHING = "–"
"""Instead of a number, while there is none."""


class Formatter(string.Formatter):
    """Numbers with the language's decimal and percent signs."""

    def __init__(self, decimal: str, percent: str) -> None:
        self._decimal, self._percent = decimal, percent

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a value as text; format_spec: as for ``format``."""
        if not isinstance(value, float):
            return str(super().format_field(value, "" if value == NOTHING else format_spec))
        text = str(super().format_field(value, format_spec))
        return text.replace(".", self._decimal).replace("%", self._percent)


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
