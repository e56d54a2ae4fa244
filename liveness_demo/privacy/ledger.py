"""Numbers for the screen; each is counted, none is assumed. "0 bytes sent" is not one: docs/PRIVACY.md."""

from dataclasses import dataclass

from .state import State


@dataclass(frozen=True)
class Ledger:
    """How many pictures passed by and are still in memory; what was refused, and by whom."""

    frames_seen: int
    frames_held: int
    state: State
    frames_skipped: int = 0
    """Pictures of a camera that nobody looked at, because newer ones came."""
