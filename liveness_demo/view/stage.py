"""The screens: the mirrored picture, what is asked, what is measured, and why.

Mirroring happens here and only here, for display: people expect a mirror, and then the visitor's own
left is on the left of the screen.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from ..attempt import AttemptResult, Result, Step
from ..challenge import Challenge, Gauge
from ..gestures import Gesture
from ..landmarks import Landmarks
from ..messages import Message
from ..options import RunOptions
from ..privacy.ledger import Ledger
from ..privacy.state import State
from ..session import Phase, SessionState
from ..source import Frame
from . import canvas
from .canvas import ACCENT, GOOD, GROUND, INK, PANEL, QUIET, WARN, Image
from .texts import GESTURES, RESULTS, say, say_result

PICTURE_WIDTH = 900
SIDE_X, SIDE_WIDTH = 930, 320
BAND_HEIGHT = 200
LEDGER_TOP = 520
NOTE_HEIGHT = 30
PICTURE_HEIGHT = canvas.SIZE[1] - BAND_HEIGHT

KEYS = "q quit    s skip this"
PUPPET = "This is the puppet: drawn by the computer, nobody's face."
DRIVING = "By hand: arrows turn the head, space: straight, b: eyes, v: quick blink, o: mouth."
STEP_COLORS = {Step.TO_COME: QUIET, Step.NOW: ACCENT, Step.DONE: GOOD, Step.SKIPPED: QUIET}
_ANYWAY = Message("start_anyway")
GAUGE_NAMES = {Gesture.BLINK: "eyes open", Gesture.MOUTH: "mouth open", Gesture.TURN: "head turned"}


def draw(
    frame: Frame,
    landmarks: Landmarks | None,
    state: SessionState,
    ledger: Ledger | None = None,
    above: Sequence[str] = (),
) -> Image:
    """Return the screen for one picture, (720, 1280, 3) uint8 BGR. Nothing handed in is changed.

    above: lines that stand above the picture all the time.
    """
    screen = canvas.blank()
    _draw_picture(screen, frame, landmarks)
    _draw_side(screen, state)
    _draw_band(screen, state)
    if ledger is not None:
        _draw_ledger(screen, ledger)
    for row, words in enumerate(above):
        canvas.panel(screen, 0, row * NOTE_HEIGHT, PICTURE_WIDTH, NOTE_HEIGHT)
        canvas.put_line(screen, words, 24, row * NOTE_HEIGHT + 21, 20, QUIET)
    return screen


def draw_verdict(result: AttemptResult, attempts: int, ledger: Ledger, can_go_on: bool) -> Image:
    """Return the screen at the end of a session."""
    screen = canvas.blank()
    passed = result.result is Result.PASSED
    canvas.put_text(screen, RESULTS[result.result], 80, 60, 1120, 88, GOOD if passed else WARN)
    y = canvas.put_text(screen, say_result(result), 80, 190, 1120, 44)
    y = canvas.put_text(screen, f"Tries: {result.number} of {attempts}.", 80, y + 24, 1120, 34, QUIET)
    known = "This check counts gestures. It does not know who you are."
    y = canvas.put_text(screen, known, 80, y + 24, 1120, 34, QUIET)
    kept = f"{ledger.frames_seen} pictures passed by, {ledger.frames_held} were kept."
    y = canvas.put_text(screen, kept, 80, y + 10, 1120, 34, QUIET) + 10
    for line in (*ledger.refusals(), ledger.lock()):
        y = canvas.put_text(screen, line, 80, y, 1120, 22, QUIET if ledger.state.protected else WARN)
    keys = "n next visitor    q quit" if can_go_on else "q quit"
    canvas.put_line(screen, keys, 80, 705, 28, INK)
    return screen


def draw_start(options: RunOptions, lock: State | None = None) -> Image:
    """Return the screen before anything is opened: what will happen, and which key starts it."""
    screen = canvas.blank()
    canvas.put_text(screen, "Face scan: see what it measures", 80, 40, 1120, 60)
    y = 135
    for line in start_lines(options):
        y = canvas.put_text(screen, line, 80, y, 1120, 36) + 8
    if options.camera:
        _draw_choice(screen, 80, "c", "my camera")
        _draw_choice(screen, 650, "p", "No, use the puppet")
    else:
        _draw_choice(screen, 80, "Enter", "start")
    canvas.put_line(screen, "What will be asked (press the number to change it):", 80, 560, 26, QUIET)
    for number, gesture in enumerate(Gesture, start=1):
        on, x = gesture in options.gestures, 370 * number - 290
        canvas.panel(screen, x, 576, 350, 50, ACCENT if on else PANEL)
        label = f"{number}  {GESTURES[gesture]}" + ("" if on else " (left out)")
        canvas.put_line(screen, label, x + 16, 611, 28, GROUND if on else QUIET)
    canvas.put_line(screen, "q: quit", 80, 690, 28, QUIET)
    if lock is not None and lock.warning:
        canvas.put_text(screen, lock.warning, 250, 650, 950, 26, WARN)
    return screen


def start_lines(options: RunOptions) -> list[str]:
    """Return what is said before anything is opened."""
    if options.camera:
        return [
            "The camera watches your face. The computer counts how open your eyes and mouth are, and how far "
            "your head turns.",
            "No picture is kept and none is sent. Everyone in the room can see the screen.",
        ]
    if options.puppet:
        return ["The puppet is drawn by the computer. It is nobody, and it is measured like a visitor."]
    return [
        f"The recording {options.source} is played and measured like a visitor.",
        "Nothing of it is kept.",
    ]


def notes(options: RunOptions) -> tuple[str, ...]:
    """Return what stands above the picture all the time."""
    puppet = (PUPPET, DRIVING) if options.puppet else ()
    return tuple(filter(None, (options.note, *puppet)))


def _draw_choice(screen: Image, x: int, key: str, words: str) -> None:
    """All choices are equally large: none is the expected one."""
    canvas.panel(screen, x, 360, 550, 130)
    canvas.put_line(screen, key, x + 30, 445, 56, ACCENT)
    left = x + 60 + canvas.text_width(key, 56)
    canvas.put_line(screen, words, left, 442, 40)


def _draw_picture(screen: Image, frame: Frame, landmarks: Landmarks | None) -> None:
    picture, scale = canvas.fit(frame.image, PICTURE_WIDTH, PICTURE_HEIGHT)
    picture = np.ascontiguousarray(picture[:, ::-1])
    height, width = picture.shape[:2]
    if landmarks is not None:
        points = landmarks.points_px[:, :2] * scale
        for x, y in points.round().astype(int):
            cv2.circle(picture, (width - 1 - int(x), int(y)), 1, ACCENT, cv2.FILLED)
    left, top = (PICTURE_WIDTH - width) // 2, (PICTURE_HEIGHT - height) // 2
    screen[top : top + height, left : left + width] = picture


def _draw_side(screen: Image, state: SessionState) -> None:
    canvas.put_line(screen, f"Try {state.attempt} of {state.attempts}", SIDE_X, 60, 36)
    y = 90
    for challenge, step in zip(state.order, state.steps, strict=True):
        canvas.panel(screen, SIDE_X, y, SIDE_WIDTH, 50, PANEL)
        canvas.panel(screen, SIDE_X, y, 10, 50, STEP_COLORS[step])
        canvas.put_line(screen, _chip(challenge), SIDE_X + 24, y + 35, 28, STEP_COLORS[step])
        canvas.put_line(screen, step.value, SIDE_X + 190, y + 34, 22, QUIET)
        y += 60
    if state.gauge is not None and state.time_left_s is not None:
        _draw_gauge(screen, state.gauge, _current(state), y + 20)


def _draw_gauge(screen: Image, gauge: Gauge, gesture: Gesture, y: int) -> None:
    """The measured value as a bar, the line that counts as a mark across it."""
    full = 1.2 if gesture is Gesture.BLINK else 2 * gauge.line
    met = gauge.value > gauge.line if gauge.above else gauge.value < gauge.line
    color = GOOD if met else WARN
    canvas.put_line(screen, GAUGE_NAMES[gesture], SIDE_X, y + 26, 26, QUIET)
    canvas.put_line(screen, show_value(gauge.value, gesture), SIDE_X, y + 86, 56, color)
    canvas.bar(screen, SIDE_X, y + 110, SIDE_WIDTH, 30, gauge.value / full, color)
    mark = SIDE_X + round(SIDE_WIDTH * gauge.line / full)
    cv2.line(screen, (mark, y + 100), (mark, y + 150), INK, 3)
    side = "above" if gauge.above else "below"
    canvas.put_line(screen, f"line: {side} {show_value(gauge.line, gesture)}", SIDE_X, y + 185, 26, QUIET)


def _draw_band(screen: Image, state: SessionState) -> None:
    """The words, large, below the picture; an arrow where the head should go; a bar for the time."""
    top = canvas.SIZE[1] - BAND_HEIGHT
    canvas.panel(screen, 0, top, PICTURE_WIDTH, BAND_HEIGHT, PANEL)
    side = state.prompt.side if state.phase is Phase.ATTEMPT else None
    indent = 0
    if side is not None:
        to_left = side == "left"
        canvas.arrow(screen, 80 if to_left else PICTURE_WIDTH - 80, top + 75, 110, to_left, ACCENT)
        indent = 130
    words_x = 24 + (indent if side == "left" else 0)
    words_width = PICTURE_WIDTH - 48 - indent
    words = say_result(state.result) if _pausing(state) and state.result else say(state.prompt)
    y = canvas.put_text(screen, words, words_x, top + 14, words_width, 38)
    if state.hint is not None:
        canvas.put_text(screen, say(state.hint), words_x, y + 4, words_width, 28, WARN)
    elif state.may_start_anyway:
        canvas.put_text(screen, say(_ANYWAY), words_x, y + 4, words_width, 28, WARN)
    if state.time_left_s is not None and state.limit_s:
        share = state.time_left_s / state.limit_s
        canvas.bar(screen, 0, canvas.SIZE[1] - 14, PICTURE_WIDTH, 14, share, ACCENT)
    elif state.phase is Phase.READY:
        canvas.bar(screen, 0, canvas.SIZE[1] - 14, PICTURE_WIDTH, 14, state.still_share, GOOD)
    canvas.put_line(screen, KEYS, SIDE_X, 700, 18, QUIET)


def _draw_ledger(screen: Image, ledger: Ledger) -> None:
    """What was seen, held and refused, small; large and in the warning color, that nobody enforces it."""
    y = LEDGER_TOP
    *counts, lock = ledger.lines()
    for line in counts:
        y = canvas.put_text(screen, line, SIDE_X, y, SIDE_WIDTH, 18, QUIET)
    protected = ledger.state.protected
    color = QUIET if protected else WARN
    canvas.put_text(screen, lock, SIDE_X, y, SIDE_WIDTH, 18 if protected else 22, color)


def show_value(value: float, gesture: Gesture) -> str:
    """Return a measured value with its unit."""
    return f"{value:.0f}°" if gesture is Gesture.TURN else f"{value:.2f}"


def _pausing(state: SessionState) -> bool:
    return state.phase in (Phase.BETWEEN, Phase.DONE)


def _current(state: SessionState) -> Gesture:
    return state.order[state.steps.index(Step.NOW)].gesture


def _chip(challenge: Challenge) -> str:
    side = f" {challenge.first_side}" if challenge.first_side else ""
    return GESTURES[challenge.gesture] + side
