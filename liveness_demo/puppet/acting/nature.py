"""What a face does by itself: blinks that nobody asked for, and a head that is never quite still."""

import math
import random
from dataclasses import replace

from ..shape.look import Pose
from .motion import Motion

BLINKS_A_MINUTE = 17.0
"""At rest, mean of 150 people (Bentivoglio et al., Movement Disorders 12, 1997)."""
PAUSE_SPREAD = 0.6
"""Pauses between blinks are log-normal, as blink rates are (same source); our choice of spread."""
LIDS_FALL_S, LIDS_RISE_S = 0.10, 0.15
"""About 0.1 s down; 0.1 s and more up (Stern, Walrath and Goldstein, Psychophysiology 21, 1984)."""
SHUT_MEDIAN_S, SHUT_SPREAD, SHUT_LONGEST_S = 0.10, 0.45, 0.30
"""Between the two: at most about 0.3 s (same source). Log-normal, so that the time below half open is about
that of a man who talked for 200 s (docs/ACCURACY.md): 0.3 s or more in a quarter of the blinks (his: 12 %),
0.4 s or more in one of thirty (his: 3 to 9 %)."""


class NaturalBlinks:
    """Lids that close by themselves. slowness stretches the closures, for a sleepy visitor."""

    def __init__(self, randomness: random.Random, slowness: float = 1.0) -> None:
        self._randomness, self._slowness = randomness, slowness
        self._lids = Motion()
        self._next_s = self._pause_s() * randomness.random()  # nobody starts just after a blink
        self._opens_s: float | None = None

    def lids(self, now_s: float) -> float:
        """Return how far the lids are down, 0 open to 1 shut."""
        if self._opens_s is None and now_s >= self._next_s:
            self._lids.move(now_s, 1.0, LIDS_FALL_S * self._slowness)
            self._opens_s = now_s + LIDS_FALL_S * self._slowness + self._shut_s()
        elif self._opens_s is not None and now_s >= self._opens_s:
            self._lids.move(now_s, 0.0, LIDS_RISE_S * self._slowness)
            self._opens_s, self._next_s = None, now_s + self._pause_s()
        return self._lids.at(now_s)

    def _pause_s(self) -> float:
        mean_s = 60 / BLINKS_A_MINUTE - LIDS_FALL_S - SHUT_MEDIAN_S
        median = math.log(mean_s) - PAUSE_SPREAD**2 / 2
        return self._randomness.lognormvariate(median, PAUSE_SPREAD)

    def _shut_s(self) -> float:
        drawn_s = self._randomness.lognormvariate(math.log(SHUT_MEDIAN_S), SHUT_SPREAD)
        return min(drawn_s, SHUT_LONGEST_S) * self._slowness


_SWAY = {
    "yaw_deg": ((0.8, 7.3), (0.4, 3.1)),
    "pitch_deg": ((0.7, 6.1), (0.3, 2.7)),
    "roll_deg": ((0.6, 8.9), (0.2, 3.7)),
    "x_cm": ((0.3, 9.7), (0.1, 4.3)),
    "y_cm": ((0.15, 5.3),),
}
"""Waves of (amplitude, period in seconds): our choice, to look alive."""


class Sway:
    """Small movements of a head that holds still: slow waves with phases of their own."""

    def __init__(self, randomness: random.Random) -> None:
        self._phases = {
            name: [randomness.uniform(0, 2 * math.pi) for _ in waves] for name, waves in _SWAY.items()
        }

    def pose(self, now_s: float) -> Pose:
        """Return the pose of a head that does nothing."""
        return Pose(
            yaw_deg=self._sum("yaw_deg", now_s),
            pitch_deg=self._sum("pitch_deg", now_s),
            roll_deg=self._sum("roll_deg", now_s),
            x_cm=self._sum("x_cm", now_s),
            y_cm=self._sum("y_cm", now_s),
        )

    def _sum(self, name: str, now_s: float) -> float:
        waves = zip(_SWAY[name], self._phases[name], strict=True)
        return sum(
            size * math.sin(2 * math.pi * now_s / period_s + phase) for (size, period_s), phase in waves
        )


class AtRest:
    """A face that nobody asks for anything: it blinks and sways. yaw_deg: where its head rests."""

    def __init__(
        self, randomness: random.Random, slowness: float = 1.0, lids_hang: float = 0.0, yaw_deg: float = 0.0
    ) -> None:
        """slowness: of the blinks. lids_hang: how far the lids are down between them, 0 to 1."""
        self._blinks, self._sway = NaturalBlinks(randomness, slowness), Sway(randomness)
        self._lids_hang, self._yaw_deg = lids_hang, yaw_deg

    def pose(self, now_s: float) -> Pose:
        """Return what it does at this time, later than the last one asked for."""
        sway, lids = self._sway.pose(now_s), max(self._blinks.lids(now_s), self._lids_hang)
        return replace(sway, lid_left=lids, lid_right=lids, yaw_deg=sway.yaw_deg + self._yaw_deg)
