"""Where blinks are seen and where not: a fixed line beside the personal baseline, on the puppet.

Teaching material. It is about this puppet, not about people.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..choices import FaceLibrary
from ..face.landmarker import Landmarker
from ..face.measures import FaceMeasures, measure
from ..gestures.blink import BlinkDetector
from ..gestures.neutral import baseline_of, relative
from ..puppet.acting.moves import Performer, Step
from ..puppet.acting.nature import LIDS_FALL_S, LIDS_RISE_S, SHUT_MEDIAN_S
from ..puppet.paint.renderer import Puppet
from ..puppet.shape.look import Look, Pose
from ..sources.frame import Frame
from .fixed_line import below_fixed_line, both_eyes, share_called_shut

FPS = 30
BLINKS = 5
REST_S, PAUSE_S = 1.0, 0.65
LIDS_SHUT = 0.05
"""Below this the puppet's lids count as open, for the share of open pictures that a line calls shut."""

_PUPPET = Look(tone=0.4)
LOOKS: dict[str, list[tuple[str, Look]]] = {
    "eyes": [(f"{eyes:g}", replace(_PUPPET, eye_opening=eyes)) for eyes in (0, 0.05, 0.1, 0.2, 0.3, 0.5, 1)],
    "light": [(f"{light:g}", replace(_PUPPET, light=light)) for light in (0.05, 0.1, 0.2, 0.4, 0.7, 1, 1.5)],
    "distance": [(f"{cm} cm", replace(_PUPPET, distance_cm=cm)) for cm in (25, 40, 60, 80, 95, 120)],
    "glasses": [("without", _PUPPET)]
    + [(f"glare {glare:g}", replace(_PUPPET, glasses=True, glare=glare)) for glare in (0, 0.2, 0.4, 0.6, 1)],
}
"""What can be swept: the puppet's look for each value."""


@dataclass(frozen=True)
class Row:
    """One value. seen_fixed, seen_personal: of BLINKS. called_shut: share of open pictures below the line."""

    value: str
    open_ear: float | None
    faces: float
    seen_fixed: int
    seen_personal: int
    called_shut: float


def sweep(what: str, library: FaceLibrary = FaceLibrary.AUTO) -> Iterator[Row]:
    """Yield a row for each value of ``eyes``, ``light``, ``distance`` or ``glasses``."""
    for value, look in LOOKS[what]:
        yield _row(value, look, library)


def _row(value: str, look: Look, library: FaceLibrary) -> Row:
    puppet = Puppet(look)
    with Landmarker(library) as landmarker:
        seen = [
            (time_s, pose.lid_left, measure(landmarker.detect(Frame(puppet.render(pose), time_s))))
            for time_s, pose in _blinking()
        ]
    faces = [face for _, _, face in seen if face is not None]
    rest = [face for time_s, _, face in seen if face is not None and time_s < REST_S]
    if not rest:
        return Row(value, None, len(faces) / len(seen), 0, 0, 0.0)
    opened = [face for _, lids, face in seen if face is not None and lids < LIDS_SHUT]
    return Row(
        value=value,
        open_ear=sum(both_eyes(face) for face in opened) / len(opened),
        faces=len(faces) / len(seen),
        seen_fixed=len(below_fixed_line([time_s for time_s, _, _ in seen], [face for _, _, face in seen])),
        seen_personal=_count_personal(seen, rest),
        called_shut=share_called_shut(opened),
    )


Seen = list[tuple[float, float, FaceMeasures | None]]


def _count_personal(seen: Seen, rest: list[FaceMeasures]) -> int:
    baseline, detector = baseline_of(rest), BlinkDetector()
    found = [
        detector.update(time_s, None if face is None else relative(face, baseline))
        for time_s, _, face in seen
    ]
    return sum(blink is not None for blink in found)


def _blinking() -> Iterator[tuple[float, Pose]]:
    """Yield time and pose of a face that rests and then blinks BLINKS times."""
    steps: list[Step] = []
    for number in range(BLINKS):
        falls_s = REST_S + number * (LIDS_FALL_S + SHUT_MEDIAN_S + LIDS_RISE_S + PAUSE_S)
        rises_s = round((falls_s + LIDS_FALL_S + SHUT_MEDIAN_S) * FPS) / FPS  # a step begins with a picture
        steps += [Step(falls_s, "lids", 1.0, LIDS_FALL_S), Step(rises_s, "lids", 0.0, LIDS_RISE_S)]
    performer = Performer(steps)
    for index in range(round((rises_s + LIDS_RISE_S + PAUSE_S) * FPS)):
        yield index / FPS, performer.pose(index / FPS, Pose())
