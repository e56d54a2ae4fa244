"""A film's curves in characters: what each gesture is read from, its line, and where it was found.

     | ####  ########     a column: a stretch of time, from its lowest to its highest value
0.62 |-----##--------     the line
     |     ##
     |     ==             here the gesture was found
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..choices import REPORTED, Gesture
from ..gestures.kind import Event
from ..gestures.table import KINDS
from ..lab.analysis import Film, curve
from ..settings import RecordingSettings, SessionSettings

ROWS = 8
"""Lines of text of a curve."""
MARGIN = 6
"""Characters of the number before the axis."""
FEWEST_COLUMNS = 20


@dataclass(frozen=True)
class _Grid:
    """Where a value and a moment come to lie among the characters. lowest, highest: of the values shown."""

    lowest: float
    highest: float
    length_s: float
    columns: int

    def row(self, value: float) -> int:
        share = (self.highest - value) / (self.highest - self.lowest)
        return round(min(max(share, 0.0), 1.0) * (ROWS - 1))

    def column(self, time_s: float) -> int:
        return min(int(time_s / self.length_s * self.columns), self.columns - 1)


def curves(film: Film, events: Sequence[Event], width: int) -> Iterator[str]:
    """Yield, as lines of text, the curves of the report's gestures and of those others that were found.

    width: of the terminal, in characters.
    """
    if len(film.times_s) < 2:
        return
    found = {event.gesture for event in events}
    for gesture in KINDS:
        if gesture in REPORTED or gesture in found:
            yield from ("", gesture.value)
            yield from _curve(film, gesture, [event for event in events if event.gesture is gesture], width)
    end = f"{film.times_s[-1]:.1f} s"
    yield f"{'':{MARGIN}}  0 s{end:>{_columns(width) - len('0 s')}}"


def lines_of(gesture: Gesture) -> tuple[float, ...]:
    """Return the lines that the gesture crosses in a recording, in the unit of its values."""
    own, kind = RecordingSettings(), KINDS[gesture]
    line = kind.usual.line(SessionSettings(**{gesture.value: getattr(own, gesture.value)}))
    return tuple(side.sign * line if side else line for side in kind.first_sides)


def _curve(film: Film, gesture: Gesture, events: Sequence[Event], width: int) -> Iterator[str]:
    shown, lines = KINDS[gesture].shown, lines_of(gesture)
    lowest = -shown.highest if min(lines) < shown.lowest else shown.lowest
    grid = _Grid(lowest, shown.highest, film.times_s[-1], _columns(width))
    cells = [[" "] * grid.columns for _ in range(ROWS + 1)]
    for line in lines:
        cells[grid.row(line)] = ["-"] * grid.columns
    spans: dict[int, list[int]] = defaultdict(list)
    for time_s, value in zip(film.times_s, curve(film, gesture), strict=True):
        if value is not None:
            spans[grid.column(time_s)].append(grid.row(value))
    for column, rows in spans.items():
        for row in range(min(rows), max(rows) + 1):
            cells[row][column] = "#"
    for event in events:
        for column in range(grid.column(event.start_s), grid.column(event.end_s) + 1):
            cells[ROWS][column] = "="
    numbers = {grid.row(line): f"{line:.0f}" if shown.degrees else f"{line:.2f}" for line in lines}
    for row, text in enumerate(cells):
        yield f"{numbers.get(row, ''):>{MARGIN}} |{''.join(text)}".rstrip()


def _columns(width: int) -> int:
    return max(FEWEST_COLUMNS, width - MARGIN - len(" |") - 1)
