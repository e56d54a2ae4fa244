"""A flat thing that a hand holds before the camera: a print or a screen, somewhere in the room."""

from dataclasses import dataclass

import cv2
import numpy as np

from ...face.mesh import ByteArray, FloatArray, IntArray
from ..paint.projection import Projection
from ..paint.room import paint_room
from ..paint.shading import Lamp
from ..shape.geometry import VertexNormals, grid_triangles, normalized, rotation

PAPER_SHADE = 140.0
"""Of a lamp's light on white paper that faces the camera: it comes out a little brighter than the wall."""
_SAMPLES = 2
_Color = tuple[float, float, float]
_SKIN, _NAIL, _SLEEVE = (132.0, 160.0, 205.0), (168.0, 182.0, 222.0), (96.0, 74.0, 62.0)


@dataclass(frozen=True)
class Holding:
    """Where it is in one picture. Angles as for a head: with positive yaw it faces the picture's right.

    pivot_cm: so far behind its middle lies the point about which it turns.
    """

    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    x_cm: float = 0.0
    y_cm: float = 0.0
    distance_cm: float = 42.0
    pivot_cm: float = 0.0


@dataclass(frozen=True)
class _Body:
    """A part of the hand, from the middle of the thing's lower edge, in cm. colors: (n, 3), BGR."""

    vertices: FloatArray
    normals: FloatArray
    triangles: IntArray
    colors: FloatArray


class HeldThing:
    """Draws one. size_cm: width and height with its border. glows: a screen, which no lamp shades."""

    def __init__(
        self, size_cm: tuple[float, float], picture_size_px: tuple[int, int], glows: bool = False
    ) -> None:
        self._glows = glows
        self._camera, self._fine = Projection(picture_size_px, 1), Projection(picture_size_px, _SAMPLES)
        self._lamp = Lamp(0.45)
        self._room = paint_room(*picture_size_px)
        right, top = size_cm[0] / 2, size_cm[1] / 2
        self._corners = np.array([(x, y, 0) for x in (-right, right) for y in (top, -top)], np.float32)
        self._lower_edge = np.array([0, -top, 0], np.float32)
        self._arm, self._thumb = _hand()

    def draw(self, surface: ByteArray, holding: Holding, behind: ByteArray | None = None) -> ByteArray:
        """Return a picture (height, width, 3), BGR, without noise.

        surface: (h, w, 4) with its border, the fourth 255; where it has a hole, all four are 0.
        behind: what stands behind it, in the picture's size; without it, the room.
        """
        picture: ByteArray = (self._room if behind is None else behind).copy()
        turn = rotation(holding.yaw_deg, holding.pitch_deg, holding.roll_deg)
        middle = np.array([holding.x_cm, holding.y_cm, -holding.distance_cm - holding.pivot_cm], np.float32)
        about = np.array([0, 0, holding.pivot_cm], np.float32)

        def place(vertices: FloatArray) -> FloatArray:
            return np.asarray((vertices + about) @ turn.T + middle, np.float32)

        arm, thumb = (place(body.vertices + self._lower_edge) for body in (self._arm, self._thumb))
        self._draw_body(picture, self._arm, arm, self._arm.normals @ turn.T)
        self._draw_surface(picture, surface, self._camera.project(place(self._corners)), turn[:, 2])
        self._draw_body(picture, self._thumb, thumb, self._thumb.normals @ turn.T)
        return picture

    def _draw_surface(
        self, picture: ByteArray, surface: ByteArray, corners: FloatArray, normal: FloatArray
    ) -> None:
        """Corners: (4, 2) in pixels, upper and lower end of its left edge, then of its right edge."""
        height, width = surface.shape[:2]
        from_px = np.array([(0, 0), (0, height), (width, 0), (width, height)], np.float32) - 0.5
        low = np.maximum(np.floor(corners.min(axis=0)), 0).astype(int)
        high = np.minimum(
            np.ceil(corners.max(axis=0)) + 1, (self._camera.width_px, self._camera.height_px)
        ).astype(int)
        if (high <= low).any():
            return
        to_px = (corners - low - 0.5).astype(np.float32)
        warped = cv2.warpPerspective(surface, cv2.getPerspectiveTransform(from_px, to_px), tuple(high - low))
        cut = np.s_[low[1] : high[1], low[0] : high[0]]
        *colors, solid = cv2.split(warped)
        lit = cv2.convertScaleAbs(cv2.merge(colors), alpha=self._light(normal))
        hidden = cv2.merge([cv2.bitwise_not(solid)] * 3)
        picture[cut] = cv2.add(lit, cv2.multiply(picture[cut], hidden, scale=1 / 255))

    def _light(self, normal: FloatArray) -> float:
        if self._glows:
            return 1.0
        one = np.ones(1, np.float32)
        return float(self._lamp.shade(normal[None], one, 0.03 * one)[0] / PAPER_SHADE)

    def _draw_body(self, picture: ByteArray, body: _Body, vertices: FloatArray, normals: FloatArray) -> None:
        window = self._fine.window(vertices)
        if window is None:
            return
        one = np.ones(len(vertices), np.float32)
        light = self._lamp.shade(normals, one, 0.08 * one) / 128
        colors = np.clip(body.colors * light[:, None], 1, 255).astype(np.float32)
        size = (window.right - window.left, window.bottom - window.top)
        depth = np.ones((size[1] * _SAMPLES, size[0] * _SAMPLES), np.float32)
        drawn = self._fine.draw(vertices, body.triangles, colors, window, depth)
        covered = np.uint8(255) * (drawn[..., 0] > 0)
        small = cv2.resize(drawn, size, interpolation=cv2.INTER_AREA)
        share = cv2.resize(covered, size, interpolation=cv2.INTER_AREA)[..., None] / np.float32(255)
        picture[window.cut()] = (small + picture[window.cut()] * (1 - share)).astype(np.uint8)


def _hand() -> tuple[_Body, _Body]:
    """The arm with the palm, behind the thing, and the thumb before it."""
    thumb = _tube(
        [(3.4, -3.4, 0.2), (2.2, -1.2, 1.5), (0.9, 1.0, 1.5), (0.1, 2.5, 1.0)], [1.5, 1.3, 1.15, 0.95], _SKIN
    )
    nail = (thumb.vertices[:, 1] > 1.7) & (thumb.normals[:, 2] > 0.75)
    thumb.colors[nail] = _NAIL
    palm = _tube([(3.6, -8.5, -1.4), (3.2, -5.0, -1.2), (1.6, -1.8, -1.3)], [2.6, 3.3, 2.6], _SKIN)
    arm = _tube([(9.0, -40.0, -6.0), (6.0, -22.0, -4.0), (3.8, -8.0, -1.6)], [5.4, 4.4, 2.5], _SKIN)
    sleeve = _tube([(9.2, -41.0, -6.0), (5.6, -20.0, -3.6), (4.6, -13.0, -2.5)], [6.4, 5.4, 4.3], _SLEEVE)
    return _joined([palm, arm, sleeve]), thumb


def _tube(middles: list[tuple[float, float, float]], radii: list[float], color: _Color) -> _Body:
    """A round limb along a line of points, its ends rounded."""
    rows, columns = 28, 20
    share, known = np.linspace(0, len(middles) - 1, rows), np.arange(len(middles))
    line = np.stack([np.interp(share, known, np.array(middles)[:, axis]) for axis in range(3)], axis=1)
    line = cv2.GaussianBlur(line, (1, 9), 0)  # joints are round
    radius = np.interp(share, known, radii) * np.sqrt(np.clip(1 - np.linspace(-1, 1, rows) ** 10, 0, 1))
    along = normalized(np.gradient(line, axis=0))
    side = normalized(np.cross(along, [0.0, 0.0, 1.0]))
    other = np.cross(along, side)
    around = np.linspace(0, 2 * np.pi, columns)
    ring = np.cos(around)[None, :, None] * side[:, None] + np.sin(around)[None, :, None] * other[:, None]
    vertices = (line[:, None] + radius[:, None, None] * ring).reshape(-1, 3).astype(np.float32)
    triangles = grid_triangles(rows, columns, flip=True)
    normals = VertexNormals(triangles, len(vertices))(vertices)
    return _Body(vertices, normals, triangles, np.tile(np.array(color, np.float32), (len(vertices), 1)))


def _joined(bodies: list[_Body]) -> _Body:
    starts = np.cumsum([0, *(len(body.vertices) for body in bodies[:-1])])
    return _Body(
        np.concatenate([body.vertices for body in bodies]),
        np.concatenate([body.normals for body in bodies]),
        np.concatenate([body.triangles + start for body, start in zip(bodies, starts, strict=True)]).astype(
            np.int32
        ),
        np.concatenate([body.colors for body in bodies]),
    )
