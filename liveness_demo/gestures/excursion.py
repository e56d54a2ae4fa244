"""When a value goes beyond a line and comes back: seconds, and the exact moments of the crossings.

goal  - - - - - - - /~~\\ - - - - - -     goal_s: how long it stayed up here
line  - - - - - - -/- - \\- - - - - -     start_s, end_s: the crossings
release - - - - - / - - -\\ - - - - -     over: once the value is back within the release
      ___________/        \\_________
"""

from dataclasses import dataclass, replace
from math import isfinite

SLIP_S = 0.1
"""A stay beyond the goal goes on over a shorter time below it: points tremble in a dark picture. It is all
the smoothing that there is."""


@dataclass(frozen=True)
class Excursion:
    """One stay beyond the line."""

    start_s: float
    end_s: float
    peak: float
    """The value farthest out."""
    goal_start_s: float | None
    """When the goal was crossed for the first time; None if it never was."""
    goal_s: float
    """The longest stay beyond the goal."""
    cut: bool = False
    """True if it was not seen to end: the value went missing, or the recording ended."""


class ExcursionDetector:
    """Watches one value. Crossings are interpolated between pictures, so that 10 and 60 a second agree.

    release <= line <= goal; without a goal, the line is the goal. If the value is missing for longer than
    max_gap_s, the excursion ends where it was last seen: what happened meanwhile is not known.
    """

    def __init__(self, line: float, release: float, max_gap_s: float, goal: float | None = None) -> None:
        self._line, self._release, self._max_gap_s = line, release, max_gap_s
        self._goal = line if goal is None else goal
        self._last: tuple[float, float] | None = None
        self._start_s: float | None = None
        self._end_s: float | None = None
        self._goal_start_s: float | None = None
        self._stay_start_s: float | None = None
        self._slipped_s: float | None = None
        self._goal_s = 0.0
        self._peak = line

    @property
    def peak(self) -> float:
        """The value farthest out in the present excursion; the line outside of one."""
        return self._peak

    @property
    def away_s(self) -> float:
        """How long the value has been beyond the line in the present excursion, so far."""
        if self._start_s is None or self._last is None:
            return 0.0
        return (self._last[0] if self._end_s is None else self._end_s) - self._start_s

    @property
    def goal_s(self) -> float:
        """The longest stay beyond the goal in the present excursion, so far."""
        if self._stay_start_s is None or self._last is None:
            return self._goal_s
        seen_s = self._last[0] if self._slipped_s is None else self._slipped_s
        return max(self._goal_s, seen_s - self._stay_start_s)

    def update(self, timestamp_s: float, value: float | None) -> Excursion | None:
        """Take one value, or None where there is none; return the excursion that has just ended."""
        if self._last is not None and timestamp_s - self._last[0] > self._max_gap_s:
            cut = self.finish()
            self.update(timestamp_s, value)
            return cut
        if value is None or not isfinite(value):
            return None
        before, self._last = self._last or (timestamp_s, value), (timestamp_s, value)
        self._follow_line(before, self._last)
        self._follow_goal(before, self._last)
        return self._end() if self._start_s is not None and value <= self._release else None

    def finish(self) -> Excursion | None:
        """End the present excursion where it was last seen, and forget everything."""
        ended = replace(self._end(), cut=True) if self._start_s is not None else None
        self._last = None
        return ended

    def _end(self) -> Excursion:
        assert self._start_s is not None and self._last is not None
        end_s = self._last[0] if self._end_s is None else self._end_s
        ended = Excursion(self._start_s, end_s, self._peak, self._goal_start_s, self.goal_s)
        self._forget_excursion()
        return ended

    def _follow_line(self, before: tuple[float, float], now: tuple[float, float]) -> None:
        if now[1] > self._line:
            if self._start_s is None:
                self._start_s = _crossing_s(self._line, before, now)
            self._end_s = None
            self._peak = max(self._peak, now[1])
        elif self._start_s is not None and self._end_s is None:
            self._end_s = _crossing_s(self._line, before, now)

    def _follow_goal(self, before: tuple[float, float], now: tuple[float, float]) -> None:
        if now[1] <= self._goal:
            if self._stay_start_s is not None and self._slipped_s is None:
                self._slipped_s = _crossing_s(self._goal, before, now)
            return
        if self._stay_start_s is None:
            self._goal_start_s = self._stay_start_s = _crossing_s(self._goal, before, now)
        elif self._slipped_s is not None:
            back_s = _crossing_s(self._goal, before, now)
            if back_s - self._slipped_s > SLIP_S:
                self._goal_s, self._stay_start_s = self.goal_s, back_s
            self._slipped_s = None

    def _forget_excursion(self) -> None:
        self._start_s = self._end_s = self._goal_start_s = self._stay_start_s = self._slipped_s = None
        self._goal_s = 0.0
        self._peak = self._line


def _crossing_s(line: float, before: tuple[float, float], now: tuple[float, float]) -> float:
    """The moment between two (timestamp_s, value) at which the line was crossed.

    A stream that begins beyond the line never crossed it: then the present moment.
    """
    if before[1] == now[1]:
        return now[0]
    share = (line - before[1]) / (now[1] - before[1])
    return before[0] + min(max(share, 0.0), 1.0) * (now[0] - before[0])
