"""The line that is the same for everybody: what it would see. Kept to be compared with, never to decide.

It is judged as the personal baseline is (see ``settings.BlinkSettings``): the same time without a face is
bridged, and the same length is too long for a blink. Only the line differs, and that it is one line, not two.
"""

from collections.abc import Sequence

from ..face.measures import FaceMeasures
from ..gestures.excursion import Excursion, ExcursionDetector
from ..settings import BlinkSettings

FIXED_LINE = 0.21
"""Eye aspect ratio that many demos use for everybody."""


def both_eyes(face: FaceMeasures) -> float:
    """Return the mean eye aspect ratio of the two eyes, as such demos take it."""
    return (face.ear_left + face.ear_right) / 2


def below_fixed_line(
    times_s: Sequence[float], faces: Sequence[FaceMeasures | None], settings: BlinkSettings | None = None
) -> list[Excursion]:
    """Return the blinks that the line sees. An eye that is never above the line never blinks."""
    settings = settings or BlinkSettings()
    below = ExcursionDetector(-FIXED_LINE, -FIXED_LINE, settings.max_gap_s)
    found = [
        below.update(time_s, None if face is None else -both_eyes(face))
        for time_s, face in zip(times_s, faces, strict=True)
    ]
    found.append(below.finish())
    return [stay for stay in found if stay is not None and stay.end_s - stay.start_s <= settings.max_s]


def share_called_shut(faces: Sequence[FaceMeasures]) -> float:
    """Return the share of these faces, 0 to 1, that the line calls shut. Raises ValueError without faces."""
    if not faces:
        raise ValueError("a share needs at least one measured face")
    return sum(both_eyes(face) < FIXED_LINE for face in faces) / len(faces)
