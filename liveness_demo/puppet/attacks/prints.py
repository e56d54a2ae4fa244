"""Attacks with a print on paper: it is held, turned, or worn with holes for the eyes."""

import random
from collections.abc import Callable
from dataclasses import replace

from ...face.mesh import ByteArray
from ..acting.motion import within
from ..paint.renderer import Puppet
from ..shape.look import Look, Pose, Quality
from .held import HeldThing, Holding
from .in_hand import SIZE_PX, InHand
from .surfaces import PRINT_CM, cut_eyes, on_paper

MASK_CM, EYES_BEHIND_NECK_CM = 38.5, 8.5
"""A print worn before the face: its distance, and how far it is before the joint of the neck."""
TILT_FOR_TURN = 1.3
"""A print turned as far as a head hardly seems turned: whoever holds it turns it farther."""
FARTHEST_TILT_DEG = 50.0
"""At 65 degrees no face is found in it."""


class Photo(InHand):
    """A still print, at the distance at which it shows the face as large as it is."""

    away_cm, up_cm = 42.0, 1.0

    def __init__(self, look: Look, randomness: random.Random) -> None:
        super().__init__(HeldThing(PRINT_CM, SIZE_PX), look, randomness)
        self._print = on_paper(Puppet(replace(look, noise=0.0), (540, 720), Quality.FINE).render(Pose()))

    def _drawing(self, time_s: float, holding: Holding, done: Pose) -> Callable[[], ByteArray]:
        return lambda: self._thing.draw(self._print, holding)


class TiltedPhoto(Photo):
    """The print, turned left and right when the head should be, and bowed when the head should nod."""

    def _drawing(self, time_s: float, holding: Holding, done: Pose) -> Callable[[], ByteArray]:
        yaw_deg, bowed_deg = done.yaw_deg, self._holder.asked(time_s).pitch_deg
        tilted = replace(
            holding,
            yaw_deg=within(yaw_deg * TILT_FOR_TURN, FARTHEST_TILT_DEG),
            pitch_deg=holding.pitch_deg + within(bowed_deg * TILT_FOR_TURN, FARTHEST_TILT_DEG),
        )
        return super()._drawing(time_s, tilted, done)


class CutOut(Photo):
    """A print with holes for the eyes, worn before a face that does what is asked."""

    def __init__(self, look: Look, randomness: random.Random) -> None:
        super().__init__(look, randomness)
        self._print = cut_eyes(self._print)
        wearer = Look(tone=randomness.random(), eye_opening=randomness.uniform(0.4, 1.0), noise=0.0)
        self._wearer = Puppet(wearer, SIZE_PX)

    def _drawing(self, time_s: float, holding: Holding, done: Pose) -> Callable[[], ByteArray]:
        return lambda: self._thing.draw(self._print, _worn(done), self._wearer.render(done))


def _worn(head: Pose) -> Holding:
    """A print that goes with the head, about the neck."""
    return Holding(
        yaw_deg=head.yaw_deg,
        pitch_deg=head.pitch_deg,
        roll_deg=head.roll_deg,
        x_cm=head.x_cm,
        y_cm=head.y_cm,
        distance_cm=MASK_CM,
        pivot_cm=EYES_BEHIND_NECK_CM,
    )
