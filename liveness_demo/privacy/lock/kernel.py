"""Calls to the Linux kernel that Python has no function for. 64-bit Linux only."""

import ctypes
import os

_LIBC = ctypes.CDLL(None, use_errno=True)

SET_DUMPABLE = 4
SET_NO_NEW_PRIVILEGES = 38


def system_call(number: int, *arguments: "int | bytes | ctypes.Array[ctypes.c_char] | None") -> int:
    """Make a system call; return its result. Raises OSError with the kernel's errno."""
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
    result = int(_LIBC.syscall(ctypes.c_long(number), *words))
    if result < 0:
        _raise_errno()
    return result


def process_control(operation: int, value: int) -> None:
    """Call prctl(operation, value). Raises OSError."""
    if _LIBC.prctl(operation, *[ctypes.c_ulong(word) for word in (value, 0, 0, 0)]):
        _raise_errno()


def family_of_socket(descriptor: int) -> int:
    """Return the address family of an open socket (1: Unix). Raises OSError."""
    address = ctypes.create_string_buffer(128)
    if _LIBC.getsockname(descriptor, address, ctypes.byref(ctypes.c_uint(len(address)))):
        _raise_errno()
    return int.from_bytes(address.raw[:2], "little")


def _raise_errno() -> None:
    number = ctypes.get_errno()
    raise OSError(number, os.strerror(number))
