"""Draws each cue's number on the puppet's head and on flat pictures of it: python docs/make_plots.py.

All is measured by the real model, attempt by attempt; it takes a few minutes.
"""

import os
import random
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2

from liveness_demo.choices import REPORTED, CueName, Gesture, Instrument
from liveness_demo.loop.watching import Watch
from liveness_demo.puppet.source import PuppetOptions, PuppetSource
from liveness_demo.session.session import Session
from liveness_demo.session.state import Phase
from liveness_demo.settings import SessionSettings
from liveness_demo.view.canvas.box import Box
from liveness_demo.view.canvas.canvas import SIZE, Canvas, Image
from liveness_demo.view.canvas.theme import LIGHT

FOLDER = Path(__file__).parent / "pictures"
TURN, ALL = (Gesture.TURN,), REPORTED


@dataclass(frozen=True)
class Lane:
    """One row of dots. instruments: None is the puppet's head. attempts: in a session at most."""

    title: str
    instruments: tuple[Instrument | None, ...]
    gestures: tuple[Gesture, ...] = ALL
    attempts: int = 1
    sessions: int = 6


@dataclass(frozen=True)
class Panel:
    """One cue. largest: the end of its axis. summed: of a session the largest number counts, not each one."""

    cue: CueName
    title: str
    largest: float
    line: float
    lanes: tuple[Lane, ...]
    summed: bool = False


CUES, ASKED_S = SessionSettings().cues, SessionSettings().blink_shut_s
HEAD, TURNED_HEAD = Lane("head", (None,)), Lane("head", (None,), TURN)
FLAT = Lane("flat", (Instrument.PHOTO, Instrument.TILTED_PHOTO))
TURNED_FLAT = Lane("flat", (Instrument.TILTED_PHOTO, Instrument.CUT_OUT), TURN)
FLAT_FOR_LONG = Lane("flat", (Instrument.PHOTO,), attempts=4, sessions=3)
LOOP = Lane("looped film", (Instrument.LOOPED_REPLAY,))
PANELS = (
    Panel(CueName.FLATNESS, "Depth in what turned", 1.0, CUES.flat_below, (TURNED_HEAD, TURNED_FLAT)),
    Panel(CueName.WRONG_GESTURE, "Share of a wrong gesture", 1.25, 1.0, (HEAD, FLAT, LOOP), summed=True),
    Panel(CueName.BLINK_LENGTH, "Eyes shut in a blink, seconds", 1.5, ASKED_S, (HEAD, FLAT)),
    Panel(
        CueName.NATURAL_BLINK, "No blink, seconds", 90.0, CUES.no_blink_s, (HEAD, FLAT_FOR_LONG), summed=True
    ),
)

Values = dict[CueName, list[float]]


def session_of(lane: Lane, instrument: Instrument | None, seed: int) -> Values:
    """Return every number of every cue in one session."""
    settings = SessionSettings(attempts=lane.attempts)
    session = Session(random.Random(seed), lane.gestures, settings)
    values: Values = {name: [] for name in CueName}
    with PuppetSource(PuppetOptions(), seed, attack=instrument) as source, Watch(session) as watch:
        for frame in source:
            state = watch.update(frame).state
            for cue in state.cues:
                if cue.value is not None:
                    values[cue.name].append(cue.value)
            if state.phase is Phase.DONE:
                break
            source.tell(state.prompt, state.hint)
    return values


def measure_all() -> dict[Lane, list[Values]]:
    """Return the sessions of each lane."""
    lanes = list(dict.fromkeys(lane for panel in PANELS for lane in panel.lanes))
    jobs = [
        (lane, instrument, seed)
        for lane in lanes
        for instrument in lane.instruments
        for seed in range(lane.sessions)
    ]
    found: dict[Lane, list[Values]] = {lane: [] for lane in lanes}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for job, values in zip(jobs, pool.map(lambda job: session_of(*job), jobs), strict=True):
            found[job[0]].append(values)
    return found


def numbers(panel: Panel, sessions: Sequence[Values]) -> list[float]:
    """Return what is drawn of a lane's sessions, from small to large."""
    found = [values[panel.cue] for values in sessions if values[panel.cue]]
    if panel.summed:
        return sorted(max(values) for values in found)
    return sorted({value for values in found for value in values})


def draw(measured: Mapping[Lane, Sequence[Values]]) -> Image:
    """Draw all panels."""
    canvas = Canvas(SIZE, LIGHT)
    rows = canvas.box.inset(20).top(330, 20)
    for box, panel in zip([column for row in rows for column in row.columns(2, 20)], PANELS, strict=True):
        _draw_panel(canvas, box, panel, [numbers(panel, measured[lane]) for lane in panel.lanes])
    if canvas.misfits:
        sys.exit(f"too long: {canvas.misfits}")
    return canvas.image


def _draw_panel(canvas: Canvas, box: Box, panel: Panel, lanes: Sequence[Sequence[float]]) -> None:
    canvas.panel(box)
    title, rest = box.inset(16).top(34, 8)
    canvas.text(title, f"{panel.title} (line: {panel.line:g})", 27)
    margin = _margin(lanes[0], lanes[1])
    canvas.text(rest.top(34)[0], margin, 26, align="right")
    colors = (canvas.theme.good, canvas.theme.warn, canvas.theme.quiet)
    height = rest.height // len(lanes)
    for index, (lane, found) in enumerate(zip(panel.lanes, lanes, strict=True)):
        row, rest = rest.top(height)
        spread = f"{found[0]:.2f} to {found[-1]:.2f}" if found else "none seen"
        words, dots = row.top(34)
        canvas.text(words, f"{lane.title}: {spread}", 26, colors[index])
        y = dots.y + 18
        canvas.line((dots.x, y), (dots.x + dots.width, y), canvas.theme.line, 1)
        line_x = dots.x + dots.width * panel.line / panel.largest
        canvas.line((line_x, y - 18), (line_x, y + 18), canvas.theme.accent, 5)
        for value in found:
            x = dots.x + dots.width * min(value / panel.largest, 1.0)
            canvas.line((x, y - 9), (x, y + 9), colors[index], 3)


def _margin(head: Sequence[float], flat: Sequence[float]) -> str:
    if not head or not flat:
        return ""
    low, high = sorted((head, flat))
    apart = high[0] - low[-1]
    return f"margin: {apart:.2f}" if apart > 0 else "no margin"


def main() -> None:
    """Measure, draw, write."""
    path = FOLDER / "cues.webp"
    if not cv2.imwrite(str(path), draw(measure_all()), [cv2.IMWRITE_WEBP_QUALITY, 90]):
        sys.exit(f"{path} cannot be written: does the folder exist?")


if __name__ == "__main__":
    main()
