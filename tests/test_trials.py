"""The trials behind ``attack``: through the real model, the same for a seed, counted as the field counts."""

import io
import json
import os
import threading
from contextlib import redirect_stdout
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from liveness_demo import cli
from liveness_demo.choices import FaceLibrary, Instrument
from liveness_demo.commands import attack as attack_command
from liveness_demo.commands.attack import ABOUT, WORDS
from liveness_demo.lab import trials
from liveness_demo.lab.intervals import wilson
from liveness_demo.lab.trials import (
    CONDITIONS,
    Stop,
    TrialCount,
    carry_out,
    plans_for_attack,
    stop_of,
)
from liveness_demo.messages import Message
from liveness_demo.puppet.source import PuppetOptions, PuppetSource
from liveness_demo.session.attempt import AttemptResult, Result
from liveness_demo.settings import SessionSettings

ONE = SessionSettings(attempts=1)


@pytest.mark.parametrize(
    ("count", "tries", "low", "high"),  # as statsmodels' proportion_confint(method="wilson") has them
    [(0, 20, 0.0, 0.1611), (20, 20, 0.8389, 1.0), (2, 20, 0.0279, 0.3010), (5, 10, 0.2366, 0.7634)],
)
def test_wilson(count: int, tries: int, low: float, high: float) -> None:
    assert wilson(count / tries, tries) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.long
def test_the_library_that_was_chosen_reads_every_face_of_an_attack(loaded: set[FaceLibrary]) -> None:
    ended = Event()
    ended.set()  # after its first picture
    [plan] = plans_for_attack(Instrument.PUPPETEER, 1)
    trials._try(plan, ONE, 1, FaceLibrary.OPENCV, ended)
    assert loaded == {FaceLibrary.OPENCV}


def ended(result: Result, key: str) -> AttemptResult:
    return AttemptResult(1, result, Message(key), 3, 0, (), False)


@pytest.mark.parametrize(
    ("result", "stop"),
    [
        (None, Stop.NOT_READY),
        (ended(Result.PASSED, "passed"), None),
        (ended(Result.FLAT_PICTURE, "flat_picture"), Stop.FLATNESS),
        (ended(Result.WRONG_GESTURE, "wrong_mouth"), Stop.WRONG_GESTURE),
        (ended(Result.TIMED_OUT, "blink_unmet"), Stop.BLINK_LENGTH),
        (ended(Result.TIMED_OUT, "blink_none"), Stop.TIME),
        (ended(Result.FACE_LOST, "face_lost"), Stop.FACE_LOST),
        (ended(Result.NOT_READABLE, "lids_hidden"), Stop.NOT_READABLE),
    ],
)
def test_what_stopped_it(result: AttemptResult | None, stop: Stop | None) -> None:
    assert stop_of(result) is stop


def test_every_rule_has_words() -> None:
    assert set(WORDS) == set(Stop)
    assert len(CONDITIONS) == 6


def test_shares_are_of_all_tries() -> None:
    tally = TrialCount(20, 3, {Stop.TIME: 17})
    assert tally.passed_share == 0.15
    assert tally.rejected_share == pytest.approx(0.85)


def printed(*arguments: str) -> str:
    with redirect_stdout(io.StringIO()) as out:
        assert cli.main(["attack", *arguments]) == 0
    return out.getvalue()


@pytest.mark.long
def test_the_same_seed_gives_the_same_line_with_one_thread_and_with_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    one = carry_out(plans_for_attack(Instrument.TILTED_PHOTO, 2), ONE, seed=3, threads=1)
    assert one.passed == 0
    line = json.loads(printed("tilted-photo", "--tries=2", "--seed=3", "--json").splitlines()[-1])
    assert line == {
        "type": "instrument",
        "instrument": "tilted-photo",
        "tries": 2,
        "passed": 0,
        "apcer": 0.0,
        "ci95": [0.0, 0.658],
        "stopped_by": {stop.value: count for stop, count in one.stopped_by.items()},
    }


@pytest.mark.long
def test_the_matching_replay_passes() -> None:
    text = printed("replay-matching", "--tries=1")
    assert text.startswith(ABOUT)
    assert "puppet attacks accepted (APCER)" in text
    assert text.splitlines()[-1].split()[:3] == ["replay-matching", "1", "1"]


@pytest.mark.long
def test_without_flatness_a_tilted_photo_is_stopped_by_something_else() -> None:
    done: list[None] = []
    turn_first = plans_for_attack(Instrument.TILTED_PHOTO, 2)[1:]  # with this seed a turn is asked first
    tally = carry_out(turn_first, ONE, seed=1, threads=1, done=lambda: done.append(None))
    assert tally.stopped_by == {Stop.FLATNESS: 1}
    assert len(done) == 1
    without = replace(ONE, cues=ONE.cues.without("flatness"))
    assert carry_out(turn_first, without, seed=1, threads=1).stopped_by == {Stop.TIME: 1}


@pytest.mark.long
def test_good_visitors_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attack_command, "CONDITIONS", {"glasses": CONDITIONS["glasses"]})
    monkeypatch.setattr(attack_command, "Instrument", ())
    line = json.loads(printed("all", "--tries=1", "--json"))
    assert line == {
        "type": "bona_fide",
        "condition": "glasses",
        "tries": 1,
        "rejected": 0,
        "bpcer": 0.0,
        "ci95": [0.0, 0.793],
        "rejected_by": {},
    }


@pytest.mark.long
def test_interrupted_it_begins_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []

    class Counted(PuppetSource):
        def __init__(self, options: PuppetOptions, seed: int, **more: Any) -> None:
            super().__init__(options, seed, **more)
            begun.append(seed)

    def leave() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(trials, "PuppetSource", Counted)
    quick = replace(ONE, blink_limit_s=1.0, mouth_limit_s=1.0, turn_limit_s=1.0)
    with pytest.raises(KeyboardInterrupt):
        carry_out(plans_for_attack(Instrument.PHOTO, 50), quick, seed=1, threads=2, done=leave)
    assert len(begun) < 6
    assert not any(thread.name.startswith("trial") for thread in threading.enumerate())


@pytest.mark.parametrize(
    "arguments", [["nobody"], ["photo", "--without", "luck"], ["photo", "--tries", "0"], []]
)
def test_what_does_not_fit_is_said_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["attack", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1
