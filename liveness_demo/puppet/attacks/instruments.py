"""Presentation attacks in the puppet's world: what somebody holds before the camera instead of a face.

Each instrument shows the puppet, never a person. Whoever holds it can read the screen, as any visitor can.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ...choices import Character, Instrument
from ...errors import UsageError
from ...messages import Message
from ..acting.actor import Actor
from ..acting.motion import within
from ..acting.nature import Sway
from ..acting.recording import LOOP_ORDER, ORDERS, Recording, record
from ..paint.renderer import Puppet, SensorNoise
from ..shape.look import Look, Pose, Quality
from ..shape.mesh import ByteArray
from .held import HeldThing, Holding
from .surfaces import PRINT_CM, TABLET_CM, cut_eyes, on_paper, on_screen

SIZE_PX = (640, 480)
LIFE_SIZE_CM = 42.0
"""At this distance the print shows the face as large as it is."""
MASK_CM, EYES_BEHIND_NECK_CM = 38.5, 8.5
"""A print worn before the face: its distance, and how far it is before the joint of the neck."""
TABLET_AWAY_CM = 27.0
TILT_FOR_TURN = 1.3
"""A print turned as far as a head hardly seems turned: whoever holds it turns it farther."""
FARTHEST_TILT_DEG = 50.0
"""At 65 degrees no face is found in it."""


def after(instrument: Instrument | None) -> Instrument | None:
    """Return the instrument that comes next; None: the puppet's own face, before the first."""
    every: list[Instrument | None] = [None, *Instrument]
    return every[(every.index(instrument) + 1) % len(every)]


def is_attack(name: str) -> bool:
    """Return whether a source's name means an attack: ``attack:NAME``."""
    return name.partition(":")[0] == "attack"


def parse_attack(name: str) -> Instrument:
    """Read ``attack:NAME``. Raises UsageError for a name that there is not."""
    try:
        return Instrument(name.partition(":")[2])
    except ValueError as error:
        known = ", ".join(instrument.value for instrument in Instrument)
        raise UsageError(f"{name[:40]!r} is no attack: write attack: and one of {known}.") from error


def recording_for(instrument: Instrument, randomness: random.Random) -> Recording:
    """Return what a REPLAY or a LOOPED_REPLAY plays: the first in an order that is drawn."""
    if instrument is Instrument.LOOPED_REPLAY:
        return record(LOOP_ORDER, randomness, looped=True)
    return record(randomness.choice(ORDERS), randomness)


@dataclass(frozen=True)
class _Moment:
    """What to draw: how it is held, and the pose of the puppet that is shown or stands behind."""

    holding: Holding
    pose: Pose


class Attack:
    """One instrument in somebody's hand. Ask for moments in the order of time."""

    def __init__(self, instrument: Instrument, look: Look, randomness: random.Random) -> None:
        """look: of the face that is shown. randomness: draws the hand's tremor and what is played."""
        self._instrument = instrument
        still = instrument in (Instrument.PHOTO, Instrument.TILTED_PHOTO, Instrument.CUT_OUT)
        self._still = still
        self._hand = Sway(randomness)
        self._actor = Actor(randomness, Character.GOOD)
        self._recording = None if still else recording_for(instrument, randomness)
        self._phase_s = randomness.uniform(0, self._recording.length_s) if self._recording else 0.0
        self._noise = SensorNoise(SIZE_PX, look.noise, look.seed)
        self._thing = HeldThing(PRINT_CM if still else TABLET_CM, SIZE_PX, glows=not still)
        self._shown: Puppet | None = None
        self._print = np.zeros((0, 0, 4), np.uint8)
        if still:
            self._print = on_paper(Puppet(replace(look, noise=0.0), (540, 720), Quality.FINE).render(Pose()))
        else:
            self._shown = Puppet(look, (360, 480))
        if instrument is Instrument.CUT_OUT:
            self._print = cut_eyes(self._print)
            behind = Look(tone=randomness.random(), eye_opening=randomness.uniform(0.4, 1.0), noise=0.0)
            self._shown = Puppet(behind, SIZE_PX)

    def tell(self, now_s: float, prompt: Message, hint: Message | None) -> None:
        """Let whoever holds it read the screen."""
        self._actor.tell(now_s, prompt, hint)

    def coming(self, time_s: float) -> Callable[[], ByteArray]:
        """Decide what is seen at this time; return what draws it, later and elsewhere."""
        moment = self._moment(time_s)
        return lambda: self._draw(moment)

    def _moment(self, time_s: float) -> _Moment:
        tremor, asked = self._hand.pose(time_s), self._actor.pose(time_s)
        holding = Holding(
            yaw_deg=tremor.yaw_deg,
            pitch_deg=tremor.pitch_deg,
            roll_deg=tremor.roll_deg,
            x_cm=tremor.x_cm,
            y_cm=tremor.y_cm + (1.0 if self._still else 0.7),
            distance_cm=LIFE_SIZE_CM if self._still else TABLET_AWAY_CM,
        )
        if self._instrument is Instrument.TILTED_PHOTO:
            tilt_deg = within(asked.yaw_deg * TILT_FOR_TURN, FARTHEST_TILT_DEG)
            return _Moment(replace(holding, yaw_deg=tilt_deg), asked)
        if self._instrument is Instrument.CUT_OUT:
            return _Moment(_worn(asked), asked)
        if self._instrument is Instrument.REPLAY_MATCHING or self._recording is None:
            return _Moment(holding, asked)
        return _Moment(holding, self._recording.pose(time_s + self._phase_s))

    def _draw(self, moment: _Moment) -> ByteArray:
        if self._shown is None:
            picture = self._thing.draw(self._print, moment.holding)
        elif self._still:
            behind = self._shown.render(moment.pose)
            picture = self._thing.draw(self._print, moment.holding, behind)
        else:
            picture = self._thing.draw(on_screen(self._shown.render(moment.pose)), moment.holding)
        return self._noise.added_to(picture)


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
