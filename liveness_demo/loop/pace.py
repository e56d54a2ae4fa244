"""How fast a recording is played."""

from collections.abc import Callable

LONGEST_WAIT_S = 10.0
"""A longer gap in a recording is shortened for those who watch: while a window waits it hears no Ctrl-C."""


class Pace:
    """Tells how long to wait so that a recording plays at its own speed; a slow machine plays slower."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ahead_s: float | None = None

    def wait_s(self, timestamp_s: float) -> float:
        """Return the seconds until the picture of this time is due, at most LONGEST_WAIT_S."""
        now_s = self._clock()
        if self._ahead_s is None:
            self._ahead_s = now_s - timestamp_s
        wait_s = max(0.0, timestamp_s + self._ahead_s - now_s)
        if wait_s > LONGEST_WAIT_S:
            self._ahead_s -= wait_s - LONGEST_WAIT_S
        return min(wait_s, LONGEST_WAIT_S)
