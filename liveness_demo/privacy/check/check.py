"""privacy-check: try to leak through every channel, and judge what came of it.

Each attempt is made twice: by an unlocked helper (the control: is it possible here at all?) and by this
process, in the state in which a camera would be open. No other computer is contacted.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from enum import Enum

from ..lock.inspection import Inspection
from ..protection import Protection
from ..state import State
from . import files as check_files
from . import network as check_network
from . import processes as check_processes
from .stage import Helper, Targets

ALLOWED = "ALLOWED"
REFUSALS = ("EACCES", "EPERM", "ENOSYS", "EROFS", "EFBIG")
"""Only these say that the system refused; others, such as ENOENT and ECONNREFUSED, prove nothing."""
NOT_HERE = ("EAFNOSUPPORT", "EPROTONOSUPPORT", "EOPNOTSUPP", "ENODEV", "EIO")
"""From the control: this computer has no such channel."""
GROUPS = {
    "network": check_network.ATTEMPTS,
    "files": check_files.ATTEMPTS,
    "processes": check_processes.ATTEMPTS,
}


class Status(Enum):
    """What an attempt shows."""

    BLOCKED = "BLOCKED"
    ALLOWED = "ALLOWED"
    UNCLEAR = "UNCLEAR"


@dataclass(frozen=True)
class LeakAttempt:
    """One way to leak."""

    group: str
    name: str
    make: Callable[[Targets], None]


@dataclass(frozen=True)
class Attempted:
    """outcome: ALLOWED, or the name of the error."""

    attempt: LeakAttempt
    outcome: str


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


def all_attempts() -> list[LeakAttempt]:
    """Return every attempt, in the order of the table."""
    return [
        LeakAttempt(group, name, make) for group, by_name in GROUPS.items() for name, make in by_name.items()
    ]


def attempt_all(targets: Targets) -> Iterator[Attempted]:
    """Make every attempt."""
    for attempt in all_attempts():
        yield Attempted(attempt, _outcome(attempt, targets))


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


def _outcome(attempt: LeakAttempt, targets: Targets) -> str:
    try:
        attempt.make(targets)
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, type(error).__name__)
    except Exception as error:  # whatever a library raises instead says nothing clear
        return type(error).__name__
    return ALLOWED
