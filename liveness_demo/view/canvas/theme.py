"""Colours. Text has a contrast of 7:1 or more; blue and orange, which colour-blind people tell apart."""

from dataclasses import dataclass

Color = tuple[int, int, int]
"""Blue, green, red, 0 to 255."""


@dataclass(frozen=True)
class Theme:
    """One palette. A test computes the contrasts and how colour-blind people see it."""

    ground: Color
    panel: Color
    ink: Color
    quiet: Color
    """For what matters less; still 7:1."""
    good: Color
    """It says that the line was met; a mark always goes with it."""
    warn: Color
    accent: Color
    """For what is asked now."""
    line: Color
    """For drawings, not for text."""


DARK = Theme(
    ground=(34, 26, 22),
    panel=(58, 44, 36),
    ink=(248, 248, 248),
    quiet=(205, 198, 190),
    good=(255, 205, 120),
    warn=(80, 185, 255),
    accent=(130, 235, 250),
    line=(150, 135, 120),
)
LIGHT = Theme(
    ground=(250, 250, 250),
    panel=(232, 226, 220),
    ink=(20, 16, 12),
    quiet=(66, 60, 54),
    good=(120, 58, 0),
    warn=(0, 40, 120),
    accent=(96, 20, 84),
    line=(120, 110, 100),
)
THEMES = {"dark": DARK, "light": LIGHT}
