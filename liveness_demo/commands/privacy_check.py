"""The command ``privacy-check``: tries to leak in every way, and shows what is refused."""

import sys
from argparse import Namespace
from contextlib import closing, nullcontext
from typing import TYPE_CHECKING

from ..face.landmarker import FaceCounter, Landmarker
from ..privacy.protection import Protection
from ..view.outlets.window import Window, display_works
from .printing import Printer

if TYPE_CHECKING:  # Linux only
    from ..privacy.check.check import Check, LeakResult

NOTICE = (
    "This program now tries to break its own promise: security software may report it. "
    "All it tries to reach is its own and on this computer."
)


def run(arguments: Namespace, protection: Protection) -> int:
    """Try to leak in every way, in the state in which a camera would be open; return 0 if all is refused."""
    if protection.stage is None:
        protection.require(camera=False)
        need = (
            "Linux on x86-64, a folder for temporary files, the loopback interface, and to be started "
            "as liveness-demo"
        )
        print(f"privacy-check was not made: it needs {need}.", file=sys.stderr)
        return 1
    from ..privacy.check.check import run_check  # noqa: PLC0415  Linux only

    printer, library = Printer(arguments.json), arguments.landmarker
    printer.write({"type": "notice", "text": NOTICE}, NOTICE)
    with (
        closing(protection.stage) as stage,
        Landmarker(library),
        closing(FaceCounter(library)),
        Window() if display_works() else nullcontext(),
    ):
        protection.seal(camera=False)
        check = run_check(stage, protection)
    _write(check, printer)
    return 0 if check.passed else 1


def _write(check: "Check", printer: Printer) -> None:
    """Write a line an attempt, then what it comes to: the threads, what is open, the lock, the verdict."""
    group = ""
    for result in check.results:
        if result.attempt.group != group:
            group = result.attempt.group
            printer.say(f"\n{group.upper():34} {'unlocked':13} {'here':8} errno")
        _write_attempt(result, printer)
    summary: dict[str, object] = {"type": "privacy_check", "passed": check.passed} | _counts(check)
    if check.inspection is not None:
        summary |= {"threads": check.inspection.threads, "open": _opened(check)}
        summary |= {"problems": list(check.inspection.problems)}
    summary |= {"lock": check.state.enforcement.name.lower()}
    printer.write(summary, "\n".join(_summary(check)))


def _write_attempt(result: "LeakResult", printer: Printer) -> None:
    attempt, status = result.attempt, result.status.value
    row = {"type": "attempt", "group": attempt.group, "attempt": attempt.name}
    error = "" if result.here == status else result.here
    printer.write(
        row | {"control": result.control, "here": result.here, "status": status},
        f"  {attempt.name:32} {result.control:13} {status:8} {error}".rstrip(),
    )


def _summary(check: "Check") -> list[str]:
    lines = [""]
    if check.inspection is not None:
        lines += [
            f"Threads: {check.inspection.threads}, looked at one by one.",
            f"Open, and not a device, a pipe or memory: {'; '.join(_opened(check)) or 'nothing'}.",
            *(f"Problem: {problem}." for problem in check.inspection.problems),
        ]
    verdict = "passed" if check.passed else "NOT PASSED"
    return [
        *lines,
        f"Lock: {check.state.warning or check.state.described}.",
        f"{_counts(check)['blocked']} of {len(check.results)} attempts blocked: {verdict}",
    ]


def _counts(check: "Check") -> dict[str, int]:
    statuses = [result.status.value for result in check.results]
    return {name.lower(): statuses.count(name) for name in ("BLOCKED", "ALLOWED", "UNCLEAR")}


def _opened(check: "Check") -> list[str]:
    found = check.inspection.descriptors if check.inspection else ()
    return [f"{each.number} {each.what}" for each in found]
