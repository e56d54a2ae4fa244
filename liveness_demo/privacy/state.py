"""What a screen may say about the lock: plain values, each true at the moment it was taken."""

from dataclasses import dataclass
from enum import Enum


class Enforcement(Enum):
    """Who keeps the promise that nothing leaves and nothing is written."""

    ENFORCED = "enforced by the system"
    NOT_HERE = "not enforced on this system"
    FAILED = "not protected: the lock failed"
    UNPROTECTED = "not protected: --unprotected"


@dataclass(frozen=True)
class Refused:
    """Attempts refused since the start."""

    sockets: int = 0
    programs: int = 0
    files: int = 0
    """Only the guard counts files: the kernel refuses them without telling."""

    @property
    def total(self) -> int:
        """How many attempts these are together."""
        return self.sockets + self.programs + self.files


@dataclass(frozen=True)
class State:
    """The lock, and the attempts refused: by_kernel of native code too (None: no kernel counts), by_guard of
    Python code.
    """

    enforcement: Enforcement
    reason: str = ""
    """Why it is not enforced, or what of it does not work, in a few words."""
    sealed: bool = False
    inspectable: bool = False
    """True if other programs may look into this process (--inspect)."""
    by_kernel: Refused | None = None
    by_guard: Refused = Refused()

    @property
    def protected(self) -> bool:
        """True if the system itself keeps the promise."""
        return self.enforcement is Enforcement.ENFORCED

    @property
    def described(self) -> str:
        """Who keeps the promise, and in brackets why it is so, if anything is to be said of that."""
        reason = f" ({self.reason})" if self.reason else ""
        return self.enforcement.value + reason

    @property
    def warning(self) -> str | None:
        """What to say in yellow, None if nothing needs saying."""
        return None if self.protected else f"{self.described}: unplug the network to be sure"


@dataclass(frozen=True)
class Ledger:
    """How many pictures passed by and are still in memory; what was refused, and by whom."""

    frames_seen: int
    frames_held: int
    state: State
    frames_skipped: int = 0
    """Pictures of a camera that nobody looked at, because newer ones came."""
