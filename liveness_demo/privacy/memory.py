"""Return freed memory to the system once a visitor has left: nothing of a picture stays in it."""

import ctypes
import gc
import sys
from contextlib import suppress

M_ARENA_MAX = -8


def keep_little_memory() -> None:
    """Ask the C library for one pool of memory instead of one for each thread; call it before threads start.

    The models' threads come and go with each visitor, and a pool keeps what it has. glibc: man 3 mallopt.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def give_memory_back() -> None:
    """Return freed memory to the system once a visitor has left.

    glibc: man 3 malloc_trim. Elsewhere the C library decides.
    """
    gc.collect()
    if sys.platform == "linux":
        with suppress(AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
