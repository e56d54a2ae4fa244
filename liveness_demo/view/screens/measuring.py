"""How a number comes about: what is measured, drawn on the face; the same part enlarged, and its sum."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...choices import Gesture, Side
from ...face.landmarks import (
    LEFT_EYE,
    LIP_CORNERS,
    LIP_GAPS,
    MOUTH_CORNERS,
    NOSE_BASE,
    RIGHT_EYE,
    RIGID,
    Landmarks,
)
from ...face.measures import corner_height
from ...gestures.neutral import Baseline, RelativeMeasures
from ...gestures.smile import wider_and_up
from ...loop.shown import Moment
from ..canvas import icons
from ..canvas.box import Box
from ..canvas.canvas import LARGE, MEDIUM, SMALL, Canvas, Paragraph
from ..memory.traces import Traces
from ..words.numbers import NOTHING
from ..words.texts import Texts
from .dial import DARK, POINT, draw_dial, draw_points, nose_line
from .face_view import FaceMode, View, draw_face
from .meters import Meter, draw_bar, draw_both_bars
from .parts import GAP, Style
from .strip import scale_of, value_title

Points = NDArray[np.float64]
Pairs = Sequence[tuple[int, int]]
Line = Callable[[Points], Points]
"""From landmarks, (478, 3), to both ends of a line in the picture, (2, 2), pixels."""
WIDTH, HEIGHT = (255, 255, 255), POINT
"""On a face of any color: widths white, heights yellow, both with a dark edge."""
NARROW = 460
"""Below so many units there is little room."""
TITLE, NARROW_TITLE = 70, 106
NUMBER, NARROW_NUMBER = 130, 90
BAR, NARROW_BAR = 250, 212
"""Width of the part with the bar."""
WAYS = ((1, 0), (0, 1))
"""Of what is measured across, and of what is measured upwards."""


@dataclass(frozen=True)
class Measured:
    """What of a face a gesture is read from: the mean of some lengths over another one; or an angle.

    widths, heights: pairs of landmarks, on the face in two colors, and so named in most cases.
    """

    widths: Pairs = ()
    """The first of them is what the heights are compared with."""
    heights: Pairs = ()
    dots: tuple[int, ...] = ()
    """Landmarks that are measured as a whole."""
    axis: Line | None = None
    """In the color of the widths: where they point."""
    rise: Line | None = None
    """In the color of the heights: one that does not end at a landmark."""
    part: tuple[int, ...] | None = None
    """The landmarks round what is shown enlarged; None: an angle, shown on a dial instead."""
    wider: float = 1.7
    """How much wider the enlarged part is than what the heights are compared with."""
    how: str = ""
    """Key of what the drawing alone does not say."""


def _eye(eye: tuple[int, ...]) -> Measured:
    p1, p2, p3, p4, p5, p6 = eye
    return Measured([(p1, p4)], [(p2, p6), (p3, p5)], part=(p1, p4))


def _rise(points_px: Points) -> Points:
    """Return how far below the nose the corners of the mouth stand, as a line across that of the eyes."""
    nose = points_px[NOSE_BASE, :2]
    return np.stack([nose, nose - corner_height(points_px) * _down(points_px)])


EYES = {Side.LEFT: _eye(LEFT_EYE), Side.RIGHT: _eye(RIGHT_EYE)}
MEASURED: Mapping[Gesture, Measured] = {
    Gesture.BLINK: Measured(
        [pair for eye in EYES.values() for pair in eye.widths],
        [pair for eye in EYES.values() for pair in eye.heights],
        part=(LEFT_EYE[0], LEFT_EYE[3]),
    ),
    Gesture.MOUTH: Measured([MOUTH_CORNERS], LIP_GAPS, part=MOUTH_CORNERS),
    Gesture.TURN: Measured(dots=RIGID, axis=nose_line, how="measured_turn"),
    Gesture.NOD: Measured(dots=RIGID, axis=nose_line, how="measured_nod"),
    Gesture.SMILE: Measured(
        [(RIGHT_EYE[0], LEFT_EYE[0])],
        [LIP_CORNERS],
        rise=_rise,
        part=(*LIP_CORNERS, NOSE_BASE),
        wider=1.1,
        how="measured_smile",
    ),
}
"""By gesture. A test wants one for each."""


def draw_measured(canvas: Canvas, measured: Measured, landmarks: Landmarks, view: View, thick: float) -> None:
    """Draw what is measured onto the face, and nothing beyond the view's box."""
    points = landmarks.points_px
    widths = [points[list(pair), :2] for pair in measured.widths]
    heights = [points[list(pair), :2] for pair in measured.heights]
    widths += [measured.axis(points)] if measured.axis else []
    heights += [measured.rise(points)] if measured.rise else []
    part, corner = canvas.within(view.box), (view.box.x, view.box.y)
    if measured.dots:
        draw_points(part, view.on_screen(points[list(measured.dots)]) - corner, thick + 4)
    lines = view.on_screen(np.concatenate(widths + heights)).reshape(-1, 2, 2) - corner
    part.segments(lines, DARK, thick + 4)
    part.segments(lines[: len(widths)], WIDTH, thick)
    part.segments(lines[len(widths) :], HEIGHT, thick)


def draw_measuring(canvas: Canvas, box: Box, moment: Moment, traces: Traces, style: Style) -> None:
    """Draw how the value that matters now is measured: the part enlarged, its sum, its bars or dial."""
    evidence, texts = traces.evidence, style.texts
    assert evidence is not None
    gesture, scale = evidence.gesture, scale_of(evidence, style.settings)
    canvas.panel(box)
    meter = Meter(gesture, traces.value(gesture), scale, evidence.wrong or evidence.way_back, traces.side)
    narrow = box.width < canvas.unit(NARROW)
    high, inner = canvas.unit(NARROW_TITLE if narrow else TITLE), box.inset(canvas.unit(GAP))
    measured, name = MEASURED[gesture], value_title(gesture, traces.side, texts)
    said = _title(canvas, name, *([texts.get(measured.how)] if measured.how else []))
    if measured.part is None:  # the dial has the number
        if canvas.high(said, 4, inner.width, high) > canvas.unit(TITLE):  # and needs the room more
            said = said[:1]
        title, inner = inner.top(canvas.high(said, 4, inner.width, high), canvas.unit(8))
        canvas.kept(title, _draw_title, *(each.text for each in said))
        draw_dial(canvas, inner, meter, moment.landmarks, texts, texts.get("your_normal"))
        return
    size, wide = (MEDIUM, NARROW_NUMBER) if narrow else (LARGE, NUMBER)
    room = Box(0, 0, inner.width - canvas.unit(wide + GAP), high)
    said = said if canvas.fits(room, said, 4) else said[:1]
    title, inner = inner.top(max(canvas.high(said, 4, room.width, high), canvas.unit(size)), canvas.unit(8))
    number, title = title.right(canvas.unit(wide), canvas.unit(GAP))
    canvas.kept(title, _draw_title, *(each.text for each in said))
    canvas.text(number, meter.words(texts), size, meter.color(canvas), align="right", middle=True)
    _draw_lengths(canvas, inner, moment, traces, meter, style)


def _title(canvas: Canvas, *words: str) -> list[Paragraph]:
    return [Paragraph(each, SMALL, canvas.theme.quiet) for each in words]


def _draw_title(canvas: Canvas, *words: str) -> None:
    """Draw what is measured, in words, over a whole canvas."""
    canvas.panel(canvas.box)
    canvas.paragraphs(canvas.box, _title(canvas, *words), 4, middle=True)


def _draw_lengths(
    canvas: Canvas, box: Box, moment: Moment, traces: Traces, meter: Meter, style: Style
) -> None:
    """Draw the part enlarged, what is made of its lengths, and that as a bar; of a smile both, as two."""
    gesture, narrow = meter.gesture, box.width < canvas.unit(NARROW)
    sums = _sums(gesture, moment, traces, style)
    size = MEDIUM if len(sums) == 1 else SMALL
    rows, inner = box.bottom(canvas.unit((size + 10) * len(sums)), canvas.unit(4))
    part, bar = inner.left(inner.width - canvas.unit(NARROW_BAR if narrow else BAR), canvas.unit(GAP))
    if moment.landmarks is not None:
        draw_enlarged(canvas, part, moment, measured_of(gesture, traces.eye), style)
    seen = moment.state.seen
    if gesture is Gesture.SMILE:
        both = wider_and_up(seen, style.settings.smile) if seen else (None, None)
        draw_both_bars(canvas, bar, [replace(meter, value=each) for each in both], WAYS, style.texts)
    else:
        draw_bar(canvas, bar, meter, style.texts)
    for way, (come_about, usual) in zip(WAYS, sums, strict=False):
        row, rows = rows.top(canvas.unit(size + 10))
        if len(sums) > 1:
            mark, row = row.left(canvas.unit(SMALL), canvas.unit(GAP))
            canvas.kept(mark, _draw_way, way)
        shown = [(f"{come_about}   ", canvas.theme.ink), (usual, canvas.theme.quiet)]
        align = "center" if len(sums) == 1 else "left"
        canvas.colored(row, shown[: 1 if narrow else 2], size, align)  # apart: the usual is not set anew


def _draw_way(canvas: Canvas, way: tuple[int, int]) -> None:
    """Draw which way something is measured over a whole canvas."""
    canvas.panel(canvas.box)
    icons.apart(canvas, canvas.box.middle, canvas.box.width, way, canvas.theme.ink)


def draw_enlarged(canvas: Canvas, box: Box, moment: Moment, measured: Measured, style: Style) -> View:
    """Draw the part of a face that is measured, so large that its lengths can be seen."""
    landmarks = moment.landmarks
    assert landmarks is not None
    assert measured.part is not None
    round_it = landmarks.points_px[list(measured.part), :2]
    x, y = (round_it.min(axis=0) + round_it.max(axis=0)) / 2
    wide = max(4.0, _length(landmarks.points_px, measured.widths[0]))
    view = View(box, float(x), float(y), box.width / (measured.wider * wide))
    draw_face(canvas, view, moment.frame, landmarks, _without_mesh(style.mode))
    if measured.rise and moment.state.seen is not None:
        corner = (box.x, box.y)
        usual = view.on_screen(_usual_mouth(landmarks.points_px, moment.state.seen)) - corner
        canvas.within(box).segments(usual[None], DARK, 10)
        canvas.within(box).segments(usual[None], canvas.theme.line, 6)
    draw_measured(canvas, measured, landmarks, view, 6)
    return view


def measured_of(gesture: Gesture, eye: Side) -> Measured:
    """Return what is shown enlarged: of two eyes, one."""
    return EYES[eye] if gesture is Gesture.BLINK else MEASURED[gesture]


def _without_mesh(mode: FaceMode) -> FaceMode:
    return mode if mode in (FaceMode.ONLY_MESH, FaceMode.WHOLE) else FaceMode.FACE


def _sums(gesture: Gesture, moment: Moment, traces: Traces, style: Style) -> list[tuple[str, str]]:
    """Return how the number comes about in this picture, and what that usually is; of a smile both parts."""
    landmarks, usual = style.measured, moment.state.baseline
    if landmarks is None or usual is None:
        return [(NOTHING, "")] * (2 if gesture is Gesture.SMILE else 1)
    points = landmarks.points_px
    heights, width = lengths(measured_of(gesture, traces.eye), points)
    height = sum(heights) / len(heights)
    if gesture is not Gesture.SMILE:
        return [_sum(height, width, _usually(gesture, usual, traces.eye), style.texts)]
    times = style.texts.get("sum_times", times=style.settings.smile.width_per_rise)
    ratio, usually = _sum(-corner_height(points) * width, width, -usual.corner_height, style.texts)
    return [_sum(height, width, usual.mouth_width, style.texts), (ratio, f"{usually}   {times}")]


def _sum(height: float, width: float, usual: float, texts: Texts) -> tuple[str, str]:
    height, width = round(height, 1), round(width, 1)  # as shown: somebody divides them
    ratio = texts.get("sum_ratio", height=height, width=width, ratio=height / max(width, 0.1))
    return ratio, texts.get("sum_usual", usual=usual)


def _usually(gesture: Gesture, usual: Baseline, eye: Side) -> float:
    """Return what the ratio is at rest."""
    if gesture is Gesture.MOUTH:
        return usual.mar
    return usual.ear_left if eye is Side.LEFT else usual.ear_right


def _usual_mouth(points_px: Points, seen: RelativeMeasures) -> Points:
    """Return where the corners of the mouth were at rest, in the picture as it is now, (2, 2), pixels."""
    corners = points_px[list(LIP_CORNERS), :2]
    middle = corners.mean(axis=0)
    lower = middle + seen.corners_up * _down(points_px)
    return np.asarray(lower + (corners - middle) / (1 + seen.mouth_wider))


def _down(points_px: Points) -> Points:
    """Return the way down a face, across the line of the eyes and as long as their distance, (2,), pixels."""
    x, y = points_px[LEFT_EYE[0], :2] - points_px[RIGHT_EYE[0], :2]
    return np.array([-y, x])


def lengths(measured: Measured, points: Points) -> tuple[list[float], float]:
    """Return the heights, and the width that they are compared with, in pixels."""
    return [_length(points, pair) for pair in measured.heights], _length(points, measured.widths[0])


def _length(points: Points, pair: tuple[int, int]) -> float:
    return float(np.linalg.norm(points[pair[0], :2] - points[pair[1], :2]))
