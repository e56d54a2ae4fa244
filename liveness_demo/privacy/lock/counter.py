"""Counts what the kernel refuses: sockets and program starts, native code included.

The kernel asks a small process of ours about each such call (seccomp user notification); it counts, and
only ever answers "no". It is forked after the lock and before the first import, so it is as locked as the
program, holds no picture, and if it dies the kernel says no by itself (ENOSYS).
"""

import errno
import fcntl
import mmap
import os
import select
import signal
import struct
from contextlib import suppress

from ..state import Refused
from .inspection import STANDARD_STREAMS, close_all_but
from .seccomp import SOCKET, counted_rules, install_counted

RECEIVE, SEND = 0xC0502100, 0xC0182101
NOTIFICATION_BYTES = 80
COUNTS = struct.Struct("=QQ")
LEFT_ALONE = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C ends the program, and its counter follows it."""
CLOSED = select.POLLHUP | select.POLLERR


class Counter:
    """The counting process, seen from the program."""

    def __init__(self) -> None:
        """Refuse and count from now on. Raises OSError."""
        self._board = mmap.mmap(-1, mmap.PAGESIZE)  # anonymous memory, shared with the child only
        listener = install_counted(counted_rules())
        life_end, self._life = os.pipe()
        # A signal that comes between the fork and the child's first step would end the child.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, LEFT_ALONE)
        self._process = os.fork()
        if self._process == 0:
            _be_the_counter(listener, life_end, self._board)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(listener)
        os.close(life_end)

    def refused(self) -> Refused:
        """Return the counts."""
        return Refused(*COUNTS.unpack_from(self._board))

    def runs(self) -> bool:
        """Return whether the counting process is there."""
        try:
            return os.waitpid(self._process, os.WNOHANG) == (0, 0)
        except ChildProcessError:
            return False


def _be_the_counter(listener: int, life: int, board: mmap.mmap) -> None:
    """Answer until the program is gone; never returns."""
    try:
        for name in LEFT_ALONE:
            signal.signal(name, signal.SIG_IGN)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in STANDARD_STREAMS:
            os.dup2(nowhere, stream)
        close_all_but({*STANDARD_STREAMS, listener, life})  # or others would wait for it to close them
        poll = select.poll()
        poll.register(listener, select.POLLIN)
        poll.register(life, 0)  # hangs up when the program, which holds the other end, is gone
        refused = Refused()
        while not any(happened & CLOSED for _, happened in poll.poll()):
            refused = _answer(listener, refused, board)
    finally:
        os._exit(0)


def _answer(listener: int, refused: Refused, board: mmap.mmap) -> Refused:
    """Refuse one call; return the new counts."""
    notification = bytearray(NOTIFICATION_BYTES)
    try:
        fcntl.ioctl(listener, RECEIVE, notification)
    except OSError as error:
        if error.errno in (errno.EINTR, errno.ENOENT):  # that attempt was withdrawn
            return refused
        raise
    identity, _thread, _flags, number = struct.unpack_from("=QIIi", notification)
    if number == SOCKET:
        refused = Refused(refused.sockets + 1, refused.programs)
    else:
        refused = Refused(refused.sockets, refused.programs + 1)
    COUNTS.pack_into(board, 0, refused.sockets, refused.programs)  # before the caller can go on
    with suppress(OSError):  # the caller is gone
        fcntl.ioctl(listener, SEND, struct.pack("=QqiI", identity, 0, -errno.EACCES, 0))
    return refused
