"""The command ``attack``: how many attacks pass one attempt, and how many visitors; a table or JSON Lines."""

import os
from argparse import Namespace
from collections.abc import Sequence

from ..choices import FaceLibrary, Instrument
from ..lab.intervals import wilson
from ..lab.trials import (
    CONDITIONS,
    Plan,
    Stop,
    TrialCount,
    carry_out,
    plans_for_attack,
    plans_for_visitors,
)
from ..privacy.protection import Protection
from ..settings import CueSettings, SessionSettings
from .parser import ALL
from .printing import Printer
from .progress import Progress, progress

VISITOR_TRIES = 10
"""For each condition, or as many as for an instrument if that is fewer."""

ABOUT = (
    "All of it is the puppet: drawn faces and drawn attacks, one attempt each.\n"
    "Real figures need real people and real instruments: docs/LIMITS.md."
)
WORDS = {
    Stop.FLATNESS: "flat picture",
    Stop.WRONG_GESTURE: "another gesture than asked",
    Stop.BLINK_LENGTH: "blink too short",
    Stop.TIME: "not done in time",
    Stop.FACE_LOST: "face lost",
    Stop.NOT_READABLE: "eyes not readable",
    Stop.NOT_READY: "no try began",
}
ROW = "{:18}{:>6}{:>10}   {:16}{}"


def run(arguments: Namespace, protection: Protection) -> int:
    """Try one instrument, or good visitors and then all instruments; return 0."""
    settings = SessionSettings(attempts=1, cues=CueSettings().without(*arguments.without))
    tries, printer = arguments.tries, Printer(arguments.json)
    trials = _Trials(settings, arguments.seed, arguments.landmarker, printer)
    if arguments.name != ALL:
        trials.attacks([Instrument(arguments.name)], tries)
        return 0
    trials.visitors(min(tries, VISITOR_TRIES))
    trials.attacks(list(Instrument), tries)
    return 0


class _Trials:
    def __init__(self, settings: SessionSettings, seed: int, library: FaceLibrary, printer: Printer) -> None:
        self._settings, self._seed, self._library, self._printer = settings, seed, library, printer
        self._threads = os.cpu_count() or 1
        printer.say(ABOUT)

    def visitors(self, tries: int) -> None:
        self._head("puppet visitors rejected (BPCER)", "rejected", "rejected by")
        for condition in CONDITIONS:
            tally = self._carry_out(condition, plans_for_visitors(condition, tries))
            rejected = tries - tally.passed
            row: dict[str, object] = {"type": "bona_fide", "condition": condition, "tries": tries}
            row |= {"rejected": rejected, "bpcer": round(tally.rejected_share, 4)}
            row |= {"ci95": _interval(rejected, tries), "rejected_by": _stops(tally)}
            self._printer.write(row, _text(condition, rejected, tally))

    def attacks(self, instruments: Sequence[Instrument], tries: int) -> None:
        self._head("puppet attacks accepted (APCER)", "accepted", "the rest stopped by")
        for instrument in instruments:
            name = instrument.value
            tally = self._carry_out(name, plans_for_attack(instrument, tries))
            row: dict[str, object] = {"type": "instrument", "instrument": name, "tries": tries}
            row |= {"passed": tally.passed, "apcer": round(tally.passed_share, 4)}
            row |= {"ci95": _interval(tally.passed, tries), "stopped_by": _stops(tally)}
            self._printer.write(row, _text(name, tally.passed, tally))

    def _carry_out(self, name: str, plans: Sequence[Plan]) -> TrialCount:
        shown: Progress = progress(name)
        done = 0

        def one_more() -> None:
            nonlocal done
            done += 1
            shown(done, len(plans))

        return carry_out(plans, self._settings, self._seed, self._threads, one_more, self._library)

    def _head(self, title: str, counted: str, why: str) -> None:
        self._printer.say(f"\n{title}\n{ROW.format('', 'tries', counted, '95 % interval', why)}")


def _text(name: str, counted: int, tally: TrialCount) -> str:
    low, high = wilson(counted / tally.tries, tally.tries)
    why = ", ".join(f"{WORDS[stop]} {number}" for stop, number in tally.stopped_by.items()) or "-"
    return ROW.format(name, tally.tries, counted, f"{low:.0%} to {high:.0%}", why)


def _interval(count: int, tries: int) -> list[float]:
    return [round(bound, 3) for bound in wilson(count / tries, tries)]


def _stops(tally: TrialCount) -> dict[str, int]:
    return {stop.value: count for stop, count in tally.stopped_by.items()}
