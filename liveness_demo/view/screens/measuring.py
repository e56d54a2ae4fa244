"""How a number comes about: what is measured, drawn on the face; the same part enlarged, and its sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...choices import Gesture, Side
from ...face.landmarks import (
    CHIN,
    FACE_SIDES,
    FOREHEAD,
    LEFT_EYE,
    LIP_CORNERS,
    LIP_GAPS,
    MOUTH_CORNERS,
    NOSE_BASE,
    NOSE_TIP,
    RIGHT_EYE,
    Landmarks,
)
from ...face.measures import FaceMeasures
from ...gestures.neutral import Baseline
from ...loop.shown import Moment
from ..canvas.box import Box
from ..canvas.canvas import LARGE, MEDIUM, SMALL, Canvas
from ..memory.traces import Traces
from ..words.numbers import NOTHING
from .face_view import FaceMode, View, draw_face
from .meters import Meter, draw_bar, draw_dial
from .parts import GAP, Style
from .strip import scale_of, value_title

Points = NDArray[np.float64]
Pairs = Sequence[tuple[int, int]]
DARK, WIDTH, HEIGHT = (20, 16, 12), (255, 255, 255), (90, 230, 255)
"""On a face of any color: widths white, heights yellow, both with a dark edge."""
NARROW = 460
"""Below so many units there is little room."""
TITLE, NARROW_TITLE = 70, 106
NUMBER, NARROW_NUMBER = 130, 90
BAR, NARROW_BAR = 250, 212
"""Width of the part with the bar."""
ENLARGED_WIDER = 1.7
"""How much wider the enlarged part is than what is measured."""


@dataclass(frozen=True)
class Measured:
    """What of a face a gesture is read from: the mean of some lengths over another one; or an angle.

    widths, heights: pairs of landmarks, on the face in two colors, and so named in most cases.
    """

    widths: Pairs
    """The first of them is what the heights are compared with."""
    heights: Pairs
    part: tuple[int, int] | None
    """The landmarks at both ends of what is shown enlarged; None: an angle, shown on a dial instead."""


def _eye(eye: tuple[int, ...]) -> Measured:
    p1, p2, p3, p4, p5, p6 = eye
    return Measured([(p1, p4)], [(p2, p6), (p3, p5)], part=(p1, p4))


EYES = {Side.LEFT: _eye(LEFT_EYE), Side.RIGHT: _eye(RIGHT_EYE)}
NOSE_LINE = [(FOREHEAD, NOSE_TIP), (NOSE_TIP, NOSE_BASE), (NOSE_BASE, CHIN)]
MEASURED: Mapping[Gesture, Measured] = {
    Gesture.BLINK: Measured(
        [pair for eye in EYES.values() for pair in eye.widths],
        [pair for eye in EYES.values() for pair in eye.heights],
        part=(LEFT_EYE[0], LEFT_EYE[3]),
    ),
    Gesture.MOUTH: Measured([MOUTH_CORNERS], LIP_GAPS, part=MOUTH_CORNERS),
    Gesture.TURN: Measured([(side, NOSE_TIP) for side in FACE_SIDES], NOSE_LINE, part=None),
    Gesture.NOD: Measured([FACE_SIDES], NOSE_LINE, part=None),
    Gesture.SMILE: Measured([(RIGHT_EYE[0], LEFT_EYE[0])], [LIP_CORNERS], part=LIP_CORNERS),
}
"""By gesture. A test wants one for each."""


def draw_measured(canvas: Canvas, measured: Measured, landmarks: Landmarks, view: View, thick: float) -> None:
    """Draw what is measured onto the face, and nothing beyond the view's box."""
    part = canvas.within(view.box)
    points = view.on_screen(landmarks.points_px) - (view.box.x, view.box.y)
    widths, heights = (points[list(pairs)] for pairs in (measured.widths, measured.heights))
    part.segments(np.concatenate([widths, heights]), DARK, thick + 4)
    part.segments(widths, WIDTH, thick)
    part.segments(heights, HEIGHT, thick)


def draw_measuring(canvas: Canvas, box: Box, moment: Moment, traces: Traces, style: Style) -> None:
    """Draw how the value that matters now is measured: the part enlarged, its sum, its bar or dial."""
    evidence, texts = traces.evidence, style.texts
    assert evidence is not None
    gesture, scale = evidence.gesture, scale_of(evidence, style.settings)
    canvas.panel(box)
    meter = Meter(gesture, traces.value(gesture), scale, evidence.wrong or evidence.way_back, traces.side)
    narrow = box.width < canvas.unit(NARROW)
    high = canvas.unit(NARROW_TITLE if narrow else TITLE)
    title, inner = box.inset(canvas.unit(GAP)).top(high, canvas.unit(6))
    number, title = title.right(canvas.unit(NARROW_NUMBER if narrow else NUMBER), canvas.unit(GAP))
    canvas.text(title, value_title(gesture, traces.side, texts), SMALL, canvas.theme.quiet, middle=True)
    size = MEDIUM if narrow else LARGE
    canvas.text(number, meter.words(texts), size, meter.color(canvas), align="right", middle=True)
    said, inner = inner.bottom(canvas.unit(MEDIUM + 10), canvas.unit(4))
    if MEASURED[gesture].part:
        part, bar = inner.left(inner.width - canvas.unit(NARROW_BAR if narrow else BAR), canvas.unit(GAP))
        if moment.landmarks is not None:
            draw_enlarged(canvas, part, moment, measured_of(gesture, traces.eye), style)
        draw_bar(canvas, bar, meter, texts)
    else:
        draw_dial(canvas, inner, meter, texts)
    come_about, usual = _sum(gesture, moment, traces, style)
    shown = come_about if narrow else f"{come_about}   {usual}".rstrip()
    canvas.text(said, shown, MEDIUM, align="center", middle=True)


def draw_enlarged(canvas: Canvas, box: Box, moment: Moment, measured: Measured, style: Style) -> View:
    """Draw the part of a face that is measured, so large that its lengths can be seen."""
    landmarks = moment.landmarks
    assert landmarks is not None
    assert measured.part is not None
    x, y = landmarks.points_px[list(measured.part), :2].mean(axis=0)
    wide = max(4.0, _length(landmarks.points_px, measured.part))
    view = View(box, float(x), float(y), box.width / (ENLARGED_WIDER * wide))
    draw_face(canvas, view, moment.frame, landmarks, _without_mesh(style.mode))
    draw_measured(canvas, measured, landmarks, view, 6)
    return view


def measured_of(gesture: Gesture, eye: Side) -> Measured:
    """Return what is shown enlarged: of two eyes, one."""
    return EYES[eye] if gesture is Gesture.BLINK else MEASURED[gesture]


def _without_mesh(mode: FaceMode) -> FaceMode:
    return mode if mode in (FaceMode.ONLY_MESH, FaceMode.WHOLE) else FaceMode.FACE


def _sum(gesture: Gesture, moment: Moment, traces: Traces, style: Style) -> tuple[str, str]:
    """Return how the number comes about in this picture, and what it usually is."""
    landmarks, measures, usual, texts = style.measured, moment.measures, moment.state.baseline, style.texts
    if landmarks is None or measures is None or usual is None:
        return NOTHING, ""
    if not MEASURED[gesture].part:
        now_deg, usual_deg = (round(_angle(gesture, each)) for each in (measures, usual))  # no -0
        return texts.get("sum_angle", now=now_deg), texts.get("sum_usual_angle", usual=usual_deg)
    heights, width = lengths(measured_of(gesture, traces.eye), landmarks.points_px)
    height, width = round(sum(heights) / len(heights), 1), round(width, 1)  # as shown: somebody divides them
    usually = _usually(gesture, usual, traces.eye)
    ratio = texts.get("sum_ratio", height=height, width=width, ratio=height / max(width, 0.1))
    return ratio, texts.get("sum_usual", usual=usually)


def _angle(gesture: Gesture, of: FaceMeasures | Baseline) -> float:
    return of.yaw_deg if gesture is Gesture.TURN else of.pitch_deg


def _usually(gesture: Gesture, usual: Baseline, eye: Side) -> float:
    """Return what the ratio is at rest."""
    if gesture is Gesture.BLINK:
        return usual.ear_left if eye is Side.LEFT else usual.ear_right
    return usual.mar if gesture is Gesture.MOUTH else usual.mouth_width


def lengths(measured: Measured, points: Points) -> tuple[list[float], float]:
    """Return the heights, and the width that they are compared with, in pixels."""
    return [_length(points, pair) for pair in measured.heights], _length(points, measured.widths[0])


def _length(points: Points, pair: tuple[int, int]) -> float:
    return float(np.linalg.norm(points[pair[0], :2] - points[pair[1], :2]))
