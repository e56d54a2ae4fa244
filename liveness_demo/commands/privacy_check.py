"""The command ``privacy-check``: tries to leak in every way; a table or JSON Lines of what was refused."""

import sys
from argparse import Namespace
from contextlib import closing, nullcontext
from typing import TYPE_CHECKING

from ..face.landmarker import FaceCounter, Landmarker
from ..privacy.protection import Protection
from ..view.outlets.window import Window, display_works
from ..view.words.json_lines import write_line

if TYPE_CHECKING:  # Linux only
    from ..privacy.check.check import Check, LeakResult

NOTICE = (
    "This program now tries to break its own promise: security software may report it. "
    "All it tries to reach is its own and on this computer."
)


def run(arguments: Namespace, protection: Protection) -> int:
    """Carry out the command line's ``privacy-check``; return the exit code."""
    return privacy_check(arguments.json, protection)


def privacy_check(json: bool, protection: Protection) -> int:
    """Try to leak in every way, in the state in which a camera would be open; return 0 if all is refused."""
    if protection.stage is None:
        protection.require(camera=False)
        need = "Linux on x86-64, a folder for temporary files, and to be started as liveness-demo"
        print(f"privacy-check was not made: it needs {need}.", file=sys.stderr)
        return 1
    from ..privacy.check.check import run_check  # noqa: PLC0415  Linux only

    write_notice(json)
    with (
        closing(protection.stage) as stage,
        Landmarker(),
        closing(FaceCounter()),
        Window() if display_works() else nullcontext(),
    ):
        protection.seal(camera=False)
        check = run_check(stage, protection)
    write_check(check, json)
    return 0 if check.passed else 1


def write_notice(json: bool) -> None:
    """Say first what is going to happen."""
    if json:
        write_line({"type": "notice", "text": NOTICE})
    else:
        print(NOTICE, flush=True)


def write_check(check: "Check", json: bool) -> None:
    """Write a line an attempt, then what it comes to: the threads, what is open, the lock, the verdict."""
    if json:
        _write_json(check)
        return
    group = ""
    for result in check.results:
        if result.attempt.group != group:
            group = result.attempt.group
            print(f"\n{group.upper():34} {'unlocked':13} {'here':8} errno")
        print(_row(result))
    _print_inspection(check)
    counts = _counts(check)
    verdict = "passed" if check.passed else "NOT PASSED"
    print(f"{counts['blocked']} of {len(check.results)} attempts blocked: {verdict}")


def _row(result: "LeakResult") -> str:
    error = "" if result.here == result.status.value else result.here
    return f"  {result.attempt.name:32} {result.control:13} {result.status.value:8} {error}".rstrip()


def _print_inspection(check: "Check") -> None:
    print()
    if check.inspection is not None:
        print(f"Threads: {check.inspection.threads}, looked at one by one.")
        print(f"Open, and not a device, a pipe or memory: {'; '.join(_opened(check)) or 'nothing'}.")
        for problem in check.inspection.problems:
            print(f"Problem: {problem}.")
    print(f"Lock: {check.state.warning or check.state.enforcement.value}.")


def _write_json(check: "Check") -> None:
    for result in check.results:
        attempt = result.attempt
        line: dict[str, object] = {"type": "attempt", "group": attempt.group, "attempt": attempt.name}
        write_line(line | {"control": result.control, "here": result.here, "status": result.status.value})
    summary: dict[str, object] = {"type": "privacy_check", "passed": check.passed} | _counts(check)
    if check.inspection is not None:
        summary |= {"threads": check.inspection.threads, "open": _opened(check)}
        summary |= {"problems": list(check.inspection.problems)}
    write_line(summary | {"lock": check.state.enforcement.name.lower()})


def _counts(check: "Check") -> dict[str, int]:
    statuses = [result.status.value for result in check.results]
    return {name.lower(): statuses.count(name) for name in ("BLOCKED", "ALLOWED", "UNCLEAR")}


def _opened(check: "Check") -> list[str]:
    found = check.inspection.descriptors if check.inspection else ()
    return [f"{each.number} {each.what}" for each in found]
