"""The program's first step: lock, before anything else is imported. Only __main__ takes it."""

import sys
from collections.abc import Sequence
from contextlib import suppress

from .lock.guards import Guards
from .protection import Protection
from .state import Enforcement, State

LOCKED_COMMANDS = ("run", "analyze", "doctor", "bench", "soak", "privacy-check")
CHECK = "privacy-check"
UNCOUNTED = "refusals are not counted: another program, such as WSL2, already watches this one's calls"
HELP = ("-h", "--help", "--version")


def begin(arguments: Sequence[str]) -> Protection:
    """Lock this process if its command is one that must be; return what protects it."""
    command = arguments[0] if arguments and not arguments[0].startswith("-") else "run"
    if command not in LOCKED_COMMANDS or any(flag in arguments for flag in HELP):
        return absent()
    return _protect(
        check=command == CHECK,
        unprotected="--unprotected" in arguments,
        inspectable="--inspect" in arguments,
    )


def absent() -> Protection:
    """Return what protects a process that did not begin here: nothing."""
    if not _supported():
        return Protection(State(Enforcement.NOT_HERE))
    return Protection(State(Enforcement.FAILED, "it comes first, and something else did"))


def _protect(check: bool, unprotected: bool, inspectable: bool) -> Protection:
    sys.dont_write_bytecode = True  # the guard would refuse, and count, what Python keeps of its own
    if not _supported():
        enforcement = Enforcement.UNPROTECTED if unprotected else Enforcement.NOT_HERE
        return Protection(State(enforcement), guards=Guards.install())
    from .lock.lockdown import Lockdown  # noqa: PLC0415  Linux only

    stage = None
    if check:
        from .check.stage import Helper  # noqa: PLC0415  not needed else

        with suppress(OSError):  # the command will say that it cannot check
            stage = Helper()
    guards = Guards.install()
    if unprotected:
        return Protection(State(Enforcement.UNPROTECTED), guards=guards, stage=stage)
    try:
        lockdown = Lockdown(inspectable, keep=stage.descriptors if stage else ())
    except (OSError, RuntimeError) as error:
        return Protection(State(Enforcement.FAILED, str(error)), guards=guards, stage=stage)
    reason = "" if lockdown.counts else UNCOUNTED
    return Protection(State(Enforcement.ENFORCED, reason, inspectable=inspectable), lockdown, guards, stage)


def _supported() -> bool:
    if sys.platform != "linux":
        return False
    from .lock.lockdown import is_supported  # noqa: PLC0415  Linux only

    return is_supported()
