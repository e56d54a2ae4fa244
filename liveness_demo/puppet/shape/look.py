"""What a puppet looks like (`Look`) and what it does in one picture (`Pose`)."""

import math
from dataclasses import dataclass
from enum import Enum

from ...errors import UsageError


class Quality(Enum):
    """How much work goes into one picture."""

    LIVE = "live"
    """Coarser mesh, 2 x 2 samples a pixel: for moving pictures."""
    FINE = "fine"
    """Finer mesh, 3 x 3 samples a pixel: for stills."""


@dataclass(frozen=True)
class Look:
    """What stays the same for one visitor. Raises UsageError outside the ranges given."""

    tone: float = 0.35
    """Skin, 0 light .. 1 dark. A colour ramp; it says nothing about how people fare."""
    eye_opening: float = 0.5
    """0 very small .. 1 wide."""
    glasses: bool = False
    glare: float = 0.0
    """Reflections on the glasses, 0 none .. 1 most of the eyes hidden."""
    light: float = 1.0
    """Exposure, 0.02 .. 2."""
    light_side: float = 0.45
    """Where the lamp stands, -1.5 left .. 1.5 right in the picture."""
    noise: float = 2.0
    """Sensor noise, standard deviation in grey levels, 0 .. 40."""
    distance_cm: float = 42.0
    """From camera to face, 20 .. 150."""
    seed: int = 0
    """Of the noise, 0 or more."""

    def __post_init__(self) -> None:
        for name, low, high in _LOOK_RANGES:
            _check(name, getattr(self, name), low, high)
        if self.glare > 0 and not self.glasses:
            raise UsageError("glare above 0 needs glasses=True: only glasses can reflect.")


@dataclass(frozen=True)
class Pose:
    """What moves; all neutral by default. Raises UsageError outside the ranges given.

    "left" and "right" are the puppet's own; the puppet's left is the right of the picture.
    """

    lid_left: float = 0.0
    """0 open .. 1 shut."""
    lid_right: float = 0.0
    jaw: float = 0.0
    """0 closed .. 1 wide open."""
    smile: float = 0.0
    """0 .. 1."""
    brows: float = 0.0
    """-1 frown .. 1 raised."""
    yaw_deg: float = 0.0
    """Head turn, -90 .. 90, positive to the puppet's own left."""
    pitch_deg: float = 0.0
    """Nod, -45 .. 45, positive with the nose down."""
    roll_deg: float = 0.0
    """Tilt, -45 .. 45, positive anticlockwise in the picture."""
    x_cm: float = 0.0
    """Place of the whole visitor, positive to the picture's right, -60 .. 60."""
    y_cm: float = 0.0
    """Positive upwards, -60 .. 60."""
    z_cm: float = 0.0
    """Positive towards the camera, -130 .. 130; the face stays at least 18 cm away."""
    gaze_x: float = 0.0
    """Where the eyes look, -1 .. 1, positive to the puppet's own left."""
    gaze_y: float = 0.0
    """-1 .. 1, positive upwards."""
    present: bool = True
    """False: the room without the visitor."""

    def __post_init__(self) -> None:
        for name, low, high in _POSE_RANGES:
            _check(name, getattr(self, name), low, high)


_LOOK_RANGES = (
    ("tone", 0, 1),
    ("eye_opening", 0, 1),
    ("glare", 0, 1),
    ("light", 0.02, 2),
    ("light_side", -1.5, 1.5),
    ("noise", 0, 40),
    ("distance_cm", 20, 150),
    ("seed", 0, 2**32 - 1),
)
_POSE_RANGES = (
    ("lid_left", 0, 1),
    ("lid_right", 0, 1),
    ("jaw", 0, 1),
    ("smile", 0, 1),
    ("brows", -1, 1),
    ("yaw_deg", -90, 90),
    ("pitch_deg", -45, 45),
    ("roll_deg", -45, 45),
    ("x_cm", -60, 60),
    ("y_cm", -60, 60),
    ("z_cm", -130, 130),
    ("gaze_x", -1, 1),
    ("gaze_y", -1, 1),
)


def _check(name: str, value: float, low: float, high: float) -> None:
    if not (math.isfinite(value) and low <= value <= high):
        raise UsageError(f"{name} must be between {low:g} and {high:g}, not {value:g}.")
