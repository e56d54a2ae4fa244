"""How long something takes, whatever else the machine is doing."""

from statistics import median

BLOCK = 20


def quickest_median(took_s: list[float]) -> float:
    """Return the least of the medians of blocks: other work on the machine comes into some, not into all."""
    return min(median(took_s[first : first + BLOCK]) for first in range(0, len(took_s), BLOCK))
