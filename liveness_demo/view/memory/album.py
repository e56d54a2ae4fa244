"""What an operator could have kept of a session: here numbers alone, and pictures only of nobody."""

from dataclasses import dataclass

import cv2
import numpy as np

from ...loop.shown import Moment
from ..canvas.canvas import Image
from ..screens.face_view import Near, near_of
from .history import Thinned

MOST = 100
"""The leaked files of the report held 50 to 100 headshots of each person (The Epoch Times, 2019)."""
SIDE_PX = 60
AROUND = 1.4
"""Side of a headshot, in heights of the face."""


@dataclass(frozen=True)
class Headshot:
    """A face that has passed by. number: of its picture, from 1; picture: None unless it is nobody's."""

    number: int
    picture: Image | None


class Album:
    """Follows one session's pictures with a face. of_nobody: it is the puppet, which may be shown."""

    def __init__(self, of_nobody: bool) -> None:
        self.of_nobody = of_nobody
        self._headshots = Thinned[Headshot](MOST)

    @property
    def headshots(self) -> list[Headshot]:
        """As many as could have been kept, evenly spread; MOST, or half of them or more."""
        return self._headshots.items

    def update(self, moment: Moment) -> None:
        """Take one picture; of a camera's or a film's nothing but its number."""
        if moment.landmarks is None:
            return
        landmarks = moment.landmarks
        self._headshots.add(
            lambda: Headshot(
                moment.ledger.frames_seen,
                _headshot(moment.frame.image, near_of(landmarks.points_px)) if self.of_nobody else None,
            )
        )


def _headshot(image: Image, near: Near) -> Image:
    """Return a small copy of a face."""
    height, width = image.shape[:2]
    half = max(1.0, AROUND * near.height / 2)
    x, y = min(max(near.x, 0), width - 1), min(max(near.y, 0), height - 1)
    top, bottom = max(0, round(y - half)), max(1, round(y + half))
    left, right = max(0, round(x - half)), max(1, round(x + half))
    small = cv2.resize(image[top:bottom, left:right], (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)
