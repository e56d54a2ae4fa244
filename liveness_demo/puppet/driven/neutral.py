"""The driver's own neutral: what a face is like when it does nothing, from what it did in the last seconds.

A session asks for a still face first. A film has none, and a driver may begin to move at once: so this
neutral is there from the first picture on, and gets better.
"""

from collections import deque

import numpy as np

from .seen import EXPRESSION, Expression, Seen

WINDOW_S = 20.0
"""Then a nod and a smile right after it are less than half of it (our choice)."""
STEP_S = 0.1
"""So often the neutral looks: a face does not change its rest from picture to picture."""
FACING_DEG = 15.0
"""Of a head turned farther the eyes look wider open: it is left out, unless there is nothing else."""
OPEN_PERCENTILE = 75.0
"""Of eyes: they are shut for far less than three quarters of any time. Of all else the median is taken."""
FLOOR = 0.7
"""The eyes' open level never falls below this share of its highest: eyes kept shut are not open."""
SMALLEST_OPEN = 0.13
"""Eye aspect ratio: open eyes read this and more (20 people's clips)."""
_EYES = np.array([name.endswith("_eye") for name in EXPRESSION])


class OwnNeutral:
    """Give it every picture of one face, in the order of time."""

    def __init__(self) -> None:
        self._kept: deque[tuple[float, bool, tuple[float, ...]]] = deque()
        self._highest = np.full(len(EXPRESSION), SMALLEST_OPEN / FLOOR)
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
        usual, opened = np.percentile(values, (50.0, OPEN_PERCENTILE), axis=0)
        opened = np.maximum(opened, FLOOR * self._highest)
        self._highest = np.maximum(self._highest, opened)
        return Expression(*np.where(_EYES, opened, usual).tolist())
