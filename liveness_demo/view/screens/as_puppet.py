"""A visitor shown as the puppet: it does what they do, and not a pixel of their picture is drawn.

While one picture is measured the puppet of the one before is drawn: it comes one picture late.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from ...face.landmarks import Landmarks
from ...face.mesh import ByteArray
from ...loop.shown import Moment
from ...puppet.driven.made_face import MadeFace
from ...puppet.paint.renderer import Puppet
from ...puppet.shape.look import Look, Pose

LOOK = Look(tone=0.45, noise=0.0)
_DRAWER = ThreadPoolExecutor(1, thread_name_prefix="as puppet")
Drawn = tuple[ByteArray, Landmarks | None]


def wake() -> None:
    """Start the thread that draws, which then stays."""
    _DRAWER.submit(int).result()


class AsPuppet:
    """Follows one visitor. Give it every picture, in the order of time."""

    def __init__(self) -> None:
        self._face = MadeFace(LOOK)
        self._coming: Future[Drawn] | None = None

    def forget(self) -> None:
        """Somebody else comes, or is shown otherwise: nothing of the last one remains."""
        self._face.forget()
        self._coming = None

    def follow(self, moment: Moment) -> tuple[Puppet, Pose]:
        """Take a picture, which may go unseen; return the puppet, and how it sits in its place."""
        self._coming = None
        height, width = moment.frame.image.shape[:2]
        now_s = moment.frame.timestamp_s
        puppet, pose = self._face.copied(moment.landmarks, moment.measures, now_s, (width, height))
        return puppet, replace(pose, present=pose.present and moment.landmarks is not None)

    def of(self, moment: Moment) -> Moment:
        """Return a moment with the puppet's picture and points in place of the visitor's, for drawing only.

        Measures and state stay the visitor's. Without a face in the picture there is no puppet in it either.
        """
        before, self._coming = self._coming, _DRAWER.submit(_draw, *self.follow(moment))
        picture, landmarks = (before or self._coming).result()
        return replace(moment, frame=replace(moment.frame, image=picture), landmarks=landmarks)


def _draw(puppet: Puppet, pose: Pose) -> Drawn:
    """Return the puppet's picture and points, or an empty picture and none."""
    picture = puppet.render(pose)
    return (picture, puppet.landmarks(pose)) if pose.present else (np.zeros_like(picture), None)
