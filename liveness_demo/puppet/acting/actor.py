"""The puppet's behaviour: it reads what the visitor would read, and acts on pixels alone.

It knows the prompts and hints on the screen and its own clock, and nothing of how it is measured.
"""

import random
from dataclasses import dataclass, replace

from ...choices import Character, Side
from ...messages import Message
from ..shape.look import Pose
from .motion import FARTHEST_YAW_DEG, Motion, within
from .nature import NaturalBlinks, Sway

PATIENCE_S = 1.5
"""After a gesture, so long the actor waits for the next prompt before it tries again."""


@dataclass(frozen=True)
class _Temper:
    """reaction_s: shortest and longest time from prompt to movement. pace: 1 a person's, 3 thrice as fast."""

    reaction_s: tuple[float, float] = (0.5, 1.0)
    pace: float = 1.0
    lids_hang: float = 0.0
    slowness: float = 1.0


_TEMPERS = {
    Character.GOOD: _Temper(),
    Character.NATURAL: _Temper(),
    Character.HASTY: _Temper(reaction_s=(0.2, 0.4), pace=5.0),
    Character.SLEEPY: _Temper(reaction_s=(1.5, 3.0), pace=0.7, lids_hang=0.25, slowness=2.5),
    Character.WRONG: _Temper(),
}
_INSTEAD = {"do_blink": "do_mouth", "do_mouth": "do_turn"}
_TOO_LITTLE = {"turn_little", "mouth_little"}
_TOO_FAST = {"blink_short", "mouth_short", "turn_short", "turn_fast"}
_NEUTRAL_YAW_S, _NEUTRAL_JAW_S, _NEUTRAL_LIDS_S = 0.8, 0.35, 0.15

_Step = tuple[float, str, float, float]
"""When (seconds), what moves, where to, how long it takes (seconds)."""


class Actor:
    """Performs prompts. Ask for poses in the order of time; tell it what the screen shows."""

    def __init__(
        self, randomness: random.Random, character: Character = Character.GOOD, rest_yaw_deg: float = 0.0
    ) -> None:
        self._randomness, self._character, self._rest_yaw_deg = randomness, character, rest_yaw_deg
        self._temper = _TEMPERS[character]
        self._blinks = NaturalBlinks(randomness, self._temper.slowness)
        self._sway = Sway(randomness)
        self._motions = {"lids": Motion(), "jaw": Motion(), "yaw": Motion()}
        self._steps: list[_Step] = []
        self._prompt: Message | None = None
        self._hint: Message | None = None
        self._act_s: float | None = None
        self._pace = self._temper.pace
        self._effort = 1.0

    def tell(self, now_s: float, prompt: Message, hint: Message | None) -> None:
        """Let the actor read the screen."""
        if hint != self._hint:
            self._hint = hint
            self._take_hint(hint)
        if self._prompt is None or (prompt.key, prompt.side) != (self._prompt.key, self._prompt.side):
            self._act_s = now_s + self._randomness.uniform(*self._temper.reaction_s)
        self._prompt = prompt

    def rest(self, now_s: float) -> None:
        """Stop acting: from now on only what a face does by itself."""
        self._character = Character.NATURAL
        self._act_s, self._steps = None, self._back_to_neutral(now_s)

    def pose(self, now_s: float) -> Pose:
        """Return how the visitor sits at this moment."""
        if self._act_s is not None and now_s >= self._act_s and self._prompt is not None:
            self._steps = self._plan(now_s, self._prompt)
            self._act_s = (
                max((at_s + takes_s for at_s, _, _, takes_s in self._steps), default=now_s) + PATIENCE_S
            )
        while self._steps and now_s >= self._steps[0][0]:
            _, what, target, takes_s = self._steps.pop(0)
            self._motions[what].move(now_s, target, takes_s)
        sway = self._sway.pose(now_s)
        asked = {what: motion.at(now_s) for what, motion in self._motions.items()}
        lids = max(asked["lids"], self._blinks.lids(now_s), self._temper.lids_hang)
        yaw_deg = within(sway.yaw_deg + asked["yaw"] + self._rest_yaw_deg, FARTHEST_YAW_DEG)
        return replace(sway, lid_left=lids, lid_right=lids, jaw=asked["jaw"], yaw_deg=yaw_deg)

    def _take_hint(self, hint: Message | None) -> None:
        if hint is None:
            return
        if hint.key in _TOO_FAST:
            self._pace = min(self._pace, 1.0) / 1.3
        elif hint.key in _TOO_LITTLE:
            self._effort *= 1.2

    def _plan(self, now_s: float, prompt: Message) -> list[_Step]:
        key, side = prompt.key, prompt.side
        if self._character is Character.NATURAL and key.startswith("do_"):
            return []
        if self._character is Character.WRONG:
            side = side.other if side else Side.LEFT
            key = _INSTEAD.get(key, key)
        draw = self._randomness.uniform
        if key == "do_blink":
            shut_s = 0.15 / self._pace + draw(0.6, 0.9) / self._pace
            return [(now_s, "lids", 1.0, 0.15), (now_s + shut_s, "lids", 0.0, 0.2)]
        if key == "do_mouth":
            hold_s = draw(1.6, 2.0) / self._pace
            wide = min(1.0, 0.95 * self._effort)
            return [(now_s, "jaw", wide, 0.4 / self._pace), (now_s + hold_s, "jaw", 0.0, _NEUTRAL_JAW_S)]
        if key in ("do_turn", "do_turn_other"):
            angle_deg = min(50.0, draw(29.0, 36.0) * self._effort) * (side or Side.RIGHT).sign
            return [(now_s, "yaw", angle_deg, draw(1.0, 1.4) / self._pace)]
        return self._back_to_neutral(now_s)

    def _back_to_neutral(self, now_s: float) -> list[_Step]:
        return [
            (now_s, "yaw", 0.0, _NEUTRAL_YAW_S / min(self._pace, 2.0)),
            (now_s, "jaw", 0.0, _NEUTRAL_JAW_S),
            (now_s, "lids", 0.0, _NEUTRAL_LIDS_S),
        ]
