"""The explanations: what each card says, and the numbers that its line, moved, leads to."""

import random
from dataclasses import dataclass
from functools import cache

from ...choices import Gesture
from ...puppet.acting.moves import MOVES, drawn
from ...puppet.acting.nature import NaturalBlinks

POINTS, EAR, MOUTH, TURN, BLINK, LINE, ORDER, UNKNOWN, TRICK = CARDS = (
    *("points", "ear", "mouth", "turn", "blink"),
    *("line", "order", "unknown", "trick"),
)
CARD_OF = {
    Gesture.BLINK: EAR,
    Gesture.MOUTH: MOUTH,
    Gesture.TURN: TURN,
    Gesture.NOD: TURN,
    Gesture.SMILE: MOUTH,
}
"""Which card says how a gesture is measured."""
SLIDERS = {BLINK: (0.1, 1.0, 0.05, 0.4), LINE: (0.05, 0.4, 0.01, 0.21)}
"""Lowest, highest, step, and where it stands at first: seconds of shut eyes; an eye aspect ratio."""

VISITORS, TRY_S, FPS = 100, 8.0, 30

PUPPET_EARS = (
    (0.0, 0.154, 0.080), (0.1, 0.214, 0.129), (0.2, 0.239, 0.158), (0.3, 0.265, 0.163), (0.4, 0.281, 0.209),
    (0.5, 0.300, 0.235), (0.6, 0.308, 0.239), (0.7, 0.317, 0.250), (0.8, 0.323, 0.260), (0.9, 0.331, 0.263),
    (1.0, 0.338, 0.271),
)  # fmt: skip
"""(eye opening, open, squinting): the eye aspect ratios that the model reads on the puppet with lids at 0 and
at SQUINT; a test measures them."""
SQUINT = 0.3


@dataclass(frozen=True)
class Slider:
    """Where a card's line stands."""

    card: str
    value: float

    def moved(self, steps: int) -> "Slider":
        """Return it moved by ``steps``, within its range."""
        low, high, step, _ = SLIDERS[self.card]
        return Slider(self.card, min(max(round(self.value + steps * step, 4), low), high))

    @property
    def share(self) -> float:
        """Where it stands in its range, 0 to 1."""
        low, high, _, _ = SLIDERS[self.card]
        return (self.value - low) / (high - low)


def first_sliders() -> dict[str, Slider]:
    """Return each slider where it stands at first."""
    return {card: Slider(card, first) for card, (_, _, _, first) in SLIDERS.items()}


@cache
def natural_longest_s() -> tuple[float, ...]:
    """Return, for each of VISITORS puppets, its longest closure in TRY_S without being asked for any."""
    return tuple(_longest_s(seed) for seed in range(VISITORS))


@cache
def asked_shut_s() -> tuple[float, ...]:
    """Return how long each of VISITORS puppets shuts its eyes if asked to."""
    randomness = random.Random(1)
    return tuple(drawn(MOVES["do_blink"].stay_s, randomness) for _ in range(VISITORS))


def passing(shut_s: tuple[float, ...], asked_s: float) -> int:
    """Return how many shut their eyes for long enough."""
    return sum(each >= asked_s for each in shut_s)


def called_shut(line: float) -> int:
    """Return how many puppets have open eyes below a fixed line."""
    return sum(open_ear < line for _, open_ear, _ in PUPPET_EARS)


def squint_counts(line: float) -> int:
    """Return for how many puppets a fixed line takes a squint for a blink, and open eyes for open."""
    return sum(squint_ear < line <= open_ear for _, open_ear, squint_ear in PUPPET_EARS)


def own_line() -> tuple[int, int]:
    """Return the same two counts for a line at half of each one's own open level."""
    return 0, sum(squint_ear < open_ear / 2 for _, open_ear, squint_ear in PUPPET_EARS)


def _longest_s(seed: int) -> float:
    blinks = NaturalBlinks(random.Random(seed))
    longest_s = since_s = 0.0
    for index in range(round(TRY_S * FPS)):
        since_s = since_s + 1 / FPS if blinks.lids(index / FPS) > 0.5 else 0.0
        longest_s = max(longest_s, since_s)
    return longest_s
