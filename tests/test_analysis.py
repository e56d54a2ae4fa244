"""Where a recorded person's rest is taken to be, and that it does not hang on what a computer rounds."""

from pathlib import Path

import numpy as np
import pytest

from liveness_demo.face.landmarker import Landmarker
from liveness_demo.face.measures import FaceMeasures, measure
from liveness_demo.lab.analysis import Film, densest, find_events
from liveness_demo.sources.frame import Frame
from liveness_demo.sources.video_file import VideoFile

SAMPLE = Path("samples/good.webm")


def test_a_rest_far_off_is_found() -> None:
    assert densest(np.array([3.0, 3.0, 3.0, 9.0])) == 3.0
    resting = np.concatenate([np.linspace(19, 21, 60), np.linspace(-40, 10, 40)])
    assert densest(resting) == pytest.approx(20, abs=0.2)


def test_a_rest_stays_when_every_value_trembles() -> None:
    """Of values that are spread evenly every half is as short as any: the shortest's mean moves by 0.9."""
    evenly = np.linspace(-1, 1, 200)
    found = [densest(evenly + np.random.default_rng(seed).normal(0, 0.001, 200)) for seed in range(20)]
    assert np.ptp(found) < 0.1


def film(changed: float) -> Film:
    """Measure the sample, with one grey level more in this share of its bytes."""
    random = np.random.default_rng(1)
    times_s: list[float] = []
    faces: list[FaceMeasures | None] = []
    with VideoFile(SAMPLE) as pictures, Landmarker() as landmarker:
        for frame in pictures:
            more = (random.random(frame.image.shape) < changed) & (frame.image < 255)
            landmarks = landmarker.detect(Frame(frame.image + more.astype(np.uint8), frame.timestamp_s))
            times_s.append(frame.timestamp_s)
            faces.append(landmarks and measure(landmarks))
    return Film(times_s, faces)


@pytest.mark.long
def test_no_event_moves_by_2_ms_when_one_byte_of_a_hundred_changes_by_one() -> None:
    """Two systems' builds of the model's library differ by about as much. A turn once moved by 7 ms."""
    plain, changed = find_events(film(0.0)), find_events(film(0.01))
    assert len(plain) > 4
    assert [type(event) for event in changed] == [type(event) for event in plain]
    for moment in ("start_s", "end_s"):
        expected = pytest.approx([getattr(event, moment) for event in plain], rel=0, abs=0.002)
        assert [getattr(event, moment) for event in changed] == expected
