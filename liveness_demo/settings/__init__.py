"""Every threshold, with its unit, its range and where it comes from.

"Clips" are the labelled recordings of real people that docs/ACCURACY.md names; "puppet" is the
rendered face. Angles are measured as in ``face.pose``.
"""

from .of_gestures import (
    NATURAL_BLINK_S,
    BlinkSettings,
    MouthSettings,
    NodSettings,
    RecordingSettings,
    SmileSettings,
    TurnSettings,
)
from .of_sessions import CueSettings, DoctorSettings, ReadySettings, SessionSettings

__all__ = [
    "NATURAL_BLINK_S",
    "BlinkSettings",
    "CueSettings",
    "DoctorSettings",
    "MouthSettings",
    "NodSettings",
    "ReadySettings",
    "RecordingSettings",
    "SessionSettings",
    "SmileSettings",
    "TurnSettings",
]
