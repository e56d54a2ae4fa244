"""The one line that says what to change now: calm enough to be read."""

from ..messages import Message


class Coach:
    """Picks the line: what a movement needs, or, while nothing moves, what was wrong with the last one.

    A line stays for a moment before another one takes its place, but not beside a prompt that it was not
    said with; and it changes at most twice in two such moments, but for the end of a challenge, which takes
    it away. Its number stays with it.
    """

    def __init__(self, stays_s: float) -> None:
        self._stays_s = stays_s
        self._line: Message | None = None
        self._prompt = ""
        """What was asked when the line was said, by its key."""
        self._before_s = self._changed_s = float("-inf")
        """When the line changed the last two times."""

    def update(
        self, timestamp_s: float, prompt: Message, coaching: Message | None, hint: Message | None
    ) -> Message | None:
        """Take what is asked, what one picture calls for and what the last movement lacked."""
        wanted = coaching or hint
        stayed = timestamp_s - self._changed_s >= self._stays_s or prompt.key != self._prompt
        if _same(wanted, self._line) or not stayed or timestamp_s - self._before_s < 2 * self._stays_s:
            return self._line
        self._line, self._prompt = wanted, prompt.key
        self._before_s, self._changed_s = self._changed_s, timestamp_s
        return wanted

    def forget(self) -> None:
        """Take the line away: it spoke of a challenge that is over."""
        self._line = None


def _same(one: Message | None, other: Message | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.key, one.side) == (other.key, other.side)
