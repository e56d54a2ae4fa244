"""A picture of a puppet that does what a driver does: what is shown in the driver's place."""

from functools import lru_cache, partial

from ...face.landmarks import Landmarks
from ...face.measures import FaceMeasures
from ...face.mesh import ByteArray
from ..paint.renderer import Puppet
from ..shape.look import Look, Pose
from .copying import Copying

HIGHEST_PX, WIDEST_PX, LEAST_PX = 360, 1280, 64
"""The picture is no higher and no wider, so that drawing keeps up with a camera, and no side is shorter."""


class MadeFace:
    """Draws the puppet as the driver is seen, in pictures of the shape that the driver's have.

    Give it what was measured of every picture of one driver, in the order of time. Nothing of the driver's
    picture goes in, and none of its pixels comes out.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._puppet_of = lru_cache(2)(partial(Puppet, look))  # making one takes longer than a picture has
        self.forget()

    def forget(self) -> None:
        """Somebody else is the driver from now on: nothing of the last one remains."""
        self._size_px: tuple[int, int] | None = None

    def copied(
        self,
        landmarks: Landmarks | None,
        measures: FaceMeasures | None,
        timestamp_s: float,
        driver_px: tuple[int, int],
    ) -> tuple[Puppet, Pose]:
        """Return what is to be drawn now.

        landmarks, measures: of the driver's picture; None: no face was found in it. driver_px: its width and
        height. A driver who is lost is copied as last seen for ``HELD_S``; then the room is empty.
        """
        size_px = drawn_px(driver_px)
        if size_px != self._size_px:
            self._size_px, self._copying = size_px, Copying(self._look, size_px)
        return self._puppet_of(size_px), self._copying.update(landmarks, measures, timestamp_s)

    def picture(
        self,
        landmarks: Landmarks | None,
        measures: FaceMeasures | None,
        timestamp_s: float,
        driver_px: tuple[int, int],
    ) -> ByteArray:
        """Return what the puppet looks like now, (height, width, 3), BGR, of the same as ``copied``."""
        puppet, pose = self.copied(landmarks, measures, timestamp_s, driver_px)
        return puppet.render(pose)


def drawn_px(driver_px: tuple[int, int]) -> tuple[int, int]:
    """Return the width and the height of a picture that is shaped as the driver's, and soon drawn.

    >>> drawn_px((1280, 720))
    (640, 360)
    """
    share = min(1.0, WIDEST_PX / driver_px[0], HIGHEST_PX / driver_px[1])
    width, height = (max(LEAST_PX, round(side * share)) for side in driver_px)
    return width, height
