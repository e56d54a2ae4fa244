"""The one line that says what to change now: calm enough to be read."""

from ..messages import Message


class Coach:
    """Picks the line: what a movement needs, or, while nothing moves, what was wrong with the last one.

    A line stays for a moment before another one takes its place. Its number stays with it.
    """

    def __init__(self, stays_s: float) -> None:
        self._stays_s = stays_s
        self._line: Message | None = None
        self._changed_s = float("-inf")

    def update(self, timestamp_s: float, coaching: Message | None, hint: Message | None) -> Message | None:
        """Take what one picture asks for, and what the last movement lacked; return the line to show."""
        wanted = coaching or hint
        if _same(wanted, self._line) or timestamp_s - self._changed_s < self._stays_s:
            return self._line
        self._line, self._changed_s = wanted, timestamp_s
        return wanted


def _same(one: Message | None, other: Message | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.key, one.side) == (other.key, other.side)
