"""What was asked beside what was seen, as two puppets drawn from measures: no pixel is anybody's."""

from ...gestures.table import KINDS
from ...puppet.shape.look import Pose
from ...session.attempt import AttemptResult, Result, Step
from ...settings import SessionSettings
from ..canvas import icons
from ..canvas.box import Box
from ..canvas.canvas import MEDIUM, SMALL, Canvas, Paragraph
from ..memory.traces import Traces
from ..words.texts import Texts
from .demonstration import SMALL_PX, figurine, measured_pose
from .parts import GAP, Style

LABEL, BAR = 92, 12
"""Heights of what stands over a puppet, and of its bar, in units."""
HIGHEST = 1.1
"""The highest a puppet's picture gets, in its widths."""
JUST_BEYOND = 1.1
"""Where a puppet shows what is asked, in lines: it is drawn in steps, and none may end before the line."""


def has_pictures(result: AttemptResult, traces: Traces) -> bool:
    """Return whether an end can be shown so: it is about a value, or about a face that was not there."""
    return traces.evidence is not None or result.result is Result.FACE_LOST


def asked_pose(result: AttemptResult, traces: Traces, settings: SessionSettings) -> Pose:
    """Return what was asked for when a try ended, no farther than asked; or rest where that was asked for."""
    asked = [step for step in zip(result.order, result.steps, strict=False) if step[1] is Step.NOW]
    if not asked or traces.evidence is None or traces.evidence.way_back:
        return Pose()
    side = traces.side.other if result.reason.key == "wrong_side" else traces.side
    kind = KINDS[asked[0][0].gesture]
    # eyes are asked to be shut, and not to stop where that begins to count
    far = JUST_BEYOND * kind.usual.line(settings) if kind.usual.above else 0.0
    return measured_pose({kind.gesture: (side.sign if kind.sided else 1) * far})


def seen_pose(result: AttemptResult, traces: Traces, settings: SessionSettings) -> Pose | None:
    """Return what was seen instead: the reason's number, or the farthest that was measured; None: nothing."""
    evidence, reason = traces.evidence, result.reason
    if evidence is None:
        return None
    values = [value for stretch in traces.curve(evidence.gesture) for _, value in stretch]
    if reason.seen is not None and reason.asked == evidence.line(settings):
        value = reason.seen
    elif values:
        value = max(values) if evidence.above else min(values)
    else:
        return None
    sign = traces.side.sign if KINDS[evidence.gesture].sided else 1
    return measured_pose({evidence.gesture: sign * value})


def draw_asked_and_seen(
    canvas: Canvas, box: Box, result: AttemptResult, traces: Traces, style: Style
) -> None:
    """Draw both, each with its name, its number, and that as a bar: the same length for the same number."""
    texts, evidence, reason = style.texts, traces.evidence, result.reason
    high = canvas.unit(LABEL) + round(box.width / 2 * HIGHEST)
    if box.height > high:
        box = Box(box.x, box.y + (box.height - high) // 2, box.width, high)
    comparable = evidence is not None and not evidence.wrong
    largest = max(reason.seen or 0.0, reason.asked or 0.0)
    poses = {
        "asked": asked_pose(result, traces, style.settings),
        "seen": seen_pose(result, traces, style.settings),
    }
    numbers = {"asked": reason.asked, "seen": reason.seen}
    for place, (name, pose) in zip(box.columns(2, canvas.unit(GAP)), poses.items(), strict=True):
        canvas.panel(place)
        label, picture = place.top(canvas.unit(LABEL))
        said = texts.amount(reason, name) if comparable or (name == "seen" and evidence is not None) else ""
        if comparable and largest > 0:
            bar, label = label.bottom(canvas.unit(BAR))
            color = canvas.theme.good if name == "asked" else canvas.theme.warn
            canvas.panel(bar, canvas.theme.ground)
            canvas.panel(bar.left(round(bar.width * (numbers[name] or 0.0) / largest))[0], color)
        _draw_label(canvas, label, name, said, texts)
        _draw_pose(canvas, picture, pose, texts)


def _draw_label(canvas: Canvas, box: Box, name: str, said: str, texts: Texts) -> None:
    theme, words = canvas.theme, box.inset(canvas.unit(6))
    if name == "seen":
        mark, words = words.left(canvas.unit(40), canvas.unit(6))
        icons.cross(canvas, mark.middle, canvas.unit(MEDIUM), theme.warn)
    shown = [Paragraph(texts.get(f"was_{name}"), SMALL, theme.quiet), Paragraph(said, MEDIUM)]
    canvas.paragraphs(words, shown[: 1 + bool(said)], 0, middle=True)


def _draw_pose(canvas: Canvas, box: Box, pose: Pose | None, texts: Texts) -> None:
    if pose is not None:
        figurine(SMALL_PX, canvas.theme.panel).draw(canvas, box, pose)
        return
    canvas.frame(box.inset(canvas.unit(GAP)), canvas.theme.line, canvas.unit(4))
    inner = box.inset(canvas.unit(24))
    canvas.text(inner, texts.get("no_face_seen"), MEDIUM, align="center", middle=True)
