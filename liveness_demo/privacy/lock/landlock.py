"""Landlock: the process takes its own right to change files and to start programs away, for good.

Only rights that write or execute are handled, so reading stays as it was. What is handled and not
allowed for a path by a rule is refused with EACCES. See landlock(7); numbers from linux/landlock.h.
"""

import os
import struct
from collections.abc import Iterable
from ctypes import create_string_buffer
from enum import IntFlag

from .kernel import SET_NO_NEW_PRIVILEGES, process_control, system_call

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_ASKED = 1
RULE_PATH_BENEATH = 1


class Right(IntFlag):
    """The rights that are taken away."""

    EXECUTE = 1 << 0
    WRITE_FILE = 1 << 1
    REMOVE_DIR = 1 << 4
    REMOVE_FILE = 1 << 5
    MAKE_CHAR = 1 << 6
    MAKE_DIR = 1 << 7
    MAKE_REG = 1 << 8
    MAKE_SOCK = 1 << 9
    MAKE_FIFO = 1 << 10
    MAKE_BLOCK = 1 << 11
    MAKE_SYM = 1 << 12
    REFER = 1 << 13
    TRUNCATE = 1 << 14
    IOCTL_DEV = 1 << 15


SINCE_VERSION = {Right.REFER: 2, Right.TRUNCATE: 3, Right.IOCTL_DEV: 5}
DEVICE_RIGHTS = Right.WRITE_FILE | Right.TRUNCATE | Right.IOCTL_DEV
TCP_BIND_AND_CONNECT, TCP_SINCE_VERSION = 3, 4
# Not scoped: abstract Unix sockets. libxcb would find no display (it falls back only on ENOENT and
# ECONNREFUSED, not on EPERM); the seal refuses them instead.
SCOPE_SIGNALS, SCOPE_SINCE_VERSION = 2, 6


def handled_rights(version: int) -> Right:
    """Return all rights that a kernel with this version of Landlock can take away."""
    rights = Right(0)
    for right in Right:
        if version >= SINCE_VERSION.get(right, 1):
            rights |= right
    return rights


def restrict(devices: Iterable[str]) -> None:
    """Allow writing to these device nodes and to nothing else.

    Holds for this thread, those it starts, and all children. Raises OSError where Landlock is refused.
    """
    version = system_call(CREATE_RULESET, None, 0, VERSION_ASKED)
    rights = handled_rights(version)
    network = TCP_BIND_AND_CONNECT if version >= TCP_SINCE_VERSION else 0
    scope = SCOPE_SIGNALS if version >= SCOPE_SINCE_VERSION else 0
    attributes = create_string_buffer(struct.pack("=QQQ", rights, network, scope), 24)
    ruleset = system_call(CREATE_RULESET, attributes, 24, 0)
    try:
        for device in devices:
            _allow(ruleset, device, DEVICE_RIGHTS & rights)
        process_control(SET_NO_NEW_PRIVILEGES, 1)
        system_call(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: Right) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = create_string_buffer(struct.pack("=Qi", rights, descriptor), 12)
        system_call(ADD_RULE, ruleset, RULE_PATH_BENEATH, rule, 0)
    finally:
        os.close(descriptor)
