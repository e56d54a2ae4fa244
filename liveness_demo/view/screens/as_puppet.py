"""A visitor shown as the puppet: it does what they do, and not a pixel of their picture is drawn.

While one picture is measured the puppet of the one before is drawn: it comes one picture late.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache

import numpy as np

from ...face.landmarks import Landmarks
from ...face.mesh import ByteArray
from ...loop.shown import Moment
from ...puppet.driven.copying import Copying
from ...puppet.driven.made_face import drawn_px
from ...puppet.paint.renderer import Puppet
from ...puppet.shape.look import Look, Pose
from ...sources.frame import Frame

LOOK = Look(tone=0.45, noise=0.0)
HIGHEST_PX = 360
"""Of its picture: a model does not have to look at it, and it takes two thirds of the time of one of 480."""
_DRAWER = ThreadPoolExecutor(1, thread_name_prefix="as puppet")
Drawn = tuple[ByteArray, Landmarks | None]


def wake() -> None:
    """Start the thread that draws, which then stays."""
    _DRAWER.submit(int).result()


class AsPuppet:
    """Follows one visitor. Give it every picture that is to be shown, in the order of time."""

    def __init__(self) -> None:
        self._size_px: tuple[int, int] | None = None
        self._coming: Future[Drawn] | None = None

    def of(self, moment: Moment) -> Moment:
        """Return a moment with the puppet's picture and points in place of the visitor's, for drawing only.

        Measures and state stay the visitor's. Without a face in the picture there is no puppet in it either.
        """
        height, width = moment.frame.image.shape[:2]
        size_px, now_s = drawn_px((width, height), HIGHEST_PX), moment.frame.timestamp_s
        if size_px != self._size_px:
            self._size_px, self._copying = size_px, Copying(LOOK, size_px)
        pose = self._copying.update(moment.landmarks, moment.measures, now_s)
        pose = replace(pose, present=pose.present and moment.landmarks is not None)
        before, self._coming = self._coming, _DRAWER.submit(_draw, pose, size_px)
        picture, landmarks = (before or self._coming).result()
        return replace(moment, frame=Frame(picture, now_s), landmarks=landmarks)


def _draw(pose: Pose, size_px: tuple[int, int]) -> Drawn:
    """Return the puppet's picture and points, or an empty picture and none."""
    if not pose.present:
        return np.zeros((size_px[1], size_px[0], 3), np.uint8), None
    puppet = _puppet(size_px)
    return puppet.render(pose), puppet.landmarks(pose)


@lru_cache(2)
def _puppet(size_px: tuple[int, int]) -> Puppet:
    """Return the puppet for pictures of one size. Making it takes half a second: it is kept."""
    return Puppet(LOOK, size_px)
