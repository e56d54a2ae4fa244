"""privacy-check: try to leak through every channel, and judge what came of it.

Each attempt is made twice: by an unlocked helper (the control: is it possible here at all?) and by this
process, in the state in which a camera would be open. No other computer is contacted.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from enum import Enum

from ..lock.inspection import Inspection
from ..protection import Protection
from ..state import State
from .attempts import ALLOWED, LeakAttempt, attempt_all
from .stage import Helper

REFUSALS = ("EACCES", "EPERM", "ENOSYS", "EROFS", "EFBIG")
"""Only these say that the system refused; others, such as ENOENT and ECONNREFUSED, prove nothing."""
NOT_HERE = ("EAFNOSUPPORT", "EPROTONOSUPPORT", "EOPNOTSUPP", "ENOTSUP", "ENODEV", "EIO")
"""From the control: this computer has no such channel. The third and the fourth are one, by two names."""


class Status(Enum):
    """What an attempt shows."""

    BLOCKED = "BLOCKED"
    ALLOWED = "ALLOWED"
    UNCLEAR = "UNCLEAR"


@dataclass(frozen=True)
class LeakResult:
    """An attempt, what an unlocked process gets (ALLOWED or an error's name), and what this one got."""

    attempt: LeakAttempt
    control: str
    here: str

    @property
    def status(self) -> Status:
        """BLOCKED needs a refusal here, and a control that works or is itself refused or impossible."""
        if self.here == ALLOWED:
            return Status.ALLOWED
        known = self.control in (ALLOWED, *REFUSALS, *NOT_HERE)
        return Status.BLOCKED if known and self.here in REFUSALS else Status.UNCLEAR


@dataclass(frozen=True)
class Check:
    """All that was found. inspection: None where nothing is locked."""

    results: list[LeakResult]
    inspection: Inspection | None
    state: State

    @property
    def passed(self) -> bool:
        """True if the lock holds and everything was refused."""
        return self.state.protected and all(result.status is Status.BLOCKED for result in self.results)


def run_check(stage: Helper, protection: Protection) -> Check:
    """Make every attempt in the helper and in this process, whose guards stand aside: the kernel is asked."""
    lockdown, guards = protection.lockdown, protection.guards
    inspection = lockdown.check() if lockdown else None  # before the attempts leave traces of their own
    control = stage.control()
    with guards.aside() if guards else nullcontext():
        results = [
            LeakResult(made.attempt, control[made.attempt.name], made.outcome)
            for made in attempt_all(stage.targets)
        ]
    return Check(results, inspection, protection.state())
