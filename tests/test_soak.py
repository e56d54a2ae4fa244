"""``soak``: what counts as left behind, and three minutes of it."""

import re
from dataclasses import replace

import pytest
from other_systems import on_linux
from test_cli import lines, start
from test_docs import ROOT

import liveness_demo.commands.soak
from liveness_demo.cli import main
from liveness_demo.upkeep.process import file_count, resident_mb, thread_count
from liveness_demo.upkeep.soak import GROWS_MB, Left, first_and_last

NOTHING_LEFT = Left("measures", 30.0, 60, 100.0, 101.5, (5, 5), (9, 9))


@pytest.mark.parametrize(
    ("changes", "ok"),
    [
        ({}, True),
        ({"last_mb": 100.0 + GROWS_MB - 0.1}, True),
        ({"last_mb": 100.0 + GROWS_MB + 0.1}, False),
        ({"last_mb": 80.0}, True),
        ({"threads": (5, 6)}, False),
        ({"threads": (6, 5)}, True),
        ({"files": (9, 10)}, False),
    ],
    ids=["nothing", "a little memory", "memory", "less memory", "a thread", "less threads", "a file"],
)
def test_what_is_left_behind_makes_it_wrong(changes: dict[str, object], ok: bool) -> None:
    assert replace(NOTHING_LEFT, **changes).ok is ok  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("samples", "first", "last"),
    [
        ([(0, 50.0), (50, 60.0), (70, 90.0), (100, 80.0), (1800, 91.0)], 90.0, 91.0),
        ([(0, 50.0), (3, 90.0), (6, 92.0)], 90.0, 92.0),
        ([(0, 50.0), (30, 90.0)], 90.0, 90.0),
        ([(0, 90.0)], 90.0, 90.0),
    ],
    ids=["from the first minute on", "a short one: from a third on", "one visitor", "none at all"],
)
def test_memory_is_compared_from_the_first_minute_on(
    samples: list[tuple[float, float]], first: float, last: float
) -> None:
    assert first_and_last(samples) == (first, last)


@on_linux
def test_one_part_that_left_something_is_wrong_and_marked_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    leaked = replace(NOTHING_LEFT, part="pictures", threads=(5, 7))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr(liveness_demo.commands.soak, "soak_measures", lambda *_: NOTHING_LEFT)
    monkeypatch.setattr(liveness_demo.commands.soak, "soak_pictures", lambda *_, library: leaked)
    assert main(["soak"]) == 1
    first, second = capfd.readouterr().out.splitlines()
    assert re.match(r"ok +measures +30.0 minutes, 60 visitors: memory 100.0 to 101.5 MB \(\+1.5", first)
    assert re.match(r"WRONG +pictures .* threads 5 to 7, open files 9 to 9$", second)


def test_where_the_system_does_not_tell_it_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert (resident_mb(), thread_count(), file_count()) == (None, None, None)
    assert main(["soak"]) == 2
    assert capfd.readouterr().err.startswith("liveness-demo: soak needs Linux")


@pytest.mark.parametrize("minutes", ["0", "1000", "-1", "1.5", "x", ""])
def test_minutes_that_are_none_are_a_usage_error(minutes: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["soak", f"--minutes={minutes}"]) == 2
    [line] = capfd.readouterr().err.splitlines()
    assert "is no number from 1 to 999" in line


@on_linux
@pytest.mark.long
def test_minutes_of_visitors_leave_nothing_behind() -> None:
    """The shorter form: the program itself, locked, without a display."""
    ended = start("soak", "--minutes", "3", "--json")
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout
    measures, pictures = lines(ended.stdout)
    assert (measures["part"], measures["minutes"], measures["ok"]) == ("measures", 3.0, True)
    assert (pictures["part"], pictures["minutes"], pictures["ok"]) == ("pictures", 0.3, True)
    assert measures["visitors"] > 1
    assert measures["threads"][0] >= 1 and measures["files"][0] >= 3, "they were counted"
    for found in (measures, pictures):
        assert found["grown_mb"] == found["last_mb"] - found["first_mb"] < GROWS_MB


def test_the_page_names_the_line() -> None:
    page = (ROOT / "docs" / "PERFORMANCE.md").read_text(encoding="utf-8")
    assert f"less than {GROWS_MB:.0f} MB" in page
