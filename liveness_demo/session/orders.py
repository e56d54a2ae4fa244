"""In which orders the gestures of an attempt can be asked."""

from collections.abc import Sequence
from itertools import permutations, product

from ..choices import Gesture
from ..gestures.judging import Challenge
from ..gestures.table import KINDS


def all_orders(gestures: Sequence[Gesture]) -> list[tuple[Challenge, ...]]:
    """Return every order in which these gestures can be asked, the side where one begins included.

    >>> from liveness_demo.choices import REPORTED
    >>> len(all_orders(REPORTED))
    12
    """
    starts = [[Challenge(gesture, side) for side in KINDS[gesture].first_sides] for gesture in gestures]
    return [order for arrangement in permutations(starts) for order in product(*arrangement)]


def article_order(gestures: Sequence[Gesture]) -> tuple[Challenge, ...]:
    """Return these gestures in the order of ``choices.Gesture``, each from its first side.

    Of the reported ones it is the order that a man told a newspaper of.
    """
    return tuple(
        Challenge(gesture, KINDS[gesture].first_sides[0]) for gesture in Gesture if gesture in gestures
    )
