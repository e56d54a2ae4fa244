"""Builders of measures and traces, so that a test reads like a table."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from liveness_demo.face.measures import FaceMeasures
from liveness_demo.gestures.neutral import RelativeMeasures

T = TypeVar("T")

NEUTRAL = FaceMeasures(
    ear_left=0.3,
    ear_right=0.3,
    lower_lid=-0.1,
    mar=0.02,
    mouth_width=0.5,
    corner_height=-0.3,
    yaw_deg=0.0,
    pitch_deg=0.0,
    roll_deg=0.0,
    face_width=0.3,
    center_x=0.5,
    center_y=0.5,
    eye_width_px=30.0,
    brightness=130.0,
    glare_left=0.0,
    glare_right=0.0,
)


def face(ear: float | None = None, **changes: float) -> FaceMeasures:
    """Return a well placed, neutral face with some measures changed; ear sets both eyes."""
    if ear is not None:
        changes = {"ear_left": ear, "ear_right": ear} | changes
    return replace(NEUTRAL, **changes)


def near_neutral(**changes: float) -> RelativeMeasures:
    """Return a face at rest, relative to its baseline, with some values changed; openness sets both eyes."""
    both = changes.pop("openness", None)
    if both is not None:
        changes = {"left_open": both, "right_open": both} | changes
    rest = RelativeMeasures(left_open=1.0, right_open=1.0, mouth_gap=0.0, yaw_deg=0.0, pitch_deg=0.0)
    return replace(rest, **changes)


def sample(phases: list[tuple[float, T]], fps: float) -> Iterator[tuple[float, T]]:
    """Yield (timestamp_s, value) at a frame rate, from phases of (seconds, value)."""
    ends, total = [], 0.0
    for seconds, value in phases:
        total += seconds
        ends.append((total, value))
    for index in range(round(total * fps)):
        now_s = index / fps
        yield now_s, next(value for end_s, value in ends if now_s < end_s)
