"""Every gesture in a recording, asked for or not. It may look at the whole recording before it decides.

Measures are held, never pictures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..face.measures import FaceMeasures
from ..gestures.blink import BlinkDetector
from ..gestures.excursion import Excursion
from ..gestures.kind import Event
from ..gestures.neutral import SMALLEST_LEVEL, Baseline, RelativeMeasures, relative
from ..gestures.table import KINDS
from ..settings import RecordingSettings

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Film:
    """The measures of a whole recording: one time and one entry (None: no face) for each frame."""

    times_s: Sequence[float]
    measures: Sequence[FaceMeasures | None]

    def frames_of(self, event: Event | Excursion) -> tuple[int, int]:
        """Return the first and the last frame of an event, both within it, counted from 0."""
        first = int(np.searchsorted(self.times_s, event.start_s, side="left"))
        last = int(np.searchsorted(self.times_s, event.end_s, side="right")) - 1
        return min(first, len(self.times_s) - 1), max(last, first)


def find_events(film: Film, settings: RecordingSettings | None = None) -> list[Event]:
    """Return every gesture, in the order in which they began."""
    settings = settings or RecordingSettings()
    detectors = {gesture: kind.detector(settings) for gesture, kind in KINDS.items()}
    found: list[Event | None] = []
    for time_s, measures in zip(film.times_s, _relative_to_own_levels(film, settings), strict=True):
        found += (detector.update(time_s, measures) for detector in detectors.values())
    found += (detector.finish() for detector in detectors.values())
    events = [event for event in found if event is not None]
    counting = [event for event in events if KINDS[event.gesture].counts(event, settings)]
    return sorted(counting, key=lambda event: event.start_s)


def openness(film: Film, settings: RecordingSettings | None = None) -> list[float | None]:
    """Return how open the eyes are in each frame, 0 shut to about 1 as open as at rest; None without a face.

    It is the value that the blinks of ``find_events`` are read from.
    """
    settings = settings or RecordingSettings()
    detector = BlinkDetector(settings.blink)
    found: list[float | None] = []
    for time_s, measures in zip(film.times_s, _relative_to_own_levels(film, settings), strict=True):
        detector.update(time_s, measures)
        found.append(None if measures is None else detector.openness(measures))
    return found


def _relative_to_own_levels(film: Film, settings: RecordingSettings) -> list[RelativeMeasures | None]:
    """Return frames against the person's levels: the eyes' taken nearby, the head's from the whole film.

    The mouth is not made relative: who talks all the time has no mouth at rest to compare with.
    """
    seen = [index for index, measures in enumerate(film.measures) if measures is not None]
    faces = [measures for measures in film.measures if measures is not None]
    result: list[RelativeMeasures | None] = [None] * len(film.measures)
    if not faces:
        return result
    times_s = np.array(film.times_s, dtype=float)[seen]
    left = _open_levels(times_s, np.array([face.ear_left for face in faces]), settings)
    right = _open_levels(times_s, np.array([face.ear_right for face in faces]), settings)
    yaw_deg = densest(np.array([face.yaw_deg for face in faces]))
    pitch_deg = densest(np.array([face.pitch_deg for face in faces]))
    mouth_width = max(densest(np.array([face.mouth_width for face in faces])), SMALLEST_LEVEL)
    corner_height = densest(np.array([face.corner_height for face in faces]))
    for index, face, left_level, right_level in zip(seen, faces, left, right, strict=True):
        baseline = Baseline(
            ear_left=float(left_level),
            ear_right=float(right_level),
            mar=0.0,
            yaw_deg=yaw_deg,
            pitch_deg=pitch_deg,
            mouth_width=mouth_width,
            corner_height=corner_height,
        )
        result[index] = relative(face, baseline)
    return result


def _open_levels(times_s: Numbers, ears: Numbers, settings: RecordingSettings) -> Numbers:
    """Return this eye's level when it is open, near each frame. times_s, ears and result: (N,)."""
    half_s = settings.level_window_s / 2
    starts = np.searchsorted(times_s, times_s - half_s, side="left")
    ends = np.searchsorted(times_s, times_s + half_s, side="right")
    nearby = [
        np.percentile(ears[start:end], settings.level_percentile)
        for start, end in zip(starts, ends, strict=True)
    ]
    lowest = settings.level_floor * np.percentile(ears, settings.level_percentile)
    return np.maximum(nearby, max(lowest, SMALLEST_LEVEL))


def densest(values: Numbers) -> float:
    """Return the mean of the shortest interval that holds half of the values: where they rest.

    Unlike a mean or a median it does not move when the rest is far off to one side.
    values: (N,), N > 0. Known as the shorth (Andrews et al., Robust Estimates of Location, 1972).

    >>> densest(np.array([-2.0, 0, 0, 1, 30, 40, 50]))
    -0.25
    """
    ordered = np.sort(values)
    half = len(ordered) // 2 + 1
    widths = ordered[half - 1 :] - ordered[: len(ordered) - half + 1]
    start = int(np.argmin(widths))
    return float(np.mean(ordered[start : start + half]))
