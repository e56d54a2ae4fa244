"""The lock: from here on the kernel itself refuses to let anything out. Linux on x86-64, without root.

    lockdown = Lockdown(inspectable=False)   # before any other import: one thread, nothing open
    ...                                      # import, load the model, open the window
    lockdown.seal()                          # no new socket of any kind
    lockdown.check()                         # looks; tries nothing
    ...                                      # only now open the camera

Nothing of it can be undone; threads and children inherit it. Landlock refuses files and programs,
seccomp sockets, programs and metadata; docs/PRIVACY.md tells promise by promise which of them holds it.
"""

import errno
import glob
import os
import resource
import struct
import sys

from ..state import Refused
from . import landlock, seccomp
from .bpf import fail_with
from .counter import Counter
from .inspection import STANDARD_STREAMS, Inspection, close_all_but, inspect, open_files, thread_count
from .kernel import SET_DUMPABLE, process_control

DEVICES = ("/dev/null", "/dev/video*", "/dev/media*")
"""All that may be opened for writing. A camera that is plugged in again is a new node: start again."""
SERVICES = ("DBUS_SESSION_BUS_ADDRESS", "SESSION_MANAGER", "PULSE_SERVER", "SSH_AUTH_SOCK")
"""Where libraries look for other programs to talk to."""
FILTERS_LOCKED, FILTERS_SEALED = 2, 3


def is_supported() -> bool:
    """Return whether a lock is to be expected here."""
    return sys.platform == "linux" and os.uname().machine == "x86_64" and struct.calcsize("P") == 8


class Lockdown:
    """This process, locked. Make one, first of all."""

    def __init__(self, inspectable: bool, keep: tuple[int, ...] = ()) -> None:
        """Lock. inspectable: leave the process readable to outside tools. keep: descriptors not to close.

        Raises OSError if the kernel refuses a part of it, RuntimeError if it comes too late.
        """
        threads = thread_count()
        if threads != 1:
            # Landlock holds for one thread and those it starts later, not for its brothers.
            raise RuntimeError(f"there were {threads} threads already")
        close_all_but({*STANDARD_STREAMS, *keep})
        self._given = open_files(STANDARD_STREAMS)
        for name in SERVICES:
            os.environ.pop(name, None)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not inspectable:
            process_control(SET_DUMPABLE, 0)  # no core dump by any handler, no debugger, /proc closed
        landlock.restrict([node for name in DEVICES for node in glob.glob(name)])
        seccomp.install(seccomp.lock_rules())
        self._counter = _counter_or_refusal()
        self._filters = FILTERS_LOCKED

    @property
    def sealed(self) -> bool:
        """True once no socket of any kind can be opened."""
        return self._filters == FILTERS_SEALED

    @property
    def counts(self) -> bool:
        """True if the kernel's refusals are counted."""
        return self._counter is not None

    def seal(self) -> None:
        """Refuse Unix sockets too, in every thread. Raises OSError."""
        if not self.sealed:
            seccomp.install(seccomp.seal_rules())
            self._filters = FILTERS_SEALED

    def check(self) -> Inspection:
        """Look, without trying anything, whether it all holds."""
        found = inspect(self._filters, self._given)
        if self._counter is None or self._counter.runs():
            return found
        gone = "the counter is gone, so refusals are no longer counted"
        return Inspection(found.threads, found.descriptors, (*found.problems, gone))

    def refused(self) -> Refused | None:
        """Return what the kernel has refused so far; None where nothing counts."""
        return self._counter.refused() if self._counter else None


def _counter_or_refusal() -> Counter | None:
    """Refuse sockets and programs, and count them, unless another program counts already.

    The kernel lets one listener decide about a process' calls. Under WSL2 and in some containers there is one
    before this process begins: then the same calls are refused all the same, and nothing counts them.
    """
    try:
        return Counter()
    except OSError as error:
        if error.errno != errno.EBUSY:
            raise
    seccomp.install(seccomp.counted_rules(fail_with(errno.EACCES)))
    return None
