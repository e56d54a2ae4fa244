"""The numbers on the screen: only such that are true. "0 bytes sent" is none, see docs/PRIVACY.md."""

from dataclasses import dataclass

from .state import State


@dataclass(frozen=True)
class Ledger:
    """What passed by, what is still in memory, what was refused, and who refuses."""

    frames_seen: int
    frames_held: int
    state: State
    frames_skipped: int = 0
    """Pictures of a camera that were let go unseen, because newer ones came."""
