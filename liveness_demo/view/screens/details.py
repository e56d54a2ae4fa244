"""The details of a session: every measured value, what tells a face from a picture, what was kept."""

from collections.abc import Sequence

from ...choices import REPORTED
from ...loop.shown import Moment
from ...session.cues import Cue
from ..canvas.box import Box
from ..canvas.canvas import SMALL, Canvas
from ..memory.traces import Traces
from ..words.texts import Texts
from .parts import Style
from .strip import draw_small_strip

ROW = 36


def draw_details(canvas: Canvas, right: Box, moment: Moment, traces: Traces, style: Style) -> None:
    """Draw all strips in the drawn order, the cues, the ledger."""
    state, texts = moment.state, style.texts
    steps = dict(zip((challenge.gesture for challenge in state.order), state.steps, strict=False))
    gestures = list(steps or REPORTED)
    high = canvas.unit(44 if len(gestures) < 5 else 28)
    for gesture in gestures:
        place, right = right.top(high, canvas.unit(4 if len(gestures) < 5 else 0))
        draw_small_strip(canvas, place, gesture, steps.get(gesture), traces, style)
    cues, words = right.top(canvas.unit(ROW * len(state.cues)), canvas.unit(6))
    _draw_cues(canvas, cues, state.cues, texts)
    canvas.text(words, "\n".join(texts.ledger(moment.ledger, style.fps)), SMALL, canvas.theme.quiet)


def _draw_cues(canvas: Canvas, box: Box, cues: Sequence[Cue], texts: Texts) -> None:
    """What may tell a face from a picture of one; a mark where it speaks against a face."""
    for cue in cues:
        place, box = box.top(canvas.unit(ROW))
        words = f"! {texts.cue(cue)}" if cue.beyond else texts.cue(cue)
        canvas.text(place, words, SMALL, canvas.theme.warn if cue.beyond else None, middle=True)
