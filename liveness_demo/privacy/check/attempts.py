"""privacy-check: every way to leak, and what comes of trying it."""

import errno
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import files, network, processes
from .targets import Targets

ALLOWED = "ALLOWED"
GROUPS = {
    "network": network.ATTEMPTS,
    "files": files.ATTEMPTS,
    "processes": processes.ATTEMPTS,
}


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


def all_attempts() -> list[LeakAttempt]:
    """Return every attempt, in the order of the table."""
    return [
        LeakAttempt(group, name, make) for group, by_name in GROUPS.items() for name, make in by_name.items()
    ]


def attempt_all(targets: Targets) -> Iterator[Attempted]:
    """Make every attempt."""
    for attempt in all_attempts():
        yield Attempted(attempt, _outcome(attempt, targets))


def _outcome(attempt: LeakAttempt, targets: Targets) -> str:
    try:
        attempt.make(targets)
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, type(error).__name__)
    except Exception as error:  # whatever a library raises instead says nothing clear
        return type(error).__name__
    return ALLOWED
