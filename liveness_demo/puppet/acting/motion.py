"""How something moves like a person does: one value that eases from place to place."""

FARTHEST_YAW_DEG, FARTHEST_PITCH_DEG = 85.0, 45.0
"""No neck turns or bows a head farther, however many movements add up."""


def within(value: float, limit: float) -> float:
    """Return the value, or the limit on its side of zero."""
    return min(max(value, -limit), limit)


class Motion:
    """One value in time. Each move starts where the value is and takes its time.

    The way is that of least jerk, as in a reaching hand (Flash and Hogan, Journal of Neuroscience 1985).
    """

    def __init__(self, value: float = 0.0) -> None:
        self._from = self._to = value
        self._start_s, self._duration_s = 0.0, 0.0

    def move(self, now_s: float, target: float, duration_s: float) -> None:
        """Begin to move to a target now."""
        self._from, self._to = self.at(now_s), target
        self._start_s, self._duration_s = now_s, duration_s

    def at(self, now_s: float) -> float:
        """Return the value at a time, not before the last move began."""
        if self._duration_s <= 0:
            return self._to
        share = min(max((now_s - self._start_s) / self._duration_s, 0.0), 1.0)
        eased = share**3 * (10 - 15 * share + 6 * share**2)
        way = self._from + (self._to - self._from) * eased
        low, high = sorted((self._from, self._to))
        return min(max(way, low), high)  # rounding must not lead beyond either end


class Follower:
    """One value that runs after its target, never faster than a limit: for a hand that changes its mind."""

    def __init__(self, fastest_a_s: float, lag_s: float) -> None:
        self.target = 0.0
        self._value = 0.0
        self._fastest_a_s, self._lag_s = fastest_a_s, lag_s
        self._last_s: float | None = None

    def at(self, now_s: float) -> float:
        """Return the value at a time, later than the last one asked for."""
        elapsed_s = 0.0 if self._last_s is None else max(0.0, now_s - self._last_s)
        self._last_s = now_s
        wanted = (self.target - self._value) * min(1.0, elapsed_s / self._lag_s)
        farthest = self._fastest_a_s * elapsed_s
        self._value += within(wanted, farthest)
        return self._value
