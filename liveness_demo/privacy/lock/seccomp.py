"""Which system calls are refused, and the filters that refuse them (seccomp, Linux on x86-64).

Three filters, each for all threads and all children, none removable: what is never allowed, what is
refused and counted, and what the seal adds. See seccomp(2); numbers from asm/unistd_64.h.
"""

import errno
import struct
from collections.abc import Sequence
from ctypes import addressof, create_string_buffer

from .bpf import NOTIFY, Argument, Rule, Test, assemble, fail_with, packed
from .kernel import SET_NO_NEW_PRIVILEGES, process_control, system_call

SECCOMP = 317
SET_MODE_FILTER = 1
ALL_THREADS, NEW_LISTENER, ALL_THREADS_OR_FAIL = 1, 8, 16
SOCKET, CONNECT, IOCTL, EXECVE, EXECVEAT = 41, 42, 16, 59, 322
UNIX_FAMILY = 1
TYPE_INTO_TERMINAL, LINUX_CONSOLE = 0x5412, 0x541C

# The program may believe that the kernel is too old for these. openat2 takes its flags by pointer,
# which a filter cannot follow; io_uring makes other calls behind the filter's back.
UNKNOWN = {
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "openat2": 437,
    "fchmodat2": 452, "setxattrat": 463, "removexattrat": 466,
}  # fmt: skip
# Other processes, other ways into the kernel, other ways to the file tree.
NOT_PERMITTED = {
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "pidfd_getfd": 438, "kcmp": 312,
    "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "add_key": 248, "request_key": 249,
    "keyctl": 250, "mount": 165, "pivot_root": 155, "unshare": 272, "setns": 308,
    "open_by_handle_at": 304, "open_tree": 428, "move_mount": 429, "fsopen": 430, "mq_open": 240,
    "msgget": 68,
}  # fmt: skip
# Serving others; changing what is written about a file, which Landlock does not cover (an extended
# attribute holds data); changing the file tree, which Landlock refuses too.
NO_ACCESS = {
    "bind": 49, "listen": 50, "accept": 43, "accept4": 288,
    "chmod": 90, "fchmod": 91, "fchmodat": 268, "chown": 92, "fchown": 93, "lchown": 94, "fchownat": 260,
    "utime": 132, "utimes": 235, "futimesat": 261, "utimensat": 280,
    "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190,
    "removexattr": 197, "lremovexattr": 198, "fremovexattr": 199,
    "rename": 82, "renameat": 264, "renameat2": 316, "mkdir": 83, "mkdirat": 258, "rmdir": 84,
    "link": 86, "linkat": 265, "unlink": 87, "unlinkat": 263, "symlink": 88, "symlinkat": 266,
    "mknod": 133, "mknodat": 259, "truncate": 76, "creat": 85,
}  # fmt: skip


def lock_rules() -> list[Rule]:
    """Return what is refused from the first import on, without being counted."""
    refused = ((UNKNOWN, errno.ENOSYS), (NOT_PERMITTED, errno.EPERM), (NO_ACCESS, errno.EACCES))
    rules = [Rule(number, fail_with(error)) for calls, error in refused for number in calls.values()]
    for request in (TYPE_INTO_TERMINAL, LINUX_CONSOLE):
        rules.append(Rule(IOCTL, fail_with(errno.EPERM), Argument(1, Test.EQUAL, request)))
    return rules


def counted_rules(action: int = NOTIFY) -> list[Rule]:
    """Return what the counter refuses: sockets to anything but this computer's own processes, programs.

    No other filter may refuse these calls by an errno: that would outrank the counter and hide them. But
    where nothing can count, an errno for ``action`` does.
    """
    not_unix = Argument(0, Test.NOT_EQUAL, UNIX_FAMILY)
    return [Rule(SOCKET, action, not_unix), Rule(EXECVE, action), Rule(EXECVEAT, action)]


def seal_rules() -> list[Rule]:
    """Return what the seal adds: Unix sockets too, because services behind them could carry data out."""
    no_access = fail_with(errno.EACCES)
    return [Rule(SOCKET, no_access, Argument(0, Test.EQUAL, UNIX_FAMILY)), Rule(CONNECT, no_access)]


def install(rules: Sequence[Rule]) -> None:
    """Put a filter on every thread of this process. Raises OSError, also if one thread stayed without."""
    thread = _install(rules, ALL_THREADS)
    if thread:
        raise OSError(errno.EBUSY, f"thread {thread} stayed without a filter")


def install_counted(rules: Sequence[Rule]) -> int:
    """Put a filter on every thread whose refusals are decided by a listener; return its descriptor."""
    return _install(rules, NEW_LISTENER | ALL_THREADS | ALL_THREADS_OR_FAIL)


def _install(rules: Sequence[Rule], flags: int) -> int:
    program = packed(assemble(rules, x32_action=fail_with(errno.ENOSYS)))
    instructions = create_string_buffer(program, len(program))
    filter_program = create_string_buffer(struct.pack("@HP", len(program) // 8, addressof(instructions)))
    process_control(SET_NO_NEW_PRIVILEGES, 1)
    return system_call(SECCOMP, SET_MODE_FILTER, flags, filter_program)
