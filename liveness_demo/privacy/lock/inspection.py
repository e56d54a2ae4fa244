"""Looks, without trying anything, whether the lock holds: what /proc says of this process. Linux only."""

import fcntl
import os
import stat
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass

from .kernel import family_of_socket
from .seccomp import UNIX_FAMILY

SELF = "/proc/self"
File = tuple[int, int]
"""Device and inode."""
STANDARD_STREAMS = (0, 1, 2)
FILTERED = "2"


@dataclass(frozen=True)
class Descriptor:
    """Something open through which data could leave. allowed: the display, or a stream the caller gave."""

    number: int
    what: str
    allowed: bool


@dataclass(frozen=True)
class Inspection:
    """What was found. problems: one line each; empty if all is as it should be."""

    threads: int
    descriptors: tuple[Descriptor, ...]
    problems: tuple[str, ...]


def thread_count() -> int:
    """Return how many threads this process has."""
    return len(os.listdir(f"{SELF}/task"))


def close_all_but(kept: Collection[int]) -> None:
    """Close every other descriptor."""
    for number in [int(name) for name in os.listdir(f"{SELF}/fd")]:
        if number not in kept:
            with suppress(OSError):  # the listing's own is closed already
                os.close(number)


def open_files(numbers: Iterable[int]) -> set[File]:
    """Return what these descriptors are open on."""
    files = set()
    for number in numbers:
        with suppress(OSError):  # started without it
            status = os.fstat(number)
            files.add((status.st_dev, status.st_ino))
    return files


def inspect(filters: int, given: Collection[File]) -> Inspection:
    """Look at every thread (each has this many filters) and at everything that is open.

    given: where the caller's stdin, stdout and stderr lead, through whichever descriptor.
    """
    states = [state for thread in os.listdir(f"{SELF}/task") if (state := _thread_state(thread))]
    problems = [
        f"thread {state['Pid']} is not locked: Seccomp {state['Seccomp']}, "
        f"NoNewPrivs {state['NoNewPrivs']}, filters {state['Seccomp_filters']}"
        for state in states
        if not _locked(state, filters)
    ]
    numbers = [int(name) for name in os.listdir(f"{SELF}/fd")]
    descriptors = tuple(found for number in numbers if (found := _describe(number, given)))
    problems += [f"descriptor {each.number} is a {each.what}" for each in descriptors if not each.allowed]
    return Inspection(len(states), descriptors, tuple(problems))


def _thread_state(thread: str) -> dict[str, str] | None:
    try:
        with open(f"{SELF}/task/{thread}/status", encoding="utf-8") as status:
            lines = status.read().splitlines()
    except OSError:  # the thread has just ended
        return None
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def _locked(state: dict[str, str], filters: int) -> bool:
    return (
        state["Seccomp"] == FILTERED
        and state["NoNewPrivs"] == "1"
        and int(state["Seccomp_filters"]) >= filters
    )


def _describe(number: int, given: Collection[File]) -> Descriptor | None:
    """Return a descriptor that could carry data away, None for others: devices, pipes, memory."""
    try:
        status = os.fstat(number)
        if stat.S_ISSOCK(status.st_mode):
            unix = family_of_socket(number) == UNIX_FAMILY
            return Descriptor(number, "Unix socket" if unix else "network socket", allowed=unix)
        writable = fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE != os.O_RDONLY
        name = os.readlink(f"{SELF}/fd/{number}")
    except OSError:  # closed since it was listed
        return None
    if not (stat.S_ISREG(status.st_mode) and writable) or name.startswith("/memfd:"):
        return None
    allowed = (status.st_dev, status.st_ino) in given
    return Descriptor(number, f"file open for writing: {name}", allowed)
