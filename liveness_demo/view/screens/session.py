"""The screens while a session runs: ready, challenge, attempt over."""

import math
from collections.abc import Sequence
from functools import partial

from ...choices import Gesture, Side
from ...loop.shown import Moment
from ...messages import Message
from ...session.cues import Cue
from ...session.session import Phase, SessionState
from ..canvas import icons
from ..canvas.canvas import Box, Canvas
from ..words.texts import Texts
from .face_view import draw_face
from .over import draw_over
from .parts import CHIPS, Icon, Style, draw_band, draw_chips, draw_footer, draw_time, split_session
from .strip import draw_small_strip, draw_strip
from .traces import Traces

COLUMN_GAP = 24
PICTURE_SHAPE = 1.2
"""Width over height."""
PICTURE_WIDEST = 0.38
"""Of the screen's width."""
_HEADS = {"neutral_head", "back_to_neutral", "do_turn_back", "look_at_camera", "hold_still", "face_camera"}


def draw_session(canvas: Canvas, moment: Moment, traces: Traces, look: Style) -> None:
    """Draw the screen of any phase of a session."""
    if moment.state.phase in (Phase.BETWEEN, Phase.DONE) and moment.state.result is not None:
        draw_over(canvas, moment, moment.state.result, traces, look)
        return
    state = moment.state
    band, time, middle, footer = split_session(canvas)
    _draw_prompt(canvas, band, moment, look)
    _draw_time(canvas, time, state, look.texts)
    if look.details:
        _draw_details(canvas, middle, moment, traces, look)
    else:
        _draw_middle(canvas, middle, moment, traces, look)
    tries = look.texts.get("try_of", number=state.attempt, attempts=state.attempts)
    draw_footer(canvas, footer, ("s", "e", "h"), look, tries)


def _draw_middle(canvas: Canvas, middle: Box, moment: Moment, traces: Traces, look: Style) -> None:
    """Only what is needed: the drawn order, the picture, and what matters now."""
    state = moment.state
    if state.order:
        chips, middle = middle.top(canvas.unit(CHIPS), canvas.unit(14))
        side = traces.side if traces.gesture is Gesture.TURN else None
        draw_chips(canvas, chips, state.order, state.steps, look.texts, side=side)
    if look.note:
        middle, note = middle.top(middle.height - canvas.unit(36), canvas.unit(6))
        canvas.text(note, look.texts.get(look.note), 28, canvas.theme.quiet, middle=True)
    right = _draw_picture(canvas, middle, moment, look)
    if state.phase is Phase.READY:
        _draw_ready(canvas, right, moment, look)
    else:
        _draw_challenge(canvas, right, state, traces, look)


def _draw_prompt(canvas: Canvas, band: Box, moment: Moment, look: Style) -> None:
    state, texts = moment.state, look.texts
    if state.may_start_anyway:
        more = texts.get("start_anyway")
    elif state.phase is Phase.READY:
        more = texts.get("hold_still_for") if state.prompt.key == "hold_still" else ""
    else:
        more = texts.how(state.prompt)
    icon = _icon(canvas, state.prompt, moment.frame.timestamp_s)
    draw_band(canvas, band, icon, texts.short(state.prompt), more)


def _icon(canvas: Canvas, prompt: Message, time_s: float) -> Icon | None:
    """What to do, in motion; the arrow points to the side as in a mirror."""
    color, key = canvas.theme.accent, prompt.key
    if key == "do_blink":
        return lambda on, at, size: icons.eye(on, at, size, _slow_blink(time_s), color)
    if key in ("do_mouth", "do_close", "neutral_mouth", "close_mouth"):
        wide = icons.swing(time_s) if key == "do_mouth" else 1 - icons.swing(time_s)
        return lambda on, at, size: icons.mouth(on, at, size, wide, color)
    if key in ("do_turn", "do_turn_other", "do_turn_back"):
        direction = (-1, 0) if prompt.side is Side.LEFT else (1, 0)
        return lambda on, at, size: icons.arrow(on, at, size, direction, icons.swing(time_s, 1.6), color)
    if key in ("neutral_eyes", "show_eyes"):
        return lambda on, at, size: icons.eye(on, at, size, 1.0, color)
    if key in _HEADS:
        return lambda on, at, size: icons.head(on, at, size, color)
    return None


def _slow_blink(time_s: float) -> float:
    """Open, and shut for a while: longer than a blink."""
    return min(1.0, max(0.0, 2.2 * icons.swing(time_s, 2.4) - 0.6))


def _draw_time(canvas: Canvas, row: Box, state: SessionState, texts: Texts) -> None:
    if state.phase is Phase.READY:
        draw_time(canvas, row, state.still_share, "", canvas.theme.good)
    elif state.time_left_s is not None and state.limit_s:
        left = texts.get("time_left", seconds=float(math.ceil(state.time_left_s)))
        draw_time(canvas, row, state.time_left_s / state.limit_s, left)


def _draw_picture(canvas: Canvas, middle: Box, moment: Moment, look: Style) -> Box:
    """Draw the picture at the left; return the column at its right."""
    wide = round(min(middle.height * PICTURE_SHAPE, middle.width * PICTURE_WIDEST))
    left, right = middle.left(wide, canvas.unit(COLUMN_GAP))
    draw_face(canvas, left, moment.frame, moment.landmarks, look.mode, look.near)
    return right


def _draw_ready(canvas: Canvas, box: Box, moment: Moment, look: Style) -> None:
    """A picture of what to do: a head in a frame, and where it should go."""
    theme = canvas.theme
    frame = box.inset(canvas.unit(30))
    canvas.frame(frame, theme.line, canvas.unit(4))
    x, y = frame.x + frame.width // 2, frame.y + frame.height // 2
    key, time_s = moment.state.prompt.key, moment.frame.timestamp_s
    full = min(frame.width, frame.height)
    size = {"come_closer": 0.45 + 0.35 * icons.swing(time_s), "go_back": 1.1 - 0.35 * icons.swing(time_s)}
    head = partial(icons.head, canvas, color=theme.ink)
    if key == "to_the_middle":
        # as in the mirror: the side where the face is now
        at_x = moment.measures.center_x if moment.measures else 0.2
        side = 1 if at_x < 0.5 else -1
        head((x + side * frame.width // 4, y), round(full * 0.6))
        icons.arrow(canvas, (x, y), canvas.unit(110), (-side, 0), icons.swing(time_s), theme.accent)
    elif key == "one_face":
        head((x - frame.width // 5, y), round(full * 0.7))
        head((x + frame.width // 4, y), round(full * 0.5))
        icons.cross(canvas, (x + frame.width // 4, y), round(full * 0.5), theme.warn)
    elif key == "more_light":
        head((x + frame.width // 6, y), round(full * 0.7))
        _draw_lamp(canvas, (x - frame.width // 4, y - full // 6), canvas.unit(70))
    elif key == "camera_height":
        head((x, y), round(full * 0.7))
        icons.arrow(
            canvas,
            (frame.x + canvas.unit(70), y),
            canvas.unit(100),
            (0, -1),
            icons.swing(time_s),
            theme.accent,
        )
    elif key == "no_face":
        head((x, y + round(full * 0.2 * (1 - icons.swing(time_s)))), round(full * 0.75))
    else:
        head((x, y), round(full * size.get(key, 0.8)))


def _draw_lamp(canvas: Canvas, middle: tuple[int, int], size: int) -> None:
    for step in range(8):
        dx, dy = math.cos(step * math.pi / 4), math.sin(step * math.pi / 4)
        start = (middle[0] + dx * size * 0.7, middle[1] + dy * size * 0.7)
        canvas.line(start, (middle[0] + dx * size, middle[1] + dy * size), canvas.theme.accent, 6)
    canvas.frame(
        Box(middle[0] - size // 3, middle[1] - size // 3, 2 * size // 3, 2 * size // 3),
        canvas.theme.accent,
        canvas.unit(6),
    )


def _draw_challenge(canvas: Canvas, box: Box, state: SessionState, traces: Traces, look: Style) -> None:
    """The one strip that matters now, and the hint."""
    strip, hint = box.top(box.height - canvas.unit(104), canvas.unit(12))
    if traces.evidence is not None:
        draw_strip(canvas, strip, traces.evidence, traces, look.settings, look.texts)
    if state.hint is not None:
        canvas.text(hint, look.texts.say(state.hint), 38, canvas.theme.warn)


def _draw_details(canvas: Canvas, middle: Box, moment: Moment, traces: Traces, look: Style) -> None:
    """The picture; all three strips in the drawn order, the cues, the ledger."""
    state, texts = moment.state, look.texts
    wide = round(middle.width * PICTURE_WIDEST)
    left, right = middle.left(wide, canvas.unit(COLUMN_GAP))
    picture, below = left.top(round(wide / PICTURE_SHAPE), canvas.unit(8))
    draw_face(canvas, picture, moment.frame, moment.landmarks, look.mode, look.near)
    if look.note:
        canvas.text(below, texts.get(look.note), 26, canvas.theme.quiet)
    steps = dict(zip((challenge.gesture for challenge in state.order), state.steps, strict=False))
    for gesture in dict.fromkeys([*steps, *Gesture]):
        place, right = right.top(canvas.unit(44), canvas.unit(4))
        draw_small_strip(canvas, place, gesture, steps.get(gesture), traces, look)
    cues, words = right.top(canvas.unit(4 * 31 if state.cues else 0), canvas.unit(6))
    _draw_cues(canvas, cues, state.cues, texts)
    canvas.text(words, "\n".join(texts.ledger(moment.ledger, look.fps)), 26, canvas.theme.quiet)


def _draw_cues(canvas: Canvas, box: Box, cues: Sequence[Cue], texts: Texts) -> None:
    """What may tell a face from a picture of one; a mark where it speaks against a face."""
    for cue in cues:
        place, box = box.top(canvas.unit(31))
        words = f"! {texts.cue(cue)}" if cue.beyond else texts.cue(cue)
        canvas.text(place, words, 26, canvas.theme.warn if cue.beyond else None, middle=True)
