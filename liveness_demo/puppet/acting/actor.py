"""The puppet's behaviour: it reads what the visitor would read, and acts on pixels alone.

It knows the prompts and hints on the screen and its own clock, and nothing of how it is measured.
"""

import random
from dataclasses import dataclass

from ...choices import Character, Side
from ...messages import Message
from ..shape.look import Pose
from .moves import MOVES, Move, Performer, Step, drawn
from .nature import AtRest
from .talking import Talk

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
    Character.LIVELY: _Temper(),
}
_DEAF = {Character.NATURAL, Character.LIVELY}
_INSTEAD = {"do_blink": "do_mouth", "do_mouth": "do_turn", "do_nod": "do_mouth", "do_smile": "do_turn"}
_TOO_LITTLE = {"turn_little", "mouth_little", "nod_little", "smile_little"}
_TOO_FAST = {"blink_short", "mouth_short", "smile_short", "turn_short", "nod_short"}
_HASTIEST_BACK = 2.0
"""A head never goes back faster than at this pace."""


class Actor:
    """Performs prompts. Ask for poses in the order of time; tell it what the screen shows."""

    def __init__(
        self, randomness: random.Random, character: Character = Character.GOOD, rest_yaw_deg: float = 0.0
    ) -> None:
        self._randomness, self._character, self._temper = randomness, character, _TEMPERS[character]
        self._at_rest = AtRest(randomness, self._temper.slowness, self._temper.lids_hang, rest_yaw_deg)
        self._talk = Talk(randomness) if character is Character.LIVELY else None
        self._performer = Performer()
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
        if self._talk:
            self._talk.stop(now_s)
        self._act_s, self._performer.steps = None, self._back_to_neutral(now_s)

    def pose(self, now_s: float) -> Pose:
        """Return how the visitor sits at this moment."""
        if self._act_s is not None and now_s >= self._act_s and self._prompt is not None:
            steps = self._performer.steps = self._plan(now_s, self._prompt)
            self._act_s = max((step.at_s + step.takes_s for step in steps), default=now_s) + PATIENCE_S
        by_itself = self._at_rest.pose(now_s)
        if self._talk:
            by_itself = self._talk.pose(now_s, by_itself)
        return self._performer.pose(now_s, by_itself)

    def asked(self, now_s: float) -> Pose:
        """Return of the last pose only what was asked for, without what a face does by itself."""
        return self._performer.pose(now_s, Pose())

    def _take_hint(self, hint: Message | None) -> None:
        if hint is None:
            return
        if hint.key in _TOO_FAST:
            self._pace = min(self._pace, 1.0) / 1.3
        elif hint.key in _TOO_LITTLE:
            self._effort *= 1.2

    def _plan(self, now_s: float, prompt: Message) -> list[Step]:
        key, side = prompt.key, prompt.side
        if self._character in _DEAF and key.startswith("do_"):
            return []
        if self._character is Character.WRONG:
            side = side.other if side else Side.LEFT
            key = _INSTEAD.get(key, key)
        if key not in MOVES:
            return self._back_to_neutral(now_s)
        sign = (side or Side.RIGHT).sign if MOVES[key].feature == "yaw" else 1
        return self._there_and_back(now_s, MOVES[key], sign)

    def _there_and_back(self, now_s: float, move: Move, sign: int) -> list[Step]:
        far = sign * min(move.farthest, drawn(move.far, self._randomness) * self._effort)
        out_s = drawn(move.out_s, self._randomness) / self._pace
        # Lids fall as fast as lids do: how long they stay shut goes with the pace.
        there = Step(now_s, move.feature, far, move.out_s[0] if move.feature == "lids" else out_s)
        if move.waits:
            return [there]
        back_s = now_s + out_s + drawn(move.stay_s, self._randomness) / self._pace
        return [there, Step(back_s, move.feature, 0.0, move.back_s)]

    def _back_to_neutral(self, now_s: float) -> list[Step]:
        pace = min(self._pace, _HASTIEST_BACK)
        moves = {move.feature: move for move in MOVES.values()}.values()
        return [
            Step(now_s, move.feature, 0.0, move.back_s / pace if move.waits else move.back_s)
            for move in moves
        ]
