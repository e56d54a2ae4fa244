"""The explanations: one short card beside a live picture."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ...choices import REPORTED, Instrument
from ...face.landmarks import LEFT_EYE, RIGHT_EYE
from ...face.measures import eye_aspect_ratio
from ...loop.shown import Moment
from ...loop.wishes import Command
from ...session.orders import all_orders
from ..canvas import icons
from ..canvas.canvas import Box, Canvas
from ..figures import LOOP_IN_FOUR, REPLAY_IN_FOUR, UNRULED_LOOP_IN_FOUR
from ..keys import row_of
from ..words.texts import Texts
from . import cards
from .cards import BLINK, CARDS, EAR, LINE, ORDER, PUPPET_EARS, TRICK, VISITORS, Slider
from .face_view import FaceMode, draw_face
from .parts import MARGIN, Style, draw_keys_row, split

PEOPLE_EAR = (0.13, 0.47)
"""Open eyes in clips of 20 people (docs/ACCURACY.md)."""
SCALE_EAR = 0.5
NOW = 32
"""Height of the row for the visitor's own eyes."""
_NUMBERED = ("p1", "p2", "p3", "p4", "p5", "p6")


@dataclass(frozen=True)
class Card:
    """Which card is shown, and where its slider stands (None: it has none)."""

    name: str = CARDS[0]
    slider: Slider | None = None


def draw_explain(canvas: Canvas, moment: Moment, card: Card, style: Style) -> Box | None:
    """Draw a card; return where its slider lies, if it has one."""
    texts = style.texts
    _, _, footer = split(canvas)
    margin = canvas.unit(MARGIN)
    whole = Box(margin, margin, canvas.box.width - 2 * margin, footer.y - margin - canvas.unit(8))
    left, right = whole.left(round(whole.width * 0.42), margin)
    _draw_live(canvas, left, moment, card, style)
    title, rest = right.top(canvas.unit(70), canvas.unit(10))
    number = CARDS.index(card.name) + 1
    canvas.text(
        title,
        f"{number}/{len(CARDS)}  {texts.get(f'card_{card.name}')}",
        46,
        canvas.theme.accent,
        middle=True,
    )
    below = card.name in (EAR, BLINK, ORDER, LINE)
    text, rest = rest.top(round(rest.height * (0.4 if below else 0.9)), canvas.unit(12))
    canvas.text(text, _card_words(card.name, moment.attack, style), 36 if below else 46)
    place = None
    if card.name == EAR:
        _draw_ratio(canvas, rest, moment, texts)
    elif card.name == ORDER:
        _draw_orders(canvas, rest, moment.frame.timestamp_s)
    elif card.slider is not None:
        place = _draw_slider_card(canvas, rest, moment, card.slider, texts)
    _draw_keys(canvas, footer, card, style)
    return place


IN_FOUR = {Instrument.REPLAY: REPLAY_IN_FOUR, Instrument.LOOPED_REPLAY: LOOP_IN_FOUR}
"""The chances that a card names, in four tries."""


def _card_words(card: str, attack: Instrument | None, style: Style) -> str:
    """What a card says; the one about tricks, of the trick that is shown."""
    if card == ORDER:
        orders = len(all_orders(REPORTED))
        return style.texts.get("card_order_text", orders=orders, attempts=style.settings.attempts)
    if card != TRICK or attack is None or not style.figures_hold:
        return style.texts.get(f"card_{card}_text")
    key = f"card_trick_{attack.name.lower()}"
    return style.texts.get(key, attempts=4, chance=IN_FOUR.get(attack, 0.0), without=UNRULED_LOOP_IN_FOUR)


def _draw_keys(canvas: Canvas, footer: Box, card: Card, style: Style) -> None:
    texts = style.texts
    more, less, trick = map(row_of, (Command.MORE, Command.LESS, Command.TRICK))
    middle = (f"1–{len(CARDS)}", "")
    if card.slider is not None:
        middle = (f"{more.name} {less.name}", texts.get("key_strict"))
    if card.name == TRICK and style.puppet:
        middle = (trick.name, trick.does(texts))
    turn = (row_of(Command.START).named(texts), texts.get("key_next_card"))
    back = (row_of(Command.EXPLAIN).named(texts), texts.get("key_back"))
    draw_keys_row(canvas, footer, [turn, middle, back])


def _draw_live(canvas: Canvas, box: Box, moment: Moment, card: Card, style: Style) -> None:
    if card.name == EAR:
        _draw_eye(canvas, box, moment, style)
        return
    note = style.note and style.texts.get(style.note)
    picture, rest = box.top(box.height - (canvas.unit(72) if note else 0), canvas.unit(6) if note else 0)
    mode = FaceMode.MESH if style.mode is FaceMode.FACE else style.mode
    draw_face(canvas, picture, moment.frame, moment.landmarks, mode, style.near)
    if note:
        canvas.text(rest, note, 26, canvas.theme.quiet)


def _draw_eye(canvas: Canvas, box: Box, moment: Moment, style: Style) -> None:
    """The visitor's left eye, mirrored, large, with its six points; without pixels if none are wanted."""
    canvas.panel(box)
    if moment.landmarks is None:
        canvas.text(box.inset(canvas.unit(30)), style.texts.get("card_ear_none"), 34, middle=True)
        return
    points = moment.landmarks.points_px[list(LEFT_EYE), :2]
    middle, width = points.mean(axis=0), max(8.0, float(np.linalg.norm(points[0] - points[3])) * 1.8)
    scale = box.width / width
    # mirrored: x runs the other way
    matrix = np.array(
        [[-scale, 0, box.width / 2 + scale * middle[0]], [0, scale, box.height / 2 - scale * middle[1]]]
    )
    if style.mode is not FaceMode.ONLY_MESH:
        size = (box.width, box.height)
        eye = cv2.warpAffine(moment.frame.image, matrix, size, flags=cv2.INTER_LINEAR)
        mask = np.zeros((box.height, box.width), np.uint8)
        axes = (round(box.width * 0.49), round(box.width * 0.4))
        cv2.ellipse(mask, (box.width // 2, box.height // 2), axes, 0, 0, 360, 255, cv2.FILLED, cv2.LINE_AA)
        target = canvas.image[box.y : box.y + box.height, box.x : box.x + box.width]
        cv2.copyTo(np.asarray(eye, np.uint8), mask, target)
    shown = points @ matrix[:, :2].T + matrix[:, 2] + (box.x, box.y)
    _draw_six(canvas, shown)


def _draw_six(canvas: Canvas, shown: NDArray[np.float64]) -> None:
    p1, p2, p3, p4, p5, p6 = shown
    for start, end, color in ((p1, p4, (255, 255, 255)), (p2, p6, (90, 230, 255)), (p3, p5, (90, 230, 255))):
        canvas.line(tuple(start), tuple(end), color, 4)
    for name, (x, y), up in zip(_NUMBERED, shown, (0, -1, -1, 0, 1, 1), strict=True):
        cv2.circle(canvas.image, (round(x), round(y)), canvas.unit(8), (90, 230, 255), -1, cv2.LINE_AA)
        size = canvas.unit(40)
        beside = canvas.unit(18) if up == 0 else -size // 2
        side = 1 if x > shown[:, 0].mean() else -1
        left = round(x) + (side * beside - (size if side < 0 else 0) if up == 0 else beside)
        label = Box(left, round(y) + up * canvas.unit(30) - canvas.unit(16), size, canvas.unit(32))
        canvas.panel(label, (0, 0, 0))
        canvas.text(label, name, 26, (255, 255, 255), align="center", middle=True)


def _draw_ratio(canvas: Canvas, box: Box, moment: Moment, texts: Texts) -> None:
    """The ratio, step by step."""
    canvas.panel(box)
    inner = box.inset(canvas.unit(20))
    if moment.landmarks is None:
        canvas.text(inner, texts.get("card_ear_none"), 34, middle=True)
        return
    points = moment.landmarks.points_px
    p1, p2, p3, p4, p5, p6 = (points[index, :2] for index in LEFT_EYE)
    first, second, width = (float(np.linalg.norm(a - b)) for a, b in ((p2, p6), (p3, p5), (p1, p4)))
    ratio = eye_aspect_ratio(points, LEFT_EYE)
    other = eye_aspect_ratio(points, RIGHT_EYE)
    lines = (
        "( p2p6 + p3p5 ) / ( 2 · p1p4 )",
        f"( {first:.1f} + {second:.1f} ) / ( 2 · {width:.1f} )",
        f"= {ratio:.2f}   ({texts.get('left')};  {texts.get('right')}: {other:.2f})",
    )
    for line, size in zip(lines, (34, 34, 48), strict=True):
        row, inner = inner.top(canvas.unit(66))
        canvas.text(row, line, size, canvas.theme.good if size == 48 else None, middle=True)


def _draw_orders(canvas: Canvas, box: Box, time_s: float) -> None:
    """Every order, in icons; one after the other is drawn, one is the recording's."""
    orders = all_orders(REPORTED)
    drawn = int(time_s) * 5 % len(orders)
    theme = canvas.theme
    for index, order in enumerate(orders):
        column, row = index % 3, index // 3
        width, height = box.width // 3, box.height // 4
        tile = Box(box.x + column * width, box.y + row * height, width, height).inset(canvas.unit(6))
        canvas.panel(tile)
        if index == drawn:
            canvas.frame(tile, theme.accent, canvas.unit(4))
        for place, challenge in zip(tile.columns(3, 0), order, strict=True):
            size = min(place.width, place.height) * 2 // 3
            draw = icons.GESTURES[challenge.gesture]
            draw(canvas, place.middle, size, theme.ink, challenge.first_side)


def _draw_slider_card(canvas: Canvas, box: Box, moment: Moment, slider: Slider, texts: Texts) -> Box:
    canvas.panel(box)
    inner = box.inset(canvas.unit(18))
    row, inner = inner.top(canvas.unit(44), canvas.unit(4))
    if slider.card == BLINK:
        canvas.text(
            row, texts.get("card_blink_line", asked=slider.value), 32, canvas.theme.accent, middle=True
        )
        place, inner = inner.top(canvas.unit(44), canvas.unit(6))
        _draw_slider(canvas, place, slider)
        honest = cards.passing(cards.asked_shut_s(), slider.value)
        trick = cards.passing(cards.natural_longest_s(), slider.value)
        lines = [
            texts.get("card_puppets"),
            "– " + texts.get("card_blink_honest", passed=honest, count=VISITORS),
            "– " + texts.get("card_blink_trick", passed=trick, count=VISITORS),
        ]
    else:
        canvas.text(
            row, texts.get("card_line_fixed", line=slider.value), 32, canvas.theme.accent, middle=True
        )
        place, inner = inner.top(canvas.unit(NOW + 46), canvas.unit(8))
        _draw_people(canvas, place, moment, texts)
        _draw_slider(canvas, place, slider)
        everyone = len(PUPPET_EARS)
        honest, trick = cards.own_line()
        lines = [
            "– " + texts.get("card_line_honest", count=cards.called_shut(slider.value), all=everyone),
            "– " + texts.get("card_line_trick", count=cards.squint_counts(slider.value), all=everyone),
            "– " + texts.get("card_line_own", honest=honest, trick=trick),
        ]
    canvas.text(inner, "\n".join(lines), 29)
    return place


def _draw_slider(canvas: Canvas, box: Box, slider: Slider) -> None:
    """A line with a handle; on the card of the fixed line it is the scale itself."""
    theme, y = canvas.theme, box.y + box.height // 2
    share = slider.value / SCALE_EAR if slider.card == LINE else slider.share
    x = round(box.x + box.width * share)
    if slider.card != LINE:
        canvas.line((box.x, y), (box.x + box.width, y), theme.line, 6)
    canvas.line((x, box.y), (x, box.y + box.height), theme.accent, 8)


def _draw_people(canvas: Canvas, box: Box, moment: Moment, texts: Texts) -> None:
    """Where people's open eyes lie, and the visitor's now."""
    theme = canvas.theme

    def x_of(ear: float) -> int:
        return round(box.x + box.width * min(max(ear / SCALE_EAR, 0.0), 1.0))

    canvas.panel(box, theme.ground)
    low, high = (x_of(ear) for ear in PEOPLE_EAR)
    above, below = box.top(canvas.unit(NOW))
    band = Box(low, below.y, high - low, below.height)
    canvas.panel(band, theme.panel)
    canvas.frame(band, theme.line, 2)
    canvas.text(
        band.inset(canvas.unit(3)).left(band.width - canvas.unit(12))[0],
        texts.get("card_line_people"),
        26,
        theme.quiet,
        align="right",
        middle=True,
    )
    if moment.measures is not None:
        x = x_of((moment.measures.ear_left + moment.measures.ear_right) / 2)
        cv2.circle(canvas.image, (x, above.middle[1]), canvas.unit(12), theme.good, -1, cv2.LINE_AA)
        gap, wide = canvas.unit(18), canvas.unit(230)
        right = x + gap + wide <= above.x + above.width
        beside = Box(x + gap if right else x - gap - wide, above.y, wide, above.height)
        words = texts.get("card_line_now")
        canvas.text(beside, words, 26, theme.good, align="left" if right else "right", middle=True)


def slider_value(card: Card, place: Box, x: float) -> Slider | None:
    """Return the slider with its handle at this x of the canvas."""
    if card.slider is None:
        return None
    low, high, step, _ = cards.SLIDERS[card.slider.card]
    share = min(max((x - place.x) / place.width, 0.0), 1.0)
    value = share * SCALE_EAR if card.slider.card == LINE else low + share * (high - low)
    return Slider(card.slider.card, min(max(round(value / step) * step, low), high))
