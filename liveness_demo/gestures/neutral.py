"""A person's own neutral: how open the eyes are, where the head points. All decisions are relative to it.

A line that is the same for everybody fails people: open eyes measure 0.13 to 0.47.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..face.measures import FaceMeasures

OPEN_PERCENTILE = 75.0
"""Of the eye aspect ratios of a still face: natural blinks take far less than a quarter of the time."""
SMALLEST_LEVEL = 0.02
"""Below this an eye was never seen open, or a mouth wide, and a ratio to its level would mean nothing."""


@dataclass(frozen=True)
class Baseline:
    """One person's neutral. Eye levels and mouth: aspect ratios; angles in degrees."""

    ear_left: float
    ear_right: float
    mar: float
    yaw_deg: float
    pitch_deg: float
    center_x: float = 0.5
    """Place of the face in picture widths."""
    face_width: float = 0.3
    """In picture widths."""
    mouth_width: float = 0.5
    corner_height: float = -0.3
    lower_lid: float = -0.1


@dataclass(frozen=True)
class RelativeMeasures:
    """One picture's measures against the person's own baseline. This is what gestures are read from."""

    left_open: float
    """0 shut, about 1 as open as at rest."""
    right_open: float
    mouth_gap: float
    """Mouth aspect ratio above the one at rest."""
    yaw_deg: float
    """Turn from the own neutral, positive to the visitor's own left."""
    pitch_deg: float
    moved_x: float = 0.0
    """Way of the face from its place, in its own widths at rest."""
    mouth_wider: float = 0.0
    """Share by which the mouth is wider than at rest."""
    corners_up: float = 0.0
    """How much higher its corners stand, in distances of the eyes' corners."""
    lower_lid_up: float = 0.0
    """How much higher the lower lids stand than at rest, as a share of the eyes' opening at rest."""


def baseline_of(measures: Sequence[FaceMeasures]) -> Baseline:
    """Return the neutral of a face that was still meanwhile. Raises ValueError if there are no measures."""
    if not measures:
        raise ValueError("a baseline needs at least one measured face")

    def open_level(values: list[float]) -> float:
        return max(float(np.percentile(values, OPEN_PERCENTILE)), SMALLEST_LEVEL)

    return Baseline(
        ear_left=open_level([m.ear_left for m in measures]),
        ear_right=open_level([m.ear_right for m in measures]),
        mar=float(np.median([m.mar for m in measures])),
        yaw_deg=float(np.median([m.yaw_deg for m in measures])),
        pitch_deg=float(np.median([m.pitch_deg for m in measures])),
        center_x=float(np.median([m.center_x for m in measures])),
        face_width=max(float(np.median([m.face_width for m in measures])), SMALLEST_LEVEL),
        mouth_width=max(float(np.median([m.mouth_width for m in measures])), SMALLEST_LEVEL),
        corner_height=float(np.median([m.corner_height for m in measures])),
        lower_lid=float(np.median([m.lower_lid for m in measures])),
    )


def relative(measures: FaceMeasures, baseline: Baseline) -> RelativeMeasures:
    """Express one picture's measures against a baseline."""
    return RelativeMeasures(
        left_open=measures.ear_left / baseline.ear_left,
        right_open=measures.ear_right / baseline.ear_right,
        mouth_gap=measures.mar - baseline.mar,
        yaw_deg=measures.yaw_deg - baseline.yaw_deg,
        pitch_deg=measures.pitch_deg - baseline.pitch_deg,
        moved_x=(measures.center_x - baseline.center_x) / baseline.face_width,
        mouth_wider=measures.mouth_width / baseline.mouth_width - 1,
        corners_up=measures.corner_height - baseline.corner_height,
        lower_lid_up=2 * (measures.lower_lid - baseline.lower_lid) / (baseline.ear_left + baseline.ear_right),
    )
