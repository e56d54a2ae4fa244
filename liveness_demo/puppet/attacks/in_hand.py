"""What all attacks share: something in a hand that trembles a little, and somebody who reads the screen."""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable

from ...face.mesh import ByteArray
from ...messages import Message
from ...sources.frame import Frame
from ..acting.actor import Actor
from ..acting.nature import Sway
from ..paint.renderer import SensorNoise
from ..shape.look import Look, Pose
from ..visitor import Visitor
from .held import HeldThing, Holding

SIZE_PX = (640, 480)


class InHand(Visitor, ABC):
    """A visitor who holds a thing. Ask for pictures in the order of time."""

    away_cm: float
    up_cm: float
    """Where the hand holds it: before the camera, and above the middle of the picture."""

    def __init__(self, thing: HeldThing, look: Look, randomness: random.Random) -> None:
        """look: of the face that is shown. randomness: draws the hand's tremor and what is done when."""
        self._thing = thing
        self._tremor = Sway(randomness)
        self._holder = Actor(randomness)
        self._noise = SensorNoise(SIZE_PX, look.noise, look.seed)

    def tell(self, now_s: float, prompt: Message, hint: Message | None) -> None:
        """Let whoever holds it read the screen."""
        self._holder.tell(now_s, prompt, hint)

    def coming(self, time_s: float) -> Callable[[], Frame]:
        """Decide what is seen at this time; return what draws it, later and elsewhere."""
        tremor, done = self._tremor.pose(time_s), self._holder.pose(time_s)
        holding = Holding(
            yaw_deg=tremor.yaw_deg,
            pitch_deg=tremor.pitch_deg,
            roll_deg=tremor.roll_deg,
            x_cm=tremor.x_cm,
            y_cm=tremor.y_cm + self.up_cm,
            distance_cm=self.away_cm,
        )
        draw = self._drawing(time_s, holding, done)
        return lambda: Frame(self._noise.added_to(draw()), time_s)

    @abstractmethod
    def _drawing(self, time_s: float, holding: Holding, done: Pose) -> Callable[[], ByteArray]:
        """What draws the picture. holding: in a still hand. done: what the holder does with the own face."""
