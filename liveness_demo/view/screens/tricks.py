"""Tricks: the vote before one, the stamp on what became of it, and the table that fills as they are tried."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ...choices import Instrument
from ...loop.counts import TrickCount, Tricks
from ..canvas import icons
from ..canvas.box import Box
from ..canvas.canvas import HUGE, LARGE, MEDIUM, SMALL, Canvas, Paragraph
from ..canvas.typeset import LINE_STEP, set_line, text_width
from ..words.texts import Texts
from .face_view import Near, draw_mesh_alone
from .parts import GAP

SLANT_DEG = 6.0
DRIVER, LINE = 0.3, 44
"""Width of the mesh that moves a made face, of the picture's; height of the words below it, in units."""
STAMP = 0.36
"""Of a screen's width."""
HIGHEST, SIDE_BY_SIDE = 120, 500
"""Of a trick's place in the table: its height; from which width on its name and its end stand in one line."""
ROWS = {1: 76, 2: 104, 3: 84}
"""The least height of a row of the table, in units, by how many tricks stand in it."""


def draw_vote(canvas: Canvas, box: Box, may_start_anyway: bool, texts: Texts) -> None:
    """Draw the question before a trick, for the whole room, and what the try still waits for."""
    canvas.panel(box)
    line, question = box.inset(canvas.unit(30)).bottom(canvas.unit(2 * MEDIUM + 20), canvas.unit(GAP))
    canvas.text(question, texts.get("trick_vote"), HUGE, align="center", middle=True)
    waits = texts.get("start_anyway" if may_start_anyway else "trick_waits")
    canvas.text(line, waits, MEDIUM, canvas.theme.quiet, align="center", middle=True)


def draw_driver(canvas: Canvas, box: Box, points_px: NDArray[np.float64], near: Near, texts: Texts) -> None:
    """Draw over a picture, small, the mesh of the face that moves what is in it, and whose picture is judged.

    points_px: (478, 2), that face's, in its own picture; near: where it stands there.
    """
    wide, line = round(box.width * DRIVER), canvas.unit(LINE)
    judged = Box(box.x, box.y, wide, line)
    canvas.panel(judged)
    canvas.text(judged, texts.get("trick_judged"), SMALL, canvas.theme.accent, align="center", middle=True)
    corner = box.bottom(round(wide * 1.1) + line)[0].left(wide)[0]
    words, mesh = corner.bottom(line)
    draw_mesh_alone(canvas, mesh, points_px, near)
    canvas.panel(words)
    canvas.text(words, texts.get("trick_moves"), SMALL, canvas.theme.accent, align="center", middle=True)


def draw_stamp(canvas: Canvas, box: Box, passed: bool, texts: Texts) -> None:
    """Stamp what became of a trick, slanted, as large as the box allows."""
    ground = canvas.theme.ground
    canvas.panel(box, ground)
    color = canvas.theme.good if passed else canvas.theme.warn
    words, size = texts.get("stamp_passed" if passed else "stamp_stopped"), canvas.unit(HUGE)
    margin = canvas.unit(24)
    while size > canvas.smallest and not _slanted_fits(text_width(words, size), size, margin, box):
        size -= 1
    line = set_line(words, size, color, ground)
    high, wide = line.shape[0] + margin, line.shape[1] + 2 * margin
    stamp = np.full((high, wide, 3), ground, np.uint8)
    stamp[margin // 2 : margin // 2 + line.shape[0], margin : margin + line.shape[1]] = line
    thick = canvas.unit(8)
    cv2.rectangle(stamp, (thick // 2, thick // 2), (wide - thick, high - thick), color, thick)
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), SLANT_DEG, 1.0)
    turn[:, 2] += (box.width - wide) / 2, (box.height - high) / 2
    target = canvas.image[box.y : box.y + box.height, box.x : box.x + box.width]
    cv2.warpAffine(
        stamp, turn, (box.width, box.height), dst=target, flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_TRANSPARENT,
    )  # fmt: skip


def _slanted_fits(wide: int, size: int, margin: int, box: Box) -> bool:
    turned = np.radians(SLANT_DEG)
    across, down = wide + 2 * margin + 6, size * LINE_STEP + margin + 6
    high = across * np.sin(turned) + down * np.cos(turned)
    return bool(across * np.cos(turned) + down * np.sin(turned) <= box.width and high <= box.height)


def table_units(canvas: Canvas) -> int:
    """Return how high the table has to be, in units: beside each other rules take two or three lines."""
    across = _across(canvas)
    return -(-len(Instrument) // across) * ROWS[across]


def _across(canvas: Canvas) -> int:
    """Return how many tricks stand beside each other."""
    if not canvas.box.wide:
        return 1
    return 3 if canvas.box.width > canvas.unit(1200) else 2


def draw_tricks(canvas: Canvas, box: Box, tricks: Tricks, now: Instrument, texts: Texts) -> None:
    """Draw all tricks and what became of each; what was not tried is open. now: the one just tried."""
    tried = {count.instrument: count for count in tricks.counts}
    across = _across(canvas)
    down = -(-len(Instrument) // across)
    gap = canvas.unit(GAP)
    columns = box.columns(across, gap)
    high = min(canvas.unit(HIGHEST), (box.height + gap) // down - gap)
    for index, attack in enumerate(Instrument):
        column = columns[index // down]
        cell = Box(column.x, column.y + index % down * (high + gap), column.width, high)
        canvas.panel(cell)
        if attack is now:
            canvas.frame(cell, canvas.theme.accent, canvas.unit(4))
        _draw_trick(canvas, cell, attack, tried.get(attack), texts)


def _draw_trick(canvas: Canvas, box: Box, attack: Instrument, tried: TrickCount | None, texts: Texts) -> None:
    """A mark, the trick's name, and how it ended if there is room; a question mark while nobody knows."""
    theme, size = canvas.theme, canvas.unit(40)
    mark, rest = box.left(canvas.unit(56), 0)
    ended = Paragraph("", SMALL)
    if tried is None:
        canvas.text(mark, "?", LARGE, theme.quiet, align="center", middle=True)
    elif tried.passed:
        icons.check(canvas, mark.middle, size, theme.good)
        words = texts.get("trick_passed_of", passed=tried.passed, tries=tried.tried)
        ended = Paragraph(words, SMALL, theme.good)
    else:
        icons.cross(canvas, mark.middle, size, theme.warn)
        ended = Paragraph(texts.title(tried.last), SMALL, theme.warn)
    rest = rest.left(rest.width - canvas.unit(GAP))[0]
    name = Paragraph(texts.trick_name(attack), SMALL)
    if rest.width < canvas.unit(SIDE_BY_SIDE):
        both = bool(ended.text) and canvas.fits(rest, [name, ended], 2)
        canvas.paragraphs(rest, [name, ended][: 1 + both], 2, middle=True)
        return
    left, right = rest.left(round(rest.width * 0.4), canvas.unit(GAP))
    canvas.paragraphs(left, [name], 0, middle=True)
    if canvas.fits(right, [ended], 0):
        canvas.paragraphs(right, [ended], 0, middle=True)
