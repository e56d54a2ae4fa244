"""The explanations: one short card beside a live picture, all in one layout."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ...choices import REPORTED, Gesture, Instrument, Side
from ...face.landmarks import LEFT_EYE
from ...gestures.table import KINDS
from ...loop.shown import Moment
from ...loop.wishes import Command, Wish
from ...session.orders import all_orders
from ..canvas import icons
from ..canvas.box import Box
from ..canvas.canvas import LARGE, MEDIUM, SMALL, Canvas, Paragraph
from ..figures import LOOP_IN_FOUR, REPLAY_IN_FOUR, UNRULED_LOOP_IN_FOUR
from ..keys import row_of
from ..words.texts import Texts
from . import cards
from .cards import BLINK, CARDS, EAR, LINE, MOUTH, ORDER, POINTS, PUPPET_EARS, TRICK, TURN, VISITORS, Slider
from .dial import draw_dial
from .face_view import FaceMode, draw_face, view_of
from .measuring import EYES, MEASURED, Measured, draw_enlarged, draw_measured, lengths
from .meters import Meter
from .parts import GAP, Style, draw_band, draw_buttons, lay_out
from .strip import scale_of

PICTURE_SHARE = 0.27
"""Of the screen, for the picture beside a card."""
WORDS_SHARE = {LINE: 0.36}
"""Of the column's height, where it is another than usual."""
PEOPLE_EAR = (0.13, 0.47)
"""Open eyes in clips of 20 people (docs/ACCURACY.md)."""
SCALE_EAR = 0.5
NOW = 32
"""Height of the row for the visitor's own eyes."""
_NUMBERED = ("p1", "p2", "p3", "p4", "p5", "p6")
SHOWN: dict[str, Measured] = {EAR: EYES[Side.LEFT], MOUTH: MEASURED[Gesture.MOUTH]}
"""What is shown enlarged instead of the face."""


@dataclass(frozen=True)
class Card:
    """Which card is shown, and where its slider stands (None: it has none)."""

    name: str = CARDS[0]
    slider: Slider | None = None


def draw_explain(canvas: Canvas, moment: Moment, card: Card, style: Style) -> Box | None:
    """Draw a card; return where its slider lies, if it has one."""
    texts, layout = style.texts, lay_out(canvas, PICTURE_SHARE)
    number = f"{CARDS.index(card.name) + 1}/{len(CARDS)}"
    note = texts.get(style.note) if style.note else ""
    draw_band(canvas, layout.band, None, f"{number}  {texts.get(f'card_{card.name}')}", note)
    _draw_live(canvas, layout.picture, moment, card, style)
    words = _card_words(card.name, moment.attack, style)
    place = None
    if card.name in _BELOW or card.slider is not None:
        share = WORDS_SHARE.get(card.name, 0.44)
        text, below = layout.column.top(round(layout.column.height * share), canvas.unit(GAP))
        canvas.text(text, words, MEDIUM)
        if card.slider is not None:
            place = _draw_slider_card(canvas, below, moment, card.slider, texts)
        else:
            _BELOW[card.name](canvas, below, moment, style)
    else:
        canvas.text(layout.column, words, MEDIUM)
    _draw_keys(canvas, layout.footer, card, style)
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
    turn = (row_of(Command.START).named(texts), texts.get("key_next_card"), Command.START)
    back = (row_of(Command.EXPLAIN).named(texts), texts.get("key_back"), Command.EXPLAIN)
    middle: list[tuple[str, str, Wish | None]] = [(f"1–{len(CARDS)}", "", None)]
    if card.slider is not None:
        middle = [
            (less.name, texts.get("key_less"), less.wish),
            (more.name, texts.get("key_more"), more.wish),
        ]
    if card.name == TRICK and style.tricks:
        middle = [(trick.name, trick.does(texts), trick.wish)]
    draw_buttons(canvas, footer, [turn, *middle, back])


def _draw_live(canvas: Canvas, box: Box, moment: Moment, card: Card, style: Style) -> None:
    """The face, or the part of it that the card is about; without pixels if none are wanted."""
    landmarks = moment.landmarks
    if landmarks is not None and card.name in SHOWN:
        view = draw_enlarged(canvas, box, moment, SHOWN[card.name], style)
        if card.name == EAR:
            _draw_six(canvas, view.on_screen(landmarks.points_px)[list(LEFT_EYE)])
        return
    mode = FaceMode.MESH if style.mode is FaceMode.FACE and card.name == POINTS else style.mode
    near = None if mode is FaceMode.WHOLE else style.near
    view = view_of(box, moment.frame, near)
    draw_face(canvas, view, moment.frame, landmarks, mode)
    if landmarks is not None and card.name == TURN:
        draw_measured(canvas, MEASURED[Gesture.TURN], landmarks, view, 4)


def _draw_six(canvas: Canvas, shown: NDArray[np.float64]) -> None:
    for name, (x, y), up in zip(_NUMBERED, shown, (0, -1, -1, 0, 1, 1), strict=True):
        cv2.circle(canvas.image, (round(x), round(y)), canvas.unit(8), (90, 230, 255), -1, cv2.LINE_AA)
        size = canvas.unit(40)
        beside = canvas.unit(18) if up == 0 else -size // 2
        side = 1 if x > shown[:, 0].mean() else -1
        left = round(x) + (side * beside - (size if side < 0 else 0) if up == 0 else beside)
        label = Box(left, round(y) + up * canvas.unit(30) - canvas.unit(16), size, canvas.unit(32))
        canvas.panel(label, (0, 0, 0))
        canvas.text(label, name, SMALL, (255, 255, 255), align="center", middle=True)


def _draw_ratio(canvas: Canvas, box: Box, moment: Moment, style: Style) -> None:
    """The six points' ratio, step by step."""
    _draw_sum(canvas, box, style, SHOWN[EAR], "( p2p6 + p3p5 ) : ( 2 · p1p4 )", "( {} + {} ) : ( 2 · {} )")


def _draw_mouth(canvas: Canvas, box: Box, moment: Moment, style: Style) -> None:
    """The lips' three gaps and the mouth's width."""
    words = style.texts.get("card_mouth_sum")
    _draw_sum(canvas, box, style, SHOWN[MOUTH], words, "( {} + {} + {} ) : ( 3 · {} )")


def _draw_sum(canvas: Canvas, box: Box, style: Style, measured: Measured, words: str, form: str) -> None:
    """A ratio: in words, in pixels of this picture, and what comes out. form: a place for each length."""
    texts = style.texts
    canvas.panel(box)
    inner = box.inset(canvas.unit(GAP))
    if style.measured is None:
        canvas.text(inner, texts.get("card_ear_none"), MEDIUM, middle=True)
        return
    heights, width = lengths(measured, style.measured.points_px)
    numbers = [texts.number(length, ".1f") for length in (*heights, width)]
    ratio = sum(heights) / len(heights) / max(width, 1e-6)
    shown = [
        Paragraph(words, SMALL, canvas.theme.quiet),
        Paragraph(form.format(*numbers), MEDIUM),
        Paragraph(f"= {texts.number(ratio, '.2f')}", LARGE, canvas.theme.good),
    ]
    canvas.paragraphs(inner, shown, 12, middle=True)


def _draw_angle(canvas: Canvas, box: Box, moment: Moment, style: Style) -> None:
    """A head from above, turned as far as this one."""
    canvas.panel(box)
    yaw_deg = moment.measures.yaw_deg if moment.measures else None
    side = Side.RIGHT if yaw_deg is not None and yaw_deg < 0 else Side.LEFT
    value = None if yaw_deg is None else abs(yaw_deg)
    kind = KINDS[Gesture.TURN]
    meter = Meter(Gesture.TURN, value, scale_of(kind.usual, style.settings), False, side)
    draw_dial(canvas, box.inset(canvas.unit(GAP)), meter, moment.landmarks, style.texts)


def _draw_orders(canvas: Canvas, box: Box, moment: Moment, style: Style) -> None:
    """Every order, in icons; one after the other is drawn, one is the recording's."""
    orders = all_orders(REPORTED)
    drawn = int(moment.frame.timestamp_s) * 5 % len(orders)
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


_BELOW: dict[str, Callable[[Canvas, Box, Moment, Style], None]] = {
    EAR: _draw_ratio,
    MOUTH: _draw_mouth,
    TURN: _draw_angle,
    ORDER: _draw_orders,
}
"""What a card shows below its words, by name."""


def _draw_slider_card(canvas: Canvas, box: Box, moment: Moment, slider: Slider, texts: Texts) -> Box:
    """Draw what a line leads to; return where the line can be dragged."""
    canvas.panel(box)
    inner = box.inset(canvas.unit(GAP))
    row, inner = inner.top(canvas.unit(SMALL + 8), canvas.unit(4))
    blink = slider.card == BLINK
    line = (
        texts.get("card_blink_line", asked=slider.value)
        if blink
        else texts.get("card_line_fixed", line=slider.value)
    )
    hint, row = row.right(canvas.unit(116), canvas.unit(4))
    canvas.text(row, line, SMALL, canvas.theme.accent, middle=True)
    canvas.text(hint, texts.get("drag"), SMALL, canvas.theme.quiet, align="right", middle=True)
    place, inner = inner.top(canvas.unit(44 if blink else NOW + 46), canvas.unit(8))
    if not blink:
        _draw_people(canvas, place, moment, texts)
    _draw_slider(canvas, place, slider)
    canvas.text(inner, "\n".join(_leads_to(slider, texts)), SMALL)
    return place


def _leads_to(slider: Slider, texts: Texts) -> list[str]:
    """Return what a line, moved here, leads to."""
    if slider.card == BLINK:
        honest = cards.passing(cards.asked_shut_s(), slider.value)
        trick = cards.passing(cards.natural_longest_s(), slider.value)
        return [
            texts.get("card_puppets"),
            "– " + texts.get("card_blink_honest", passed=honest, count=VISITORS),
            "– " + texts.get("card_blink_trick", passed=trick, count=VISITORS),
        ]
    everyone = len(PUPPET_EARS)
    honest, trick = cards.own_line()
    return [
        "– " + texts.get("card_line_honest", count=cards.called_shut(slider.value), all=everyone),
        "– " + texts.get("card_line_trick", count=cards.squint_counts(slider.value), all=everyone),
        "– " + texts.get("card_line_own", honest=honest, trick=trick),
    ]


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
        SMALL,
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
        canvas.text(beside, words, SMALL, theme.good, align="left" if right else "right", middle=True)


def slider_value(card: Card, place: Box, x: float) -> Slider | None:
    """Return the slider with its handle at this x of the canvas."""
    if card.slider is None:
        return None
    low, high, step, _ = cards.SLIDERS[card.slider.card]
    share = min(max((x - place.x) / place.width, 0.0), 1.0)
    value = share * SCALE_EAR if card.slider.card == LINE else low + share * (high - low)
    return Slider(card.slider.card, min(max(round(value / step) * step, low), high))
