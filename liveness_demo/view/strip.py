"""A strip: the last seconds of one value, the visitor's own normal, the line that counts, the decisions."""

from dataclasses import dataclass

import numpy as np

from ..gestures import Gesture
from ..settings import SessionSettings
from . import icons
from .canvas import Box, Canvas
from .texts import Texts
from .traces import SHOWN_S, Traces

Curve = list[list[tuple[float, float]]]
"""Unbroken stretches of (seconds ago, value)."""


@dataclass(frozen=True)
class Scale:
    """What a strip shows: from lowest to highest, the own normal, the line, and on which side it counts."""

    lowest: float
    highest: float
    normal: float
    line: float
    above: bool

    def counts(self, value: float) -> bool:
        """Return whether a value is beyond the line."""
        return value > self.line if self.above else value < self.line


def scale_of(gesture: Gesture, settings: SessionSettings) -> Scale:
    """Return a gesture's scale."""
    if gesture is Gesture.BLINK:
        return Scale(0.0, 1.35, 1.0, settings.blink.shut_below, above=False)
    if gesture is Gesture.MOUTH:
        return Scale(-0.1, 1.0, 0.0, settings.mouth.wide_above, above=True)
    return Scale(-15.0, 50.0, 0.0, settings.turn.turned_beyond_deg, above=True)


def show_value(value: float, gesture: Gesture) -> str:
    """Return a measured value with its unit."""
    if gesture is Gesture.TURN:
        return f"{value:.0f}°".replace("-0°", "0°")
    return f"{max(0.0, value):.0%}".replace("%", "\u00a0%")


def draw_strip(
    canvas: Canvas,
    box: Box,
    gesture: Gesture,
    traces: Traces,
    settings: SessionSettings,
    texts: Texts,
    numbered: bool = True,
) -> None:
    """Draw title, number and strip. numbered: with the last value measured, large."""
    theme, scale = canvas.theme, scale_of(gesture, settings)
    curve = traces.curve(gesture)
    value = curve[-1][-1][1] if curve and (curve[-1][-1][0] < 0.5) else None
    title, plot = box.top(canvas.unit(64), canvas.unit(8))
    number, words = _right(title, canvas.unit(170))
    met = value is not None and scale.counts(value)
    color = theme.good if met else theme.ink
    canvas.text(words, value_title(gesture, traces.side, texts), 30, middle=True)
    if numbered:
        words_now = "–" if value is None else show_value(value, gesture)
        canvas.text(number, words_now, 60, color, align="right", middle=True)
    _draw_plot(canvas, plot, gesture, traces, curve, scale, texts)


def draw_small_strip(
    canvas: Canvas, box: Box, gesture: Gesture, traces: Traces, settings: SessionSettings, texts: Texts
) -> None:
    """Draw a strip with its number within it, for three of them one above the other."""
    curve = traces.curve(gesture)
    title, plot = box.top(canvas.unit(34), canvas.unit(2))
    value = show_value(curve[-1][-1][1], gesture) if curve else "–"
    canvas.text(title, f"{value}  {value_title(gesture, traces.side, texts)}", 28)
    _draw_plot(canvas, plot, gesture, traces, curve, scale_of(gesture, settings), None)


def value_title(gesture: Gesture, side: str, texts: Texts) -> str:
    """Return what is measured."""
    key = {Gesture.BLINK: "value_blink", Gesture.MOUTH: "value_mouth", Gesture.TURN: "value_turn"}[gesture]
    return texts.get(key, side=texts.get(side))


def line_words(gesture: Gesture, scale: Scale, texts: Texts) -> str:
    """Return the line that counts, in words."""
    return texts.get("line_above" if scale.above else "line_below", line=show_value(scale.line, gesture))


def _draw_plot(
    canvas: Canvas,
    box: Box,
    gesture: Gesture,
    traces: Traces,
    curve: Curve,
    scale: Scale,
    texts: Texts | None,
) -> None:
    """texts: None leaves out the words in the plot."""
    theme = canvas.theme
    canvas.panel(box)

    def y_of(value: float) -> float:
        share = (value - scale.lowest) / (scale.highest - scale.lowest)
        return box.y + box.height * (1 - min(max(share, 0.02), 0.98))

    right = box.x + box.width
    canvas.line((box.x, y_of(scale.normal)), (right, y_of(scale.normal)), theme.line, 2)
    _dashed(canvas, box, y_of(scale.line))
    if texts is not None:
        _label(canvas, box, y_of(scale.normal), texts.get("your_normal"), theme.quiet, above=True)
        _label(canvas, box, y_of(scale.line), line_words(gesture, scale, texts), theme.accent, scale.above)
    for stretch in curve:
        ago_s, values = np.array(stretch).T
        shares = np.clip((values - scale.lowest) / (scale.highest - scale.lowest), 0.02, 0.98)
        points = np.stack([right - box.width * ago_s / SHOWN_S, box.y + box.height * (1 - shares)], axis=1)
        canvas.curve(points, theme.ink, 3)
        beyond = values > scale.line if scale.above else values < scale.line
        changes = np.flatnonzero(np.diff(beyond)) + 1
        for part, counts in zip(np.split(points, changes), np.split(beyond, changes), strict=True):
            if counts[0] and len(part) > 1:
                canvas.curve(part, theme.good, 7)
    for mark in traces.marks:
        ago_s = traces.now_s - mark.time_s
        if mark.gesture is gesture and 0 <= ago_s <= SHOWN_S * 0.97:
            x = min(right - box.width * ago_s / SHOWN_S, right - canvas.unit(22))
            color = theme.good if mark.met else theme.warn
            canvas.line((x, box.y), (x, box.y + box.height), color, 2)
            size = min(canvas.unit(34), box.height // 2)
            middle = (round(x), box.y + size * 2 // 3)
            (icons.check if mark.met else icons.cross)(canvas, middle, size, color)


def _dashed(canvas: Canvas, box: Box, y: float) -> None:
    step = canvas.unit(22)
    for x in range(box.x, box.x + box.width, step):
        canvas.line((x, y), (min(x + step * 0.6, box.x + box.width), y), canvas.theme.accent, 3)


def _label(canvas: Canvas, box: Box, y: float, words: str, color: tuple[int, int, int], above: bool) -> None:
    height = canvas.unit(32)
    top = round(y) - height if above else round(y) + canvas.unit(5)
    top = min(max(top, box.y), box.y + box.height - height)
    canvas.text(Box(box.x + canvas.unit(12), top, box.width - canvas.unit(24), height), words, 26, color)


def _right(box: Box, width: int) -> tuple[Box, Box]:
    """Cut a strip off the right; return it and the rest."""
    rest, cut = box.left(box.width - width)
    return cut, rest
