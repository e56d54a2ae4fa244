"""All textures side by side in one picture, so that one look-up colours the whole puppet."""

import math
from functools import lru_cache

import cv2
import numpy as np

from ...face.mesh import ByteArray, FloatArray, bundled_mesh
from .face_paint import FACE_PX, Palette, paint_face, palette
from .paint import Surface, smooth_noise

_BORDER_PX = 4
_GREY = np.array([128, 128, 128], np.float32)
# Texture pixels per centimetre of the finely painted patches.
_DENSITY = {"face": FACE_PX / 15.5, "eye": 86.0, "ear": 27.0, "teeth": 28.0}


class Atlas:
    """Patches by name; `pixels` (height, width, 3) holds them all."""

    def __init__(self, patches: dict[str, ByteArray]) -> None:
        height = max(len(patch) for patch in patches.values()) + 2 * _BORDER_PX
        self._places: dict[str, tuple[int, int, int]] = {}
        columns, left = [], 0
        for name, patch in patches.items():
            rows, width = patch.shape[:2]
            below = height - rows - _BORDER_PX
            sides = (_BORDER_PX, below, _BORDER_PX, _BORDER_PX)
            columns.append(cv2.copyMakeBorder(patch, *sides, cv2.BORDER_REPLICATE))
            self._places[name] = (left + _BORDER_PX, width, rows)
            left += width + 2 * _BORDER_PX
        self.pixels: ByteArray = np.ascontiguousarray(np.concatenate(columns, axis=1), np.uint8)

    def to_pixels(self, name: str, texture_uv: FloatArray) -> FloatArray:
        """Places (n, 2) in `pixels` for u, v in 0..1 of the patch `name`."""
        left, width, height = self._places[name]
        uv = np.clip(texture_uv, 0, 1) * np.array([width - 1, height - 1], np.float32)
        return (uv + np.array([left, _BORDER_PX], np.float32)).astype(np.float32)


def paint_atlas(tone: float, pixels_per_cm: float) -> Atlas:
    """Return everything painted, for a skin tone 0..1 and the size at which the face will be seen."""
    patches = _painted(tone).items()
    return Atlas({name: _shrunk(patch, _DENSITY.get(name), pixels_per_cm) for name, patch in patches})


@lru_cache(maxsize=2)
def _painted(tone: float) -> dict[str, ByteArray]:
    """Return the patches at full size. They are kept, as the same puppet is often wanted in another size."""
    rng, colours = np.random.default_rng(3), palette(tone)
    patches = {
        "face": paint_face(bundled_mesh().texture_uv, colours, rng),
        "eye": _paint_eyeball(colours, rng),
        "ear": _paint_ear(colours),
        "teeth": _paint_teeth(),
        "hair": _paint_hair(colours, rng),
        "shirt": _paint_shirt(colours, rng),
    }
    plain = {
        "skin": colours.skin,
        "mouth": (34, 20, 66),
        "tongue": (100, 92, 190),
        "glint": (255, 255, 255),
        "frame": (46, 34, 30),
    }
    for name, colour in plain.items():
        patches[name] = Surface(8, 8, np.array(colour, np.float32)).finished()
    return patches


def _shrunk(patch: ByteArray, density: float | None, pixels_per_cm: float) -> ByteArray:
    """Painted large, then shrunk to what the picture can show: thin lines would flicker otherwise."""
    factor = (density or 0) / (1.7 * pixels_per_cm)
    if factor <= 1:
        return patch
    size = (math.ceil(patch.shape[1] / factor), math.ceil(patch.shape[0] / factor))
    return np.asarray(cv2.resize(patch, size, interpolation=cv2.INTER_AREA), np.uint8)


def _paint_eyeball(colours: Palette, rng: np.random.Generator) -> ByteArray:
    """Seen along the gaze; the patch reaches 60 degrees to each side."""
    side, iris_radius, pupil_radius = 256, 0.45, 0.19
    canvas = Surface(side, side, np.array([224, 229, 234], np.float32))
    y, x = (np.mgrid[:side, :side].astype(np.float32) - side / 2) / (side / 2)
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    canvas.pixels -= np.clip(radius - 0.55, 0, 1)[..., None] * np.array([80, 75, 45], np.float32)
    streaks = 1 + 0.15 * np.sin(angle * 31 + 5 * radius) + 0.10 * smooth_noise(rng, (side, side), 2)
    iris = colours.iris * (streaks * (1.75 - 1.25 * np.clip(radius / iris_radius, 0, 1) ** 3))[..., None]
    # Lighter below: the lamp shines through the iris from above.
    iris *= (1 + 0.35 * np.clip(y / iris_radius, -1, 1))[..., None]
    for colour, edge in ((iris, iris_radius), (np.float32(10), pupil_radius)):
        inside = np.clip((edge - radius) * 40, 0, 1)[..., None]
        canvas.pixels += inside * (colour - canvas.pixels)
    return canvas.finished()


def _paint_ear(colours: Palette) -> ByteArray:
    canvas = Surface(160, 160, colours.skin * np.array([0.92, 0.90, 1.0], np.float32))
    canvas.spot(np.array([82, 72], np.float32), (24, 36), colours.shadow * 0.85, 0.8)
    return canvas.finished()


def _paint_teeth() -> ByteArray:
    canvas = Surface(96, 128, np.array([220, 234, 240], np.float32))
    for gap in np.linspace(0, 128, 11)[1:-1]:
        canvas.line(np.array([[gap, 0], [gap, 96]], np.float32), 1, 0.8, _GREY, 0.5)
    return canvas.finished()


def _paint_hair(colours: Palette, rng: np.random.Generator) -> ByteArray:
    height, width = 240, 960
    canvas = Surface(height, width, colours.hair)
    # Strands run from the crown (top) to the hairline (bottom): noise stretched along v.
    for size_px, strength in ((1.6, 0.20), (6.0, 0.22)):
        across = smooth_noise(rng, (16, width), size_px)
        canvas.pixels *= (1 + strength * cv2.resize(across, (width, height)))[..., None]
    band = np.exp(-0.5 * ((np.linspace(0, 1, height) - 0.52) / 0.10) ** 2)
    canvas.pixels *= (1 + 0.55 * band)[:, None, None].astype(np.float32)
    canvas.pixels += 8
    return canvas.finished()


def _paint_shirt(colours: Palette, rng: np.random.Generator) -> ByteArray:
    height, width, label = 288, 480, "PUPPET"
    canvas = Surface(height, width, colours.shirt)
    canvas.grain(rng, 1, 0.03)
    canvas.grain(rng, 14, 0.05)
    canvas.polygon(
        np.array([[0, 0], [width, 0], [width, 14], [0, 14]], np.float32), 1, colours.shirt * 0.6, 0.9
    )
    (text_width, _), _ = cv2.getTextSize(label, cv2.FONT_HERSHEY_DUPLEX, 1.35, 4)
    mask = np.zeros((height, width, 3), np.uint8)
    origin = (width // 2 - text_width // 2, int(height * 0.24))
    cv2.putText(mask, label, origin, cv2.FONT_HERSHEY_DUPLEX, 1.35, (255, 255, 255), 4, cv2.LINE_AA)
    mirrored = np.ascontiguousarray(mask[:, ::-1, 0])  # the stage is a mirror, and there the word is read
    canvas.stencil(mirrored, np.array([235, 240, 240], np.float32), 0.95)
    return canvas.finished()
