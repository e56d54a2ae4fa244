"""A recorded session: what a visitor did once, in one order, again and again. It hears nobody."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from ..shape.look import Pose
from .motion import Motion
from .nature import NaturalBlinks, Sway

PICTURES_A_SECOND = 30
REST_S = (2.4, 3.2)
"""At its beginning the recorded visitor holds still, as every session asks."""
NATURAL_PAUSE_S = (1.0, 1.6)
"""Between two gestures: a moment at rest, the next prompt, and the time to react to it."""
LOOP_PAUSE_S = (0.5, 0.5)
"""The shortest that the session's own rests between two gestures leave room for."""

Order = tuple[str, ...]
"""Gestures by name: ``blink``, ``mouth``, and ``left`` or ``right`` for a turn that begins there."""

LOOP_ORDER: Order = ("blink", "mouth", "left")
ORDERS: tuple[Order, ...] = tuple(
    order for side in ("left", "right") for order in permutations(("blink", "mouth", side))
)

_Step = tuple[float, str, float, float]
"""When (seconds), what moves, where to, how long it takes (seconds)."""


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
    steps: list[_Step] = []
    for name in order:
        piece, takes_s = _piece(name, now_s, randomness)
        steps += piece
        now_s += takes_s + randomness.uniform(*pause_s)
    return Recording(order, _poses(steps, now_s, randomness))


def _piece(name: str, at_s: float, randomness: random.Random) -> tuple[Sequence[_Step], float]:
    """One gesture at a person's pace, and how long it takes."""
    if name == "blink":
        shut_s = 0.15 + randomness.uniform(0.6, 0.9)
        return [(at_s, "lids", 1.0, 0.15), (at_s + shut_s, "lids", 0.0, 0.2)], shut_s + 0.2
    if name == "mouth":
        hold_s = 0.4 + randomness.uniform(1.2, 1.6)
        return [(at_s, "jaw", 0.95, 0.4), (at_s + hold_s, "jaw", 0.0, 0.35)], hold_s + 0.35
    steps: list[_Step] = []
    start_s = at_s
    for sign in (1, -1) if name == "left" else (-1, 1):
        out_s, stay_s = randomness.uniform(1.0, 1.4), randomness.uniform(0.3, 0.5)
        steps.append((at_s, "yaw", sign * randomness.uniform(29.0, 36.0), out_s))
        at_s += out_s + stay_s
        steps.append((at_s, "yaw", 0.0, 0.8))
        at_s += 0.8 + 0.3
    return steps, at_s - start_s


def _poses(steps: list[_Step], length_s: float, randomness: random.Random) -> tuple[Pose, ...]:
    motions = {"lids": Motion(), "jaw": Motion(), "yaw": Motion()}
    blinks, sway = NaturalBlinks(randomness), Sway(randomness)
    poses = []
    for index in range(round(length_s * PICTURES_A_SECOND)):
        now_s = index / PICTURES_A_SECOND
        while steps and now_s >= steps[0][0]:
            _, what, target, takes_s = steps.pop(0)
            motions[what].move(now_s, target, takes_s)
        still = sway.pose(now_s)
        lids = max(motions["lids"].at(now_s), blinks.lids(now_s))
        yaw_deg = still.yaw_deg + motions["yaw"].at(now_s)
        jaw = motions["jaw"].at(now_s)
        poses.append(replace(still, lid_left=lids, lid_right=lids, jaw=jaw, yaw_deg=yaw_deg))
    return tuple(poses)
