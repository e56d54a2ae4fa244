"""`Puppet`: pictures of an artificial visitor, for showing and testing the demo without a person.

puppet = Puppet(Look(tone=0.6), size_px=(640, 480))
picture = puppet.render(Pose(lid_left=1.0, yaw_deg=20))

Measured at 640x480, OpenCV on one thread, median of 100 pictures in which head, lids and jaw all move,
with nothing else running: 7.6 ms in LIVE (shape of the face 1.4, triangles 4.0, texture and shade 1.3,
noise 0.1, the rest 0.8; 3.6 more when the torso moves too) and 21 ms in FINE. Beside a landmarker on
the other core: 10 ms, 13 with the torso, 16 with glare as well; at 1280x720 17 and 26 ms.
"""

import cv2
import numpy as np

from ...errors import UsageError
from ...face.landmarks import Landmarks
from ...face.mesh import ByteArray, FloatArray
from ..shape.figure import Figure, Joined, Joiner, Placement, placement
from ..shape.glasses import Glasses, paint_glare
from ..shape.look import Look, Pose, Quality
from .atlas import paint_atlas
from .projection import Cutout, Projection
from .room import paint_room
from .shading import NEUTRAL, Lamp, tint_table

__all__ = ["Look", "Pose", "Puppet", "Quality"]

_DEFAULT_LOOK = Look()
NEAREST_CM = 18.0
"""From the camera to the face."""
_LEVELS_AND_SAMPLES = {Quality.LIVE: (1, 2), Quality.FINE: (2, 3)}
_NOISE_MARGIN_PX = 64
IRIS_POINTS = 10
"""Which the puppet's mesh has not."""


class Puppet:
    """One visitor. The same look and the same sequence of poses give the same pictures.

    Raises UsageError for a picture size outside 64..3840 x 64..2160.
    """

    def __init__(
        self,
        look: Look = _DEFAULT_LOOK,
        size_px: tuple[int, int] = (640, 480),
        quality: Quality = Quality.LIVE,
        ground: tuple[int, int, int] | None = None,
    ) -> None:
        """ground: the color behind it (BGR); None: a room."""
        width, height = size_px
        if not (64 <= width <= 3840 and 64 <= height <= 2160):
            raise UsageError(f"size_px must be between 64x64 and 3840x2160, not {width}x{height}.")
        self.look = look
        levels, samples = _LEVELS_AND_SAMPLES[quality]
        self._camera = Projection(size_px, samples)
        self._lamp = Lamp(look.light_side)
        self._figure = Figure(look, levels)
        pixels_per_cm = self._camera.focal_px * samples / look.distance_cm
        atlas = paint_atlas(look.tone, pixels_per_cm)
        self._atlas_pixels = atlas.pixels
        self._join_head, self._join_torso = Joiner(atlas), Joiner(atlas)
        self._tint = tint_table()
        self._glare = paint_glare(look.glare)
        self._noise = SensorNoise(size_px, look.noise, look.seed)
        room = cv2.resize(
            paint_room(width, height) if ground is None else np.full((height, width, 3), ground, np.uint8),
            (width * samples, height * samples),
        )
        self._room: ByteArray = np.asarray(room, np.uint8)
        self._behind_key: tuple[float, ...] | None = None
        self._behind, self._behind_depth = self._room, self._camera.empty_depth()

    def render(self, pose: Pose) -> ByteArray:
        """A new picture (height, width, 3), BGR. Raises UsageError if the face comes closer than 18 cm."""
        if self.look.distance_cm - pose.z_cm < NEAREST_CM:
            raise UsageError(f"z_cm must leave {NEAREST_CM:g} cm to the camera, {pose.z_cm:g} is too much.")
        picture = self._clean_picture(pose)
        if self.look.light != 1:
            picture = np.asarray(cv2.convertScaleAbs(picture, alpha=self.look.light), np.uint8)
        return self._noise.added_to(picture)

    def points_px(self, pose: Pose) -> FloatArray:
        """Where the face's 468 points are in a pose, (468, 3), as in ``Landmarks`` and without any model."""
        points = self._figure.face_points(pose, placement(self.look, pose))
        depth_px = -points[:, 2:] * self._camera.focal_px / self.look.distance_cm
        return np.concatenate([self._camera.project(points), depth_px], axis=1)

    def landmarks(self, pose: Pose) -> Landmarks:
        """The same as landmarks: the irises' lie in one place, as nothing draws or measures them."""
        points = np.pad(self.points_px(pose).astype(np.float64), ((0, IRIS_POINTS), (0, 0)), mode="edge")
        return Landmarks(points, self._camera.width_px, self._camera.height_px, 0.0, 0.0, 0.0)

    def _clean_picture(self, pose: Pose) -> ByteArray:
        if not pose.present:
            return self._to_pixels(self._room)
        place = placement(self.look, pose)
        self._draw_behind(place)
        head = self._join_head(self._figure.parts(pose, place, self._lamp.halfway))
        window = self._camera.window(head.vertices)
        picture = self._to_pixels(self._behind)
        if window is not None:
            picture[window.cut()] = self._to_pixels(self._draw_head(head, window, place))
        return picture

    def _draw_behind(self, place: Placement) -> None:
        """Room and torso with their depth; drawn again only when the visitor moves."""
        key = tuple(place.body_shift.tolist())
        if key == self._behind_key:
            return
        torso = self._figure.torso
        joined = self._join_torso([torso.moved(torso.vertices + place.body_shift)])
        self._behind, self._behind_depth = self._room.copy(), self._camera.empty_depth()
        window = self._camera.window(joined.vertices)
        if window is not None:
            cut = window.cut(self._camera.samples)
            self._behind[cut] = self._drawn_over(self._behind[cut], joined, window, self._behind_depth[cut])
        self._behind_key = key

    def _draw_head(self, head: Joined, window: Cutout, place: Placement) -> ByteArray:
        cut = window.cut(self._camera.samples)
        depth = self._behind_depth[cut].copy()
        picture = self._drawn_over(self._behind[cut].copy(), head, window, depth)
        glasses = self._figure.glasses
        if glasses and self.look.glare:
            self._reflect(picture, glasses, window, depth, place)
        return picture

    def _drawn_over(self, under: ByteArray, joined: Joined, window: Cutout, depth: FloatArray) -> ByteArray:
        """Colour = texture x tint(shade); texture place and shade travel as the three "colours"."""
        shade = self._lamp.shade(joined.normals, joined.openness, joined.gloss)
        values = np.concatenate([joined.texture_px, shade[:, None]], axis=1)
        drawn = self._camera.draw(joined.vertices, joined.triangles, values, window, depth)
        column, row, brightness = cv2.split(drawn)
        texture = cv2.remap(self._atlas_pixels, column, row, cv2.INTER_LINEAR)
        mask = cv2.convertScaleAbs(brightness)
        colour = cv2.multiply(texture, cv2.applyColorMap(mask, self._tint), scale=1 / NEUTRAL)
        picture = np.ascontiguousarray(under)
        cv2.copyTo(colour, mask, picture)
        return picture

    def _reflect(
        self, picture: ByteArray, glasses: Glasses, window: Cutout, depth: FloatArray, place: Placement
    ) -> None:
        """Lay the reflected window over the lenses, hidden where the nose is in front."""
        towards = (place.rotation.T @ self._lamp.halfway).astype(np.float32)
        places = glasses.reflection_uv(towards) * len(self._glare)
        values = np.concatenate([places, np.ones((len(places), 1), np.float32)], axis=1)
        vertices = place.of(glasses.lens_vertices).astype(np.float32)
        drawn = self._camera.draw(vertices, glasses.lens_triangles, values, window, depth)
        column, row, covered = cv2.split(drawn)
        glare = cv2.remap(self._glare, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
        strength = (glare.astype(np.float32) * (covered > 0) / 255)[..., None]
        picture += ((250.0 - picture) * strength).astype(np.uint8)

    def _to_pixels(self, samples: ByteArray) -> ByteArray:
        """Average the samples of each pixel; always a new picture."""
        count = self._camera.samples
        size = (samples.shape[1] // count, samples.shape[0] // count)
        return np.asarray(cv2.resize(samples, size, interpolation=cv2.INTER_AREA), np.uint8)


class SensorNoise:
    """Noise as two 8-bit pictures, what to add and what to take off, cut at a random place each time."""

    def __init__(self, size_px: tuple[int, int], sigma: float, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._width, self._height = size_px
        shape = (self._height + _NOISE_MARGIN_PX, self._width + _NOISE_MARGIN_PX, 3)
        noise = self._rng.standard_normal(shape, np.float32)
        # Part of it is common to the three colours, as brightness noise is.
        noise = np.round(sigma * (0.8 * noise + 1.02 * noise.mean(axis=2, keepdims=True)))
        self._add = np.clip(noise, 0, 255).astype(np.uint8)
        self._take = np.clip(-noise, 0, 255).astype(np.uint8)

    def added_to(self, picture: ByteArray) -> ByteArray:
        top, left = self._rng.integers(0, _NOISE_MARGIN_PX, 2)
        cut = np.s_[top : top + self._height, left : left + self._width]
        noisy = cv2.subtract(cv2.add(picture, self._add[cut]), self._take[cut])
        return np.asarray(noisy, np.uint8)
