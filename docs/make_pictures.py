"""Makes the pictures that the docs show, from the puppet alone: python docs/make_pictures.py [NAME ...].

One function a picture; without a name all are made. What is drawn is measured by the real model.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from liveness_demo.choices import Instrument
from liveness_demo.face.landmarker import Landmarker
from liveness_demo.face.landmarks import RIGHT_EYE
from liveness_demo.puppet.paint.renderer import Look, Pose, Puppet, Quality
from liveness_demo.puppet.source import PuppetOptions, PuppetSource
from liveness_demo.sources.frame import Frame

Image = NDArray[np.uint8]
Points = NDArray[np.float64]

FOLDER = Path(__file__).parent

A4_WIDTH_MM = 210.0
PAGE_PX = (1240, 1754)
"""A4 at 150 pixels an inch."""
MM_A_PX = A4_WIDTH_MM / PAGE_PX[0]
VIEW_PX, THUMB_PX, MARGIN_PX, GAP_PX = (850, 385), 240, 65, 22
EYE_WIDTH_PX = 520
"""Corner to corner on the page, about: 88 mm."""
RENDER_PX, DISTANCE_CM = 2160, 24.0
SETTLE = 5
"""Pictures until the model's smoothing has come to rest."""
GREY_STEP = 3
"""Grey levels are rounded to this: a print does not show it, and the file is smaller."""
INK, PAPER = 0, 255
SLIDE_PX, SLIDE_CM, POINT = (480, 400), 27.0, (80, 200, 80)
"""Of the faces on slides: the picture's size, how near they are, and the colour of a point."""

BIG_EYES = Look(tone=0.05, eye_opening=0.8, noise=0, distance_cm=DISTANCE_CM)
SMALL_EYES = Look(tone=0.05, eye_opening=0.0, noise=0, distance_cm=DISTANCE_CM)
PRINTED_EYES = {"A": (BIG_EYES, 0.0), "B": (BIG_EYES, 0.43), "C": (BIG_EYES, 1.0), "D": (SMALL_EYES, 0.0)}
"""Letter: look, and lids from 0 open to 1 shut. D is another puppet, with a smaller eye opening."""


@dataclass(frozen=True)
class PrintedEye:
    """One eye of the worksheet. page_px: (6, 2), p1 to p6 in pixels of the page, from the view's corner."""

    letter: str
    face: Image
    view: Image
    page_px: Points


def printed_eyes() -> list[PrintedEye]:
    """Render the four faces, find the six points with the model, and cut out the eye."""
    return [_printed_eye(letter, look, lids) for letter, (look, lids) in PRINTED_EYES.items()]


def printed_face() -> Image:
    """Return the worksheet of the unplugged lesson: an A4 page in grey, four eyes with six crosses each."""
    page = np.full(PAGE_PX[::-1], PAPER, np.uint8)
    for row, eye in enumerate(printed_eyes()):
        top = MARGIN_PX + row * (VIEW_PX[1] + GAP_PX)
        face = np.asarray(cv2.resize(eye.face, (THUMB_PX, THUMB_PX), interpolation=cv2.INTER_AREA), np.uint8)
        face_top = top + VIEW_PX[1] - THUMB_PX
        _framed(page, MARGIN_PX, face_top, face)
        _letter(page, eye.letter, (MARGIN_PX + THUMB_PX // 2, top + 62))
        left = PAGE_PX[0] - MARGIN_PX - VIEW_PX[0]
        view = eye.view.copy()
        for number, point in enumerate(eye.page_px, start=1):
            _cross(view, number, point)
        _framed(page, left, top, view)
    return page


def _printed_eye(letter: str, look: Look, lids: float) -> PrintedEye:
    picture = Puppet(look, (RENDER_PX, RENDER_PX), Quality.FINE).render(Pose(lid_left=lids, lid_right=lids))
    with Landmarker() as landmarker:
        seen = [landmarker.detect(Frame(picture, index / 30)) for index in range(SETTLE)][-1]
    if seen is None:
        raise SystemExit(f"The model finds no face in picture {letter}.")
    points = seen.points_px[list(RIGHT_EYE), :2]
    scale = EYE_WIDTH_PX / float(np.hypot(*(points[3] - points[0])))
    centre = (points[0] + points[3]) / 2
    # one matrix moves the picture and the points, so that the crosses stay where the model put them
    shift = np.array(VIEW_PX) / 2 - scale * centre
    move = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
    grey = _for_print(picture)
    view = np.asarray(cv2.warpAffine(grey, move, VIEW_PX, flags=cv2.INTER_CUBIC), np.uint8)
    return PrintedEye(letter, grey, _rounded(view), points * scale + shift)


def _for_print(picture: Image) -> Image:
    """Grey, and lighter: skin is to cost little ink."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) / 255.0
    return np.asarray(255 * np.clip(1.12 * grey**0.6, 0, 1), np.uint8)


def _rounded(grey: Image) -> Image:
    levels = (grey.astype(int) + GREY_STEP // 2) // GREY_STEP * GREY_STEP
    return np.asarray(np.minimum(255, levels), np.uint8)


def _framed(page: Image, left: int, top: int, picture: Image) -> None:
    height, width = picture.shape
    page[top : top + height, left : left + width] = picture
    cv2.rectangle(page, (left, top), (left + width - 1, top + height - 1), (INK,), 1)


def _letter(page: Image, letter: str, centre: tuple[int, int]) -> None:
    _text(page, letter, centre, 90)


def _cross(view: Image, number: int, point: Points) -> None:
    """A cross at the point; its number beside it, away from the eye's middle."""
    x, y = (round(float(value)) for value in point)
    for thickness, ink in ((7, PAPER), (2, INK)):
        cv2.drawMarker(view, (x, y), (ink,), cv2.MARKER_CROSS, 30, thickness)
    away = {1: (-54, 0), 2: (0, -56), 3: (0, -56), 4: (54, 0), 5: (0, 56), 6: (0, 56)}[number]
    centre = (x + away[0], y + away[1])
    cv2.circle(view, centre, 25, (PAPER,), -1, cv2.LINE_AA)
    cv2.circle(view, centre, 25, (INK,), 2, cv2.LINE_AA)
    _text(view, str(number), centre, 36)


def _text(image: Image, text: str, centre: tuple[int, int], size: int) -> None:
    font = cv2.FontFace("sans")
    box = cv2.getTextSize((0, 0), text, (0, 0), font, size)
    origin = (centre[0] - box[0] - box[2] // 2, centre[1] - box[1] - box[3] // 2)
    cv2.putText(image, text, origin, (INK,), font, size)


def slide_face(pose: Pose, points: bool = False) -> Image:
    """Return the puppet for a slide of the kit. points: with the model's points on it."""
    picture = Puppet(replace(BIG_EYES, distance_cm=SLIDE_CM, tone=0.45), SLIDE_PX, Quality.FINE).render(pose)
    if points:
        with Landmarker() as landmarker:
            seen = landmarker.detect(Frame(picture, 0.0))
        assert seen is not None
        for x, y, _ in seen.points_px:
            cv2.circle(picture, (round(x), round(y)), 2, POINT, -1, cv2.LINE_AA)
    return picture


def slide_eye(letter: str) -> Image:
    """Return one eye of the worksheet with its six crosses, for a slide of the kit."""
    eye = _printed_eye(letter, *PRINTED_EYES[letter])
    for number, point in enumerate(eye.page_px, start=1):
        _cross(eye.view, number, point)
    return eye.view


def slide_print() -> Image:
    """Return what the camera sees of a print that is held before it."""
    with PuppetSource(PuppetOptions(eyes=0.6, tone=0.45), 4, attack=Instrument.PHOTO) as source:
        return next(iter(source)).image


PICTURES: dict[str, Callable[[], Image]] = {
    "pictures/printed_face.png": printed_face,
    "kit/pictures/rest.webp": lambda: slide_face(Pose(), points=True),
    "kit/pictures/shut.webp": lambda: slide_face(Pose(lid_left=1, lid_right=1)),
    "kit/pictures/mouth.webp": lambda: slide_face(Pose(jaw=1)),
    "kit/pictures/turn.webp": lambda: slide_face(Pose(yaw_deg=30)),
    "kit/pictures/eye.webp": lambda: slide_eye("A"),
    "kit/pictures/small_eye.webp": lambda: slide_eye("D"),
    "kit/pictures/print.webp": slide_print,
}
"""File within docs: the function that returns the picture."""


def main(names: list[str]) -> int:
    """Make the pictures of these names, or all."""
    for name in names or PICTURES:
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        quality = (
            [cv2.IMWRITE_PNG_COMPRESSION, 9] if path.suffix == ".png" else [cv2.IMWRITE_WEBP_QUALITY, 60]
        )
        cv2.imwrite(str(path), PICTURES[name](), quality)
        print(f"{name}: {path.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
