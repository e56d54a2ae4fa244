"""What ``bench`` says: percentiles and ratios, from what each picture took."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median

import numpy as np

from .bench import IN_THE_LOOP, Block

STAGES = ("read", *IN_THE_LOOP, "frame to picture", "bare")
DRAWN = tuple(stage for stage in IN_THE_LOOP if stage != "show")
"""The loop's stages, drawing included. Showing a picture is the system's work, not ours."""
MEASURED = tuple(stage for stage in DRAWN if stage != "draw")

Percentiles = dict[str, float] | None


@dataclass(frozen=True)
class BenchResult:
    """Ratios are to the bare landmarker's time for the same pictures; times are per picture."""

    source: str
    landmarker: str
    """Which library read the face model."""
    pictures: int
    width_px: int
    height_px: int
    """Height of the source's pictures; the width stands above."""
    ratio_without_drawing: float
    more_ms_without_drawing: float
    """The same ratio as a difference."""
    ratio_with_drawing: float
    startup_s: float | None
    """From the process's start to the first screen; None without a display, or not on Linux."""
    fps: float
    """Pictures a second that the loop takes, without the time to read them."""
    rss_mb: float | None
    """Resident memory; None if not on Linux."""
    stages: dict[str, Percentiles]
    """p50_ms and p95_ms of each of STAGES, over the pictures in which it happened; None: it never did."""


def stages_of(read_s: Sequence[float], blocks: Sequence[Block]) -> dict[str, Percentiles]:
    """Return the percentiles of each stage, where all of them happened."""
    rows = [row for block in blocks if block.drawn for row in block.whole]
    stages = {"read": percentiles(read_s)}
    for stage in IN_THE_LOOP:
        stages[stage] = percentiles([row[stage] for row in rows if row[stage] > 0])
    stages["frame to picture"] = percentiles([sum(row.values()) for row in rows])
    stages["bare"] = percentiles([each for block in blocks for each in block.bare])
    return stages


def percentiles(seconds: Sequence[float]) -> Percentiles:
    """Return p50 and p95 in milliseconds; None if there are no values.

    >>> percentiles([0.001, 0.002, 0.003])
    {'p50_ms': 2.0, 'p95_ms': 2.9}
    """
    if not seconds:
        return None
    p50, p95 = np.percentile(np.array(seconds) * 1000, (50, 95))
    return {"p50_ms": round(float(p50), 3), "p95_ms": round(float(p95), 3)}


def ratio(blocks: Sequence[Block], stages: Sequence[str]) -> float:
    """Return the median over blocks of what these stages take, over what the bare landmarker takes."""
    return median(_whole_s(block, stages) / mean(block.bare) for block in blocks)


def more_ms(blocks: Sequence[Block], stages: Sequence[str]) -> float:
    """Return the median over blocks of what these stages take longer than the bare landmarker."""
    return 1000 * median(_whole_s(block, stages) - mean(block.bare) for block in blocks)


def fps(blocks: Sequence[Block]) -> float:
    """Return the median over blocks of the pictures a second that the loop takes."""
    return 1 / median(_whole_s(block, IN_THE_LOOP) for block in blocks)


def _whole_s(block: Block, stages: Sequence[str]) -> float:
    return mean(sum(row[stage] for stage in stages) for row in block.whole)
