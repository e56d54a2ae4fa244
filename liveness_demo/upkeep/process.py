"""This process, as the system sees it: its age, memory, threads, open files. Linux; not known elsewhere."""

import os
import sys
from pathlib import Path

SELF = Path("/proc/self")
START_FIELD = 21
"""Of /proc/self/stat, from 0: when the process began, in ticks since the system's start (man 5 proc)."""
MEGABYTE = 1e6


def began_s() -> float | None:
    """Return when this process began, in seconds on CLOCK_BOOTTIME, to a hundredth; None if not known."""
    if sys.platform != "linux":
        return None
    after_name = (SELF / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(after_name[START_FIELD - 2]) / os.sysconf("SC_CLK_TCK")


def resident_mb() -> float | None:
    """Return how much memory of this process is resident, in millions of bytes; None if not known."""
    if sys.platform != "linux":
        return None
    pages = int((SELF / "statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def thread_count() -> int | None:
    """Return how many threads this process has, those of native libraries too; None if not known."""
    return _count("task")


def file_count() -> int | None:
    """Return how many files, pipes and sockets are open; None if not known."""
    return _count("fd")


def _count(folder: str) -> int | None:
    return sum(1 for _ in (SELF / folder).iterdir()) if sys.platform == "linux" else None
