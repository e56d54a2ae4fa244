"""A recorded session: what a visitor did once, in one order, again and again. It hears nobody."""

import random
from dataclasses import dataclass
from itertools import permutations

from ...choices import Side
from ..shape.look import Pose
from .moves import MOVES, Move, Performer, Step, drawn
from .nature import AtRest

PICTURES_A_SECOND = 30
REST_S = (2.4, 3.2)
"""At its beginning the recorded visitor holds still, as every session asks."""
NATURAL_PAUSE_S = (1.0, 1.6)
"""Between two gestures: a moment at rest, the next prompt, and the time to react to it."""
LOOP_PAUSE_S = (0.5, 0.5)
"""The shortest that the session's own rests between two gestures leave room for."""
MIDDLE_S = 0.3
"""After each side of a turn the head rests in the middle."""

Order = tuple[str, ...]
"""Gestures by name, but ``left`` or ``right`` for a turn that begins there."""

LOOP_ORDER: Order = ("blink", "mouth", "left")
ORDERS: tuple[Order, ...] = tuple(
    order for side in ("left", "right") for order in permutations(("blink", "mouth", side))
)


@dataclass(frozen=True)
class Recording:
    """Poses at PICTURES_A_SECOND; after the last comes the first."""

    order: Order
    poses: tuple[Pose, ...]

    @property
    def length_s(self) -> float:
        """Its length."""
        return len(self.poses) / PICTURES_A_SECOND

    def pose(self, time_s: float) -> Pose:
        """Return the pose at a time since its beginning; it starts over at its end."""
        return self.poses[round(time_s * PICTURES_A_SECOND) % len(self.poses)]


def record(order: Order, randomness: random.Random, looped: bool = False) -> Recording:
    """Record a session in this order. looped: without the time in which people read and react."""
    pause_s = LOOP_PAUSE_S if looped else NATURAL_PAUSE_S
    now_s = REST_S[0] if looped else randomness.uniform(*REST_S)
    steps: list[Step] = []
    for name in order:
        for move, sign in _moves(name):
            steps += _there_and_back(now_s, move, sign, randomness)
            now_s = steps[-1].at_s + move.back_s + (MIDDLE_S if move.feature == "yaw" else 0.0)
        now_s += randomness.uniform(*pause_s)
    performer, at_rest = Performer(steps), AtRest(randomness)
    times_s = [index / PICTURES_A_SECOND for index in range(round(now_s * PICTURES_A_SECOND))]
    return Recording(order, tuple(performer.pose(time_s, at_rest.pose(time_s)) for time_s in times_s))


def _moves(name: str) -> list[tuple[Move, int]]:
    """The moves of one gesture, each with 1, or -1 for a turn to the right."""
    if name not in ("left", "right"):
        return [(MOVES[f"do_{name}"], 1)]
    first = Side(name)
    return [(MOVES["do_turn"], first.sign), (MOVES["do_turn_other"], first.other.sign)]


def _there_and_back(at_s: float, move: Move, sign: int, randomness: random.Random) -> tuple[Step, Step]:
    out_s, stay_s = drawn(move.out_s, randomness), drawn(move.stay_s, randomness)
    there = Step(at_s, move.feature, sign * drawn(move.far, randomness), out_s)
    return there, Step(at_s + out_s + stay_s, move.feature, 0.0, move.back_s)
