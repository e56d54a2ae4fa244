"""Calls that privacy-check makes past Python, as a native library would make them."""

import ctypes
import os

_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.fopen.restype = ctypes.c_void_p


def call(name: str, *arguments: object) -> int:
    """Call a function of the C library that returns -1 or a null pointer on failure. Raises OSError."""
    result = getattr(_LIBC, name)(*arguments)
    if result is None or (name != "fopen" and result < 0):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return int(result)


def system_call(number: int, *arguments: object) -> int:
    """Make a system call by its number. Raises OSError."""
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
    return call("syscall", ctypes.c_long(number), *words)


def read_own_memory_of(process: int) -> None:
    """Read eight bytes of another process' memory, at an address of ours. Raises OSError."""
    ours = ctypes.create_string_buffer(8)
    place = (ctypes.c_size_t * 2)(ctypes.addressof(ours), len(ours))  # struct iovec
    call("process_vm_readv", process, place, ctypes.c_ulong(1), place, ctypes.c_ulong(1), ctypes.c_ulong(0))
