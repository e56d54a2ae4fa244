"""The driver's own neutral: what a face is like when it does nothing, from what it did in the last seconds.

A session asks for a still face first. A film has none, and a driver may begin to move at once: so this
neutral is there from the first picture on, and gets better.
"""

from collections import deque

import numpy as np

from .seen import EXPRESSION, Expression, Seen

WINDOW_S = 6.0
"""Longer than a gesture lasts; then most of it is rest, and a new rest is soon the own one (our choice)."""
STEP_S = 0.1
"""So often the neutral looks: a face does not change its rest from picture to picture."""
FACING_DEG = 15.0
"""Of a head turned farther the eyes look wider open: it is left out, unless there is nothing else."""
PERCENTILES = np.array([75.0 if name.endswith("_eye") else 50.0 for name in EXPRESSION])
"""Of eyes the upper quartile: they are shut for far less than three quarters of any time. Else the median."""
FLOOR = 0.7
"""The eyes' open level never falls below this share of its highest: eyes kept shut are not open."""
SMALLEST_OPEN = 0.13
"""Eye aspect ratio: open eyes read this and more (20 people's clips)."""
_EYES = np.array([name.endswith("_eye") for name in EXPRESSION])


class OwnNeutral:
    """Give it every picture of one face, in the order of time."""

    def __init__(self) -> None:
        self._kept: deque[tuple[float, bool, tuple[float, ...]]] = deque()
        self._highest = np.where(_EYES, SMALLEST_OPEN / FLOOR, -np.inf)
        self._neutral: Expression | None = None

    def update(self, timestamp_s: float, seen: Seen) -> Expression:
        """Take one picture; return the neutral as far as it is known."""
        if self._neutral is None or timestamp_s - self._kept[-1][0] >= STEP_S:
            facing = abs(seen.yaw_deg) <= FACING_DEG
            values = tuple(getattr(seen.expression, name) for name in EXPRESSION)
            self._kept.append((timestamp_s, facing, values))
            while timestamp_s - self._kept[0][0] > WINDOW_S:
                self._kept.popleft()
            self._neutral = self._found()
        return self._neutral

    def _found(self) -> Expression:
        facing = [values for _, faces, values in self._kept if faces]
        values = np.array(facing or [values for _, _, values in self._kept])
        levels = np.array(
            [np.percentile(column, share) for column, share in zip(values.T, PERCENTILES, strict=True)]
        )
        levels = np.where(_EYES, np.maximum(levels, FLOOR * self._highest), levels)
        self._highest = np.maximum(self._highest, levels)
        return Expression(*levels.tolist())
