"""The command ``bench``: how long each stage takes on this computer, and what that adds to the bare model."""

import os
import random
import sys
import time
from argparse import Namespace
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, redirect_stdout
from pathlib import Path

from ..choices import SourceKind
from ..errors import UsageError
from ..face.libraries import chosen as taken
from ..face.libraries import load
from ..loop.chosen import ChosenFile, ChosenPuppet
from ..loop.counts import Tally
from ..loop.options import RunOptions
from ..loop.shown import Start
from ..privacy.protection import Protection
from ..puppet.acting.recording import LOOP_ORDER, PICTURES_A_SECOND, record
from ..puppet.paint.renderer import Puppet
from ..puppet.shape.look import Look
from ..sources.frame import Frame
from ..sources.video_file import VideoFile
from ..upkeep.bench import HeldPictures, Stopwatch, held, time_loop
from ..upkeep.bench_result import DRAWN, MEASURED, STAGES, BenchResult, fps, more_ms, ratio, stages_of
from ..upkeep.process import began_s
from ..view.canvas.canvas import SIZE
from ..view.outlets.in_window import WindowView
from ..view.outlets.no_window import NoWindow, window_if_possible
from ..view.screens.stage import Stage
from .parser import FEWEST_FRAMES
from .printing import Printer

NOT_SHOWN = "There is no display: pictures were drawn and not shown, and no first screen was timed."


def run(arguments: Namespace, protection: Protection) -> int:
    """Measure and print; return 0."""
    source = arguments.source
    load(arguments.landmarker)  # as run does
    with window_if_possible() as window:
        shown = not isinstance(window, NoWindow)
        chosen = ChosenPuppet() if source == SourceKind.PUPPET.value else ChosenFile(Path(source))
        stage, options = Stage(), RunOptions(chosen, library=arguments.landmarker)
        window.show(stage.draw(Start(options, protection.state(), Tally())))
        startup_s = _age_s() if shown else None
        protection.seal(camera=False)
        stopwatch = Stopwatch(time.perf_counter)
        with closing(_pictures(chosen, arguments.frames)) as coming:
            pictures, read_s = held(coming, arguments.frames, stopwatch)
        _require_enough(source, len(pictures))
        with (
            Path(os.devnull).open("w", encoding="utf-8") as nowhere,
            redirect_stdout(nowhere),
        ):  # a session speaks
            view = WindowView(window, stage)
            timed = time_loop(pictures, options, view, window, protection, stopwatch)
    result = _result(options, source, pictures, read_s, timed, startup_s, shown)
    Printer(arguments.json).write(vars(result), "\n".join(_text(result)))
    return 0


def _age_s() -> float | None:
    """How long this process has been running; None where the system does not tell."""
    if sys.platform != "linux":
        return None
    began = began_s()
    return None if began is None else time.clock_gettime(time.CLOCK_BOOTTIME) - began


def _pictures(chosen: ChosenPuppet | ChosenFile, number: int) -> Generator[Frame, None, None]:
    """A film's pictures, or a recorded session of the puppet's."""
    if isinstance(chosen, ChosenFile):
        with VideoFile(chosen.path) as film:
            yield from film
        return
    puppet = Puppet(Look())
    recording = record(LOOP_ORDER, random.Random(1), looped=True)
    for index in range(number):
        time_s = index / PICTURES_A_SECOND
        yield Frame(puppet.render(recording.pose(time_s)), time_s)


def _require_enough(source: str, number: int) -> None:
    if number < FEWEST_FRAMES:
        raise UsageError(
            f"{source} has {number} pictures, and {FEWEST_FRAMES} are needed: take a longer one."
        )


def _result(
    options: RunOptions,
    source: str,
    pictures: Sequence[Frame],
    read_s: Sequence[float],
    timed: HeldPictures,
    startup_s: float | None,
    shown: bool,
) -> BenchResult:
    blocks = timed.blocks
    drawn = [block for block in blocks if block.drawn]
    blind = [block for block in blocks if not block.drawn]
    height_px, width_px = pictures[0].image.shape[:2]
    stages = stages_of(read_s, blocks)
    return BenchResult(
        source=source,
        landmarker=taken(options.library).value,
        pictures=sum(len(block.whole) for block in blocks),
        width_px=width_px,
        height_px=height_px,
        ratio_without_drawing=round(ratio(blind, MEASURED), 3),
        more_ms_without_drawing=round(more_ms(blind, MEASURED), 3),
        ratio_with_drawing=round(ratio(drawn, DRAWN), 3),
        startup_s=None if startup_s is None else round(startup_s, 2),
        fps=round(fps(drawn), 1),
        rss_mb=None if timed.resident_mb is None else round(timed.resident_mb),
        stages=stages if shown else stages | {"show": None},
    )


def _text(result: BenchResult) -> Iterator[str]:
    size = f"{result.width_px} x {result.height_px}"
    yield (
        f"{result.source}: {result.pictures} pictures of {size}, drawn at {SIZE[0]} x {SIZE[1]}, "
        f"measured by {result.landmarker}."
    )
    yield f"{'ms a picture':18}{'p50':>8}{'p95':>8}"
    for stage in STAGES:
        times = result.stages[stage]
        numbers = f"{times['p50_ms']:8.2f}{times['p95_ms']:8.2f}" if times else "       –       –"
        yield f"{stage:18}{numbers}"
    more = f"{result.more_ms_without_drawing:+.2f} ms"
    yield (
        f"Beside the bare landmarker: {result.ratio_without_drawing:.3f} times ({more}) without drawing, "
        f"{result.ratio_with_drawing:.3f} times with it."
    )
    yield f"{result.fps:.0f} pictures a second, reading left out."
    if result.rss_mb is not None:
        yield f"{result.rss_mb:.0f} MB of memory."
    if result.startup_s is not None:
        yield f"{result.startup_s:.2f} s from the start to the first screen."
    if result.stages["show"] is None:
        yield NOT_SHOWN
