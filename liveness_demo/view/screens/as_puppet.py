"""A visitor shown as the puppet: it does what they do, and not a pixel of their picture is drawn."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from ...loop.shown import Moment
from ...puppet.driven.copying import Copying
from ...puppet.driven.made_face import drawn_px
from ...puppet.paint.renderer import Puppet
from ...puppet.shape.look import Look
from ...sources.frame import Frame

LOOK = Look(tone=0.45, noise=0.0)


class AsPuppet:
    """Follows one visitor. Give it every picture that is to be shown, in the order of time."""

    def __init__(self) -> None:
        self._size_px: tuple[int, int] | None = None

    def of(self, moment: Moment) -> Moment:
        """Return a moment with the puppet's picture and points in place of the visitor's, for drawing only.

        Measures and state stay the visitor's. Without a face in the picture there is no puppet in it either.
        """
        height, width = moment.frame.image.shape[:2]
        size_px, now_s = drawn_px((width, height)), moment.frame.timestamp_s
        if size_px != self._size_px:
            self._size_px, self._copying = size_px, Copying(LOOK, size_px)
        pose = self._copying.update(moment.landmarks, moment.measures, now_s)
        if moment.landmarks is None or not pose.present:
            nothing = np.zeros((size_px[1], size_px[0], 3), np.uint8)
            return replace(moment, frame=Frame(nothing, now_s), landmarks=None)
        puppet = _puppet(size_px)
        return replace(moment, frame=Frame(puppet.render(pose), now_s), landmarks=puppet.landmarks(pose))


@lru_cache(2)
def _puppet(size_px: tuple[int, int]) -> Puppet:
    """Return the puppet for pictures of one size. Making it takes half a second: it is kept."""
    return Puppet(LOOK, size_px)
