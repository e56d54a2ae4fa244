"""The table of moves: what a willing visitor does on each prompt, at what pace. And the face that does it."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, get_args

from ..shape.look import Pose
from .motion import FARTHEST_PITCH_DEG, FARTHEST_YAW_DEG, Motion, within

Feature = Literal["lids", "jaw", "smile", "yaw", "pitch", "roll"]
"""What a move moves."""
FEATURES: tuple[Feature, ...] = get_args(Feature)
Span = tuple[float, float]
"""Lowest and highest; drawn evenly between them."""


@dataclass(frozen=True)
class Move:
    """There and back, at a person's pace. Angles in degrees, all else from 0 to 1."""

    feature: Feature
    far: Span
    """Where it goes."""
    farthest: float
    """With more effort it goes no farther."""
    out_s: Span
    stay_s: Span
    back_s: float
    waits: bool = False
    """A head stays where it is until it is asked back, and its way back goes with the visitor's pace."""


_TURN = Move("yaw", (29.0, 36.0), farthest=50.0, out_s=(1.0, 1.4), stay_s=(0.3, 0.5), back_s=0.8, waits=True)
MOVES: dict[str, Move] = {
    "do_blink": Move("lids", (1.0, 1.0), farthest=1.0, out_s=(0.15, 0.15), stay_s=(0.6, 0.9), back_s=0.2),
    "do_mouth": Move("jaw", (0.95, 0.95), farthest=1.0, out_s=(0.4, 0.4), stay_s=(1.2, 1.6), back_s=0.35),
    "do_turn": _TURN,
    "do_turn_other": _TURN,
    "do_nod": Move(
        "pitch", (20.0, 26.0), farthest=36.0, out_s=(0.9, 1.3), stay_s=(0.3, 0.5), back_s=0.9, waits=True
    ),
    "do_smile": Move("smile", (0.9, 1.0), farthest=1.0, out_s=(0.4, 0.4), stay_s=(1.8, 2.3), back_s=0.5),
}
"""By the prompt's key. A turn goes to the side that the prompt names, here to the own left."""


class Step(NamedTuple):
    """One way of one feature: when it begins, where it goes, how long it takes."""

    at_s: float
    feature: Feature
    target: float
    takes_s: float


def drawn(span: Span, randomness: random.Random) -> float:
    """Draw from a span. Where both ends are the same nothing is drawn."""
    low, high = span
    return low if low == high else randomness.uniform(low, high)


class Performer:
    """A face that carries out steps. Ask for poses in the order of time."""

    def __init__(self, steps: Iterable[Step] = ()) -> None:
        self.steps = list(steps)
        """Those to come, in the order of time."""
        self._motions = {feature: Motion() for feature in FEATURES}

    def pose(self, now_s: float, by_itself: Pose) -> Pose:
        """Begin the steps whose time has come; return what they do, and what the face does by itself."""
        while self.steps and now_s >= self.steps[0].at_s:
            _, feature, target, takes_s = self.steps.pop(0)
            self._motions[feature].move(now_s, target, takes_s)
        done = {feature: motion.at(now_s) for feature, motion in self._motions.items()}
        lids = max(done["lids"], by_itself.lid_left)
        return replace(
            by_itself,
            lid_left=lids,
            lid_right=lids,
            jaw=max(done["jaw"], by_itself.jaw),
            smile=max(done["smile"], by_itself.smile),
            yaw_deg=within(by_itself.yaw_deg + done["yaw"], FARTHEST_YAW_DEG),
            pitch_deg=within(by_itself.pitch_deg + done["pitch"], FARTHEST_PITCH_DEG),
            roll_deg=by_itself.roll_deg + done["roll"],
        )
