"""Attacks with a recording on a tablet: in its own order, in the order asked for, all gestures in a loop."""

import random
from collections.abc import Callable

from ...face.mesh import ByteArray
from ...messages import Message
from ..acting.moves import MOVES
from ..acting.recording import LOOP_ORDER, ORDERS, Recording, record
from ..paint.renderer import Puppet
from ..shape.look import Look, Pose
from .held import HeldThing, Holding
from .in_hand import SIZE_PX, InHand
from .surfaces import TABLET_CM, on_screen


class Replay(InHand):
    """A recorded session on a tablet, in an order that is drawn, over and over.

    Before a try it stands still at its beginning: a film that runs is seldom as still as a session asks.
    """

    away_cm, up_cm = 27.0, 0.7

    def __init__(self, look: Look, randomness: random.Random) -> None:
        super().__init__(HeldThing(TABLET_CM, SIZE_PX, glows=True), look, randomness)
        self._recording = self._recorded(randomness)
        self._began_s: float | None = None
        self._shown = Puppet(look, (360, 480))

    def tell(self, now_s: float, prompt: Message, hint: Message | None) -> None:
        """Let whoever holds it read the screen, and press play when the first gesture is asked for."""
        super().tell(now_s, prompt, hint)
        if prompt.key == "hold_still":
            self._began_s = None
        elif prompt.key in MOVES and self._began_s is None:
            self._began_s = now_s

    def _recorded(self, randomness: random.Random) -> Recording:
        return record(randomness.choice(ORDERS), randomness)

    def _played(self, time_s: float, done: Pose) -> Pose:
        return self._recording.pose(0.0 if self._began_s is None else time_s - self._began_s)

    def _drawing(self, time_s: float, holding: Holding, done: Pose) -> Callable[[], ByteArray]:
        pose = self._played(time_s, done)
        return lambda: self._thing.draw(on_screen(self._shown.render(pose)), holding)


class ReplayMatching(Replay):
    """A recording of every gesture: the piece that is asked for is played, as if the holder did it."""

    def _played(self, time_s: float, done: Pose) -> Pose:
        return done


class LoopedReplay(Replay):
    """All gestures on a tablet, close together, again and again."""

    def _recorded(self, randomness: random.Random) -> Recording:
        return record(LOOP_ORDER, randomness, looped=True)
