"""``bench``: what it says is what was measured, of the app's own loop."""

import re
from pathlib import Path

import pytest
from privacy_processes import script
from test_cli import lines, start
from test_docs import ROOT
from test_source import write_video

from liveness_demo.loop.chosen import ChosenPuppet
from liveness_demo.loop.options import RunOptions
from liveness_demo.privacy.protection import Protection
from liveness_demo.privacy.state import Enforcement, State
from liveness_demo.sources.frame import Frame
from liveness_demo.upkeep.bench import BLOCK, WARM_UP, Block, Stopwatch, held, time_loop
from liveness_demo.upkeep.bench_result import (
    DRAWN,
    MEASURED,
    STAGES,
    fps,
    more_ms,
    percentiles,
    ratio,
    stages_of,
)
from liveness_demo.upkeep.doctor import puppet_pictures
from liveness_demo.view.outlets.in_window import WindowView
from liveness_demo.view.outlets.no_window import NoWindow
from liveness_demo.view.screens.stage import Stage

ROW = {"detect": 0.010, "count": 0.0, "measure": 0.001, "session": 0.001, "draw": 0.004, "show": 0.005}
PERFORMANCE = (ROOT / "docs" / "PERFORMANCE.md").read_text(encoding="utf-8")


class Clock:
    """Goes on by itself at each look."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        self.now_s += 0.001
        return self.now_s


def test_a_ratio_is_the_median_over_blocks_so_that_one_disturbance_does_not_count() -> None:
    usual, disturbed = Block([ROW, ROW], [0.010, 0.010]), Block([ROW, ROW], [0.010, 0.500])
    blocks = [usual, disturbed, usual]
    assert ratio(blocks, MEASURED) == pytest.approx(1.2)
    assert ratio(blocks, DRAWN) == pytest.approx(1.6), "drawing counts, showing does not"
    assert more_ms(blocks, MEASURED) == pytest.approx(2.0)
    assert fps(blocks) == pytest.approx(1 / 0.021)


def test_a_stage_that_never_happened_has_no_time() -> None:
    stages = stages_of([0.002], [Block([ROW], [0.010])])
    assert list(stages) == list(STAGES)
    assert stages["count"] is None
    assert stages["draw"] == {"p50_ms": 4.0, "p95_ms": 4.0}
    assert stages["frame to picture"] == {"p50_ms": 21.0, "p95_ms": 21.0}
    assert percentiles([]) is None


def test_the_stopwatch_adds_up_the_calls_of_one_method() -> None:
    watch = Stopwatch(Clock())
    frames = [Frame(picture, index / 30) for index, picture in enumerate(puppet_pictures()[:4])]
    taken, took_s = held(iter(frames), 3, watch)
    assert len(taken) == 3
    assert took_s == pytest.approx([0.001] * 3)

    class Counts:
        def add(self, one: int, two: int) -> int:
            return one + two

    counts = Counts()
    watch.time(counts, "add", "adding")
    assert counts.add(1, two=2) == 3
    counts.add(1, 1)
    assert watch.take() == pytest.approx({"adding": 0.002})
    assert watch.take() == {}


def test_every_picture_is_measured_by_the_loop_and_by_the_bare_landmarker() -> None:
    """On MediaPipe itself, with a clock that tells only how often it was looked at."""
    pictures = puppet_pictures()
    frames = [Frame(pictures[index % len(pictures)], index / 30) for index in range(WARM_UP + 2 * BLOCK)]
    window = NoWindow()
    protection = Protection(State(Enforcement.UNPROTECTED))
    view = WindowView(window, Stage())
    timed = time_loop(frames, RunOptions(ChosenPuppet()), view, window, protection, Stopwatch(Clock()))
    assert [(len(block.whole), len(block.bare)) for block in timed.blocks] == [(BLOCK, BLOCK)] * 2
    assert [block.drawn for block in timed.blocks] == [True, False]
    for block in timed.blocks:
        assert block.bare == pytest.approx([0.001] * BLOCK)
        assert all(row["detect"] == pytest.approx(0.001) for row in block.whole)
        assert all((row["draw"] > 0.002) == block.drawn for row in block.whole)


BY_ITS_OWN_WORK = """
import sys, time
if sys.platform != "win32":  # there such a clock is too coarse
    time.perf_counter = time.process_time
from liveness_demo.__main__ import main
sys.exit(main())
"""
"""The program with a clock that stands still while the computer does something else."""


@pytest.mark.long
def test_without_a_display_all_but_the_window_is_timed() -> None:
    ended = script(BY_ITS_OWN_WORK, "bench", "--frames", "60", "--json")
    assert ended.returncode == 0, ended.stderr
    [result] = lines(ended.stdout)
    stages = result["stages"]
    assert list(stages) == list(STAGES)
    assert (stages.pop("show"), result["startup_s"]) == (None, None)
    assert (result["source"], result["width_px"], result["height_px"]) == ("puppet", 640, 480)
    assert result["pictures"] == 60 - WARM_UP
    assert all(stage["p50_ms"] <= stage["p95_ms"] for stage in stages.values())
    assert stages["frame to picture"]["p50_ms"] > stages["detect"]["p50_ms"] > stages["session"]["p50_ms"]
    assert 1 < result["ratio_with_drawing"] > result["ratio_without_drawing"] > 0.5
    assert result["fps"] > 1
    if result["rss_mb"] is not None:
        assert 50 < result["rss_mb"] < 1000


@pytest.mark.long
def test_with_a_display_the_first_screen_and_the_showing_are_timed(display: str) -> None:
    ended = start("bench", "--frames", "60", environment={"DISPLAY": display})
    assert ended.returncode == 0, ended.stderr
    assert re.search(r"^show +\d+\.\d\d +\d+\.\d\d$", ended.stdout, re.MULTILINE)
    [startup_s] = re.findall(r"^([\d.]+) s from the start to the first screen", ended.stdout, re.MULTILINE)
    assert 0.2 < float(startup_s) < 30


@pytest.mark.parametrize("arguments", [["--frames", "59"], ["--frames", "x"], ["--source", "none.mp4"]])
def test_what_cannot_be_timed_is_one_line(arguments: list[str]) -> None:
    ended = start("bench", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("liveness-demo: ")
    assert len(ended.stderr.splitlines()) == 1


def test_too_short_a_film_is_told(tmp_path: Path) -> None:
    ended = start("bench", "--source", write_video(tmp_path / "short.mp4", frames=20))
    assert ended.returncode == 2
    assert "has 20 pictures, and 60 are needed" in ended.stderr


def test_the_page_has_a_row_for_each_stage_and_a_line_for_each_number() -> None:
    assert re.findall(r"^\| ([a-z ]+) \| [\d.–]+ \| [\d.–]+ \|", PERFORMANCE, re.MULTILINE) == list(STAGES)
    for name in ("ratio_without_drawing", "ratio_with_drawing", "startup_s", "fps", "rss_mb"):
        assert f"`{name}`" in PERFORMANCE
