"""The colours of the face, painted on the canonical texture (1024 x 1024 pixels)."""

from dataclasses import dataclass

import numpy as np

from ...face.mesh import ByteArray, FloatArray
from ..shape import points
from .paint import Surface, curve

FACE_PX = 1024
_TONES_BGR = np.array(
    [
        [186, 206, 240],
        [152, 180, 228],
        [118, 150, 208],
        [88, 122, 180],
        [64, 94, 148],
        [48, 70, 114],
        [40, 54, 86],
    ],
    np.float32,
)


def _colour(*bgr: float) -> FloatArray:
    return np.array(bgr, np.float32)


@dataclass(frozen=True)
class Palette:
    """The colours of one visitor, BGR 0..255."""

    skin: FloatArray
    hair: FloatArray
    iris: FloatArray
    shirt: FloatArray

    @property
    def blush(self) -> FloatArray:
        return self.skin * _colour(0.74, 0.74, 1.05)

    @property
    def shadow(self) -> FloatArray:
        return self.skin * _colour(0.62, 0.62, 0.70)

    @property
    def lip(self) -> FloatArray:
        return self.skin * _colour(0.64, 0.56, 0.82) + _colour(12, 4, 22)


def palette(tone: float) -> Palette:
    """Colours for a skin tone 0 (light) .. 1 (dark)."""
    place = tone * (len(_TONES_BGR) - 1)
    skin = np.array(
        [np.interp(place, range(len(_TONES_BGR)), channel) for channel in _TONES_BGR.T], np.float32
    )
    return Palette(
        skin,
        hair=_colour(30, 44, 74) * np.float32(1.1 - 0.6 * tone),
        iris=_colour(112, 92, 48),
        shirt=_colour(142, 104, 44),
    )


def paint_face(texture_uv: FloatArray, colours: Palette, rng: np.random.Generator) -> ByteArray:
    """The face texture (1024, 1024, 3); `texture_uv` (468, 2) says where the points lie on it."""
    place = texture_uv * FACE_PX
    canvas = Surface(FACE_PX, FACE_PX, colours.skin)
    canvas.grain(rng, 24, 0.014)
    canvas.grain(rng, 3, 0.008)
    for cheek in (205, 425):
        canvas.spot(place[cheek], (66, 52), colours.blush, 0.45)
    canvas.spot(place[4], (36, 30), colours.blush, 0.40)
    for eye in points.EYES:
        _paint_eye(canvas, place, eye, colours)
    for upper, lower in points.BROWS:
        _paint_brow(canvas, curve(place[upper]), curve(place[lower]), colours, rng)
    _paint_nose(canvas, place, colours)
    _paint_lips(canvas, place, colours)
    return canvas.finished()


def _paint_eye(canvas: Surface, place: FloatArray, eye: points.EyePoints, colours: Palette) -> None:
    centre = place[eye.lids].mean(axis=0)
    canvas.spot(centre + np.array([0, 2], np.float32), (74, 40), colours.shadow, 0.30)
    canvas.line(curve(place[eye.fold]), 3, 2.0, colours.shadow * 0.8, 0.7)
    canvas.line(curve(place[eye.below] + (0, 4)), 5, 5, colours.shadow, 0.25)
    # Thin on purpose: the skin behind the lashes is stretched threefold when the eye shuts.
    lashes = curve(place[[eye.outer_corner, *eye.upper_lid, eye.inner_corner]])
    canvas.line(lashes - (0, 0.5), 4, 0.7, _colour(20, 18, 24), 0.95)
    lower = curve(place[[eye.outer_corner, *eye.lower_lid, eye.inner_corner]])
    canvas.line(lower + np.array([0, 1], np.float32), 3, 1.2, colours.skin * _colour(0.45, 0.42, 0.55), 0.6)


def _paint_brow(
    canvas: Surface, upper: FloatArray, lower: FloatArray, colours: Palette, rng: np.random.Generator
) -> None:
    """A soft patch, tapered to the outer end, with single hairs on it."""
    middle = 0.5 * (upper + lower)
    along = np.linspace(0, 1, len(middle), dtype=np.float32)
    # Round at the inner end, thin at the outer end, arched: level brows look stern.
    thickness = 0.44 * np.sqrt(np.clip((1.0 - along) / 0.12, 0.05, 1)) * (0.30 + 0.70 * np.sqrt(along))
    half = (upper - lower) * thickness[:, None]
    middle = middle + np.stack([0 * along, 4 - 9 * np.sin(np.pi * along)], axis=1)
    outline = np.concatenate([middle + half, (middle - half)[::-1]])
    canvas.polygon(outline, 3.5, colours.hair * 0.8, 0.78)
    for number in rng.integers(0, len(middle), 160):
        start = middle[number] + half[number] * rng.uniform(-0.95, 0.8)
        along_brow = middle[max(number - 8, 0)] - middle[min(number + 8, len(middle) - 1)]
        direction = along_brow / (np.hypot(*along_brow) + 1e-6)
        rise = half[number] / (np.hypot(*half[number]) + 1e-6)
        end = start + direction * rng.uniform(8, 16) + rise * rng.uniform(2, 6)
        canvas.line(np.stack([start, end]).astype(np.float32), 1, 0.7, colours.hair * 0.5, 0.6)


def _paint_nose(canvas: Surface, place: FloatArray, colours: Palette) -> None:
    for wing in ([98, 97, 60, 99, 20, 79, 238, 75], [327, 326, 290, 328, 250, 309, 458, 305]):
        nostril = place[wing].mean(axis=0)
        canvas.spot(nostril, (20, 10), colours.shadow * 0.8, 0.55)
        canvas.spot(nostril, (9.0, 4.6), _colour(18, 18, 36), 0.85, hard=1.5)
    canvas.line(curve(place[[98, 97, 2, 326, 327]]), 4, 4, colours.shadow, 0.5)
    for wing in ([48, 64, 98], [278, 294, 327]):
        canvas.line(curve(place[wing]), 4, 3.5, colours.shadow, 0.45)
    for fold in ([129, 203, 206, 216, 212], [358, 423, 426, 436, 432]):
        canvas.line(curve(place[fold]), 4, 8, colours.shadow, 0.22)


def _paint_lips(canvas: Surface, place: FloatArray, colours: Palette) -> None:
    upper, lower = points.LIPS_OUTSIDE[:11], [*points.LIPS_OUTSIDE[10:], points.LIPS_OUTSIDE[0]]
    outline = np.concatenate([curve(place[upper]), curve(place[lower])])
    canvas.polygon(outline, 2.5, colours.lip, 0.85)
    inner_upper, inner_lower = points.LIPS_INSIDE[:11], [*points.LIPS_INSIDE[10:], points.LIPS_INSIDE[0]]
    canvas.line(curve(place[inner_upper]), 5, 2.5, colours.lip * 0.55, 0.8)
    canvas.line(curve(place[inner_lower]), 5, 2.5, colours.lip * 0.62, 0.7)
    for corner, outward in ((61, -1), (291, 1)):
        canvas.spot(place[corner] + (4 * outward, -2), (9, 7), colours.shadow * 0.8, 0.55)
    canvas.spot(place[17] + (0, 10), (60, 9), colours.shadow, 0.4)
    canvas.spot(0.5 * (place[16] + place[15]), (40, 6), np.minimum(colours.lip * 1.3, 255), 0.4)
