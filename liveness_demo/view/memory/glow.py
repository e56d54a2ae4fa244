"""The screen brightens for somebody with shut eyes: through the lids they see that they may open."""

from ...messages import Message

BRIGHTEST = 0.45
"""Share of white."""
RISES_IN_S = 1.0
"""It comes and goes slowly: a flash would be harmful to some."""
CALLS = "coach_open"


class Glow:
    """Follows what is said. share: how much white the screen has now, 0 to BRIGHTEST."""

    def __init__(self) -> None:
        self.share = 0.0
        self._seen_s: float | None = None

    def update(self, timestamp_s: float, coach: Message | None) -> None:
        """Take what one picture says."""
        passed_s = 0.0 if self._seen_s is None else max(0.0, timestamp_s - self._seen_s)
        self._seen_s = timestamp_s
        step = BRIGHTEST * min(passed_s / RISES_IN_S, 1 / 8)  # a slow computer steps no farther
        towards = step if coach is not None and coach.key == CALLS else -step
        self.share = min(max(self.share + towards, 0.0), BRIGHTEST)
