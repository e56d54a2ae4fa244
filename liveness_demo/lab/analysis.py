"""Every gesture in a recording, asked for or not. It may look at the whole recording before it decides.

Measures are held, never pictures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..choices import Gesture
from ..face.measures import FaceMeasures
from ..gestures.blink import BlinkDetector
from ..gestures.excursion import Excursion
from ..gestures.kind import Event
from ..gestures.neutral import SMALLEST_LEVEL, Baseline, RelativeMeasures, relative
from ..gestures.table import KINDS
from ..settings import RecordingSettings

Numbers = NDArray[np.float64]
MOUTH_PERCENTILE = 10.0
"""Of a recording's mouth aspect ratios: a mouth at rest is shut, and who talks is seldom at rest."""
AS_SHORT = 0.02
"""A half of the values that is longer than the shortest by this share counts for 1/e of it: as little as
keeps the answer still."""


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


def curve(film: Film, gesture: Gesture, settings: RecordingSettings | None = None) -> list[float | None]:
    """Return what a gesture is read from in each frame, in the unit of its ``Shown``; None without a face."""
    settings = settings or RecordingSettings()
    if gesture is Gesture.BLINK:  # in a wink only one eye counts
        return openness(film, settings)
    value = KINDS[gesture].value
    return [
        None if measures is None else value(measures) for measures in _relative_to_own_levels(film, settings)
    ]


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
    rest = replace(rest_of(faces, settings), mar=0.0)
    for index, face, left_level, right_level in zip(seen, faces, left, right, strict=True):
        baseline = replace(rest, ear_left=float(left_level), ear_right=float(right_level))
        result[index] = relative(face, baseline)
    return result


def rest_of(faces: Sequence[FaceMeasures], settings: RecordingSettings | None = None) -> Baseline:
    """Return a person's neutral in a whole recording: where most of it is. faces: at least one."""
    settings = settings or RecordingSettings()

    def values(name: str) -> Numbers:
        return np.array([getattr(face, name) for face in faces], dtype=float)

    def open_level(name: str) -> float:
        return max(float(np.percentile(values(name), settings.level_percentile)), SMALLEST_LEVEL)

    return Baseline(
        ear_left=open_level("ear_left"),
        ear_right=open_level("ear_right"),
        mar=float(np.percentile(values("mar"), MOUTH_PERCENTILE)),
        yaw_deg=_resting_yaw_deg(values("yaw_deg"), settings),
        pitch_deg=densest(values("pitch_deg")),
        center_x=densest(values("center_x")),
        face_width=max(densest(values("face_width")), SMALLEST_LEVEL),
        mouth_width=max(densest(values("mouth_width")), SMALLEST_LEVEL),
        corner_height=densest(values("corner_height")),
        lower_lid=densest(values("lower_lid")),
    )


def _open_levels(times_s: Numbers, ears: Numbers, settings: RecordingSettings) -> Numbers:
    """Return this eye's level when it is open, near each frame. times_s, ears and result: (N,)."""
    before = np.searchsorted(times_s, times_s - settings.level_window_s, side="left")
    after = np.searchsorted(times_s, times_s + settings.level_window_s, side="right")

    def level(start: int, end: int) -> float:
        return float(np.percentile(ears[start:end], settings.level_percentile))

    nearby = [
        min(level(start, now + 1), level(now, end))
        for now, (start, end) in enumerate(zip(before, after, strict=True))
    ]
    lowest = settings.level_floor * np.percentile(ears, settings.level_percentile)
    return np.maximum(nearby, max(lowest, SMALLEST_LEVEL))


def _resting_yaw_deg(yaws_deg: Numbers, settings: RecordingSettings) -> float:
    """Return where the head rests. One that rests nowhere is taken to face the camera when it does not turn.

    yaws_deg: (N,). A short film of a turning head has no rest: then half of it spreads over more than a turn.
    """
    _, spreads_deg = _halves(yaws_deg)
    return densest(yaws_deg) if np.min(spreads_deg) < settings.turn.turned_beyond_deg else 0.0


def densest(values: Numbers) -> float:
    """Return where values lie densest: where they rest.

    Unlike a mean or a median it does not move when the rest is far off to one side. The mean of the shortest
    interval that holds half of the values (the shorth: Andrews et al., Robust Estimates of Location, 1972)
    would jump: of two that are nearly as short the last digit decides. So it is the mean over all such
    intervals, those weighing much that are nearly the shortest. values: (N,), N > 0.

    >>> densest(np.array([-2.0, 0, 0, 1, 30, 40, 50]))
    -0.25
    """
    means, widths = _halves(values)
    shortest = np.min(widths)
    longer = widths / shortest - 1 if shortest > 0 else np.where(widths > 0, np.inf, 0.0)
    return float(np.average(means, weights=np.exp(-longer / AS_SHORT)))


def _halves(values: Numbers) -> tuple[Numbers, Numbers]:
    """Return of each interval that holds half of the values their mean, and its width."""
    ordered = np.sort(values)
    half = len(ordered) // 2 + 1
    sums = np.concatenate([[0.0], np.cumsum(ordered)])
    return (sums[half:] - sums[:-half]) / half, ordered[half - 1 :] - ordered[: len(ordered) - half + 1]
