"""How far the puppet must move for the model to read of it what it read of the driver.

Each table says what the model reads of the puppet's own picture when one thing moves; here it is read the
other way round. Measured at 640x480, 42 cm away where nothing else is said, tone 0.35, mean of three
pictures, MediaPipe 0.10.31; ``tests/test_driven.py`` measures it again.
"""

import numpy as np

from ...settings import SmileSettings
from ..acting.motion import within

LIDS = np.linspace(0, 1, 11)
EYE_OPENINGS = (0.1, 0.5, 1.0)
OPENNESS = np.array(
    [
        [1, 0.882, 0.725, 0.594, 0.500, 0.315, 0.222, 0.151, 0.077, 0.061, 0.057],
        [1, 0.945, 0.893, 0.823, 0.651, 0.403, 0.257, 0.149, 0.084, 0.052, 0.043],
        [1, 0.935, 0.876, 0.815, 0.762, 0.537, 0.332, 0.191, 0.111, 0.053, 0.037],
    ]
)
"""Eye aspect ratio over that of the open eyes, of each of EYE_OPENINGS, with both lids at each of LIDS.

Half-shut lids read differently near and far: here is the larger of what they read at 27 and at 42 cm, so
that no blink is lost.
"""
OTHER_EYE = 0.22
"""With one lid shut, the model reads the open eye so much lower, and the shut one so much higher."""
SIDEWAYS_DEG = 25.0
"""Of a head that is turned farther to one side, the model reads the eye of that side as open even when it is
shut: half-shut it reads as 0.3 to 1.2 times as open as at rest."""

JAW = np.linspace(0, 1, 11)
GAPS = np.array([0.007, 0.107, 0.169, 0.234, 0.292, 0.361, 0.420, 0.473, 0.525, 0.599, 0.647])
"""Mouth aspect ratio."""
GAP_AT_CM, GAP_NEARER_CM = 42.0, 3.7
"""A gap reads as 1 - this / distance of what it does far away: 6 % less at 27 cm, 4 % more at 65."""
GAP_SMILING = 0.16
"""And less by this share in a full smile."""
NARROWER_BY_JAW, LOWER_BY_JAW = 0.285, 0.114
"""A mouth that is opened wide is narrower by this share, and its corners lower by this much."""

SMILE = np.linspace(0, 1, 6)
WIDER = np.array([0.0, 0.051, 0.089, 0.150, 0.198, 0.233])
"""Share by which the mouth is wider; its corners rise by more than what a smile asks for."""

BROWS_EACH, GAZE_X_EACH = 0.064, 0.063
"""From the middle to the end, in distances of the eyes' corners."""
GAZE_Y = np.array([-1.0, 0.0, 0.5, 1.0])
IRIS_Y = np.array([-0.0050, 0.0, 0.0046, 0.0129])
"""The same for the height of the irises: looking down hardly shows."""
BROWS_BY_PITCH = np.array([[-30, 0, 10, 20, 30, 40], [0.021, 0.0, -0.022, -0.058, -0.103, -0.146]])
"""The brows seem lower when the head bows: degrees, and the same unit."""

ASIDE_NEARER_CM = 9.0
"""A face off the camera's axis reads as turned by 1 - this / distance of the angle at which it is seen."""
ANGLE_FAR, ANGLE_NEARER_CM = 0.91, 2.8
"""Of its own turn or nod a head on the axis reads the first + the second / distance, within 4 %."""
BOWED_CM, BOWED_DEG = 180.0, -1.4
"""A head that is not bowed, on the camera's axis, reads as bowed by the first / distance + the second."""
SIZE_CM = 6.1
"""``Seen.size`` of the puppet, in centimetres: its shape has 6.37."""


def lids_for(openness: tuple[float, float], eye_opening: float, yaw_deg: float = 0.0) -> tuple[float, float]:
    """Return how far two lids must be down, 0 to 1, for the eyes to read so open, 1 as at rest.

    openness: the left eye's first. eye_opening: of the puppet's look. yaw_deg: of its head; beyond
    SIDEWAYS_DEG the eye that can be read shuts the other one, too.
    """
    read = np.array([np.interp(eye_opening, EYE_OPENINGS, column) for column in OPENNESS.T])
    one, other = (min(max(each, 0.0), 1.0) for each in openness)
    mixed = (1 - OTHER_EYE) / (1 - 2 * OTHER_EYE), OTHER_EYE / (1 - 2 * OTHER_EYE)
    apart = mixed[0] * one - mixed[1] * other, mixed[0] * other - mixed[1] * one
    left, right = np.interp(apart, read[::-1], LIDS[::-1]).tolist()
    if yaw_deg > SIDEWAYS_DEG:
        left = max(left, right)
    elif yaw_deg < -SIDEWAYS_DEG:
        right = max(left, right)
    return left, right


def jaw_for(gap: float, distance_cm: float, smile: float = 0.0) -> float:
    """Return how far the jaw must be open, 0 to 1, for a mouth aspect ratio. smile: of the same face."""
    reads = (1 - GAP_NEARER_CM / distance_cm) / (1 - GAP_NEARER_CM / GAP_AT_CM) * (1 - GAP_SMILING * smile)
    return float(np.interp(gap / reads, GAPS, JAW))


def smile_for(wider: float, corners_up: float, jaw: float) -> float:
    """Return the smile, 0 to 1, of a mouth that is wider by a share, its corners higher, its jaw so open."""
    rises = SmileSettings().width_per_rise * (corners_up + LOWER_BY_JAW * jaw)
    return float(np.interp(min(wider + NARROWER_BY_JAW * jaw, rises), WIDER, SMILE))


def brows_for(up: float, bowed_deg: float) -> float:
    """Return the brows, -1 to 1, that stand so much higher than at rest, on a head that is bowed."""
    return within((up - float(np.interp(bowed_deg, *BROWS_BY_PITCH))) / BROWS_EACH, 1.0)


def gaze_for(aside: float, up: float) -> tuple[float, float]:
    """Return the gaze, -1 to 1, of irises so far from their place at rest."""
    return within(aside / GAZE_X_EACH, 1.0), float(np.interp(up, IRIS_Y, GAZE_Y))


def yaw_for(read_deg: float, aside_deg: float, distance_cm: float) -> float:
    """Return the turn, degrees, of a head that reads as turned by so much.

    aside_deg: how far off the camera's axis it is seen, positive to the picture's right.
    """
    own_deg = read_deg - (1 - ASIDE_NEARER_CM / distance_cm) * aside_deg
    return own_deg / (ANGLE_FAR + ANGLE_NEARER_CM / distance_cm)


def pitch_for(read_deg: float, below_deg: float, distance_cm: float) -> float:
    """Return the nod, degrees, of a head that reads as bowed by so much. below_deg: the axis."""
    return yaw_for(read_deg - BOWED_CM / distance_cm - BOWED_DEG, below_deg, distance_cm)
