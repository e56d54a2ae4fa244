"""Before the clock starts: is one face well placed and still? Each gate says what is missing."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from ..face.measures import FaceMeasures
from ..gestures.judging import Coaching
from ..gestures.kind import Kind
from ..gestures.neutral import Baseline, RelativeMeasures, baseline_of
from ..messages import Message
from ..settings import NATURAL_BLINK_S, ReadySettings, SessionSettings

Timed = tuple[float, FaceMeasures]


class Picture(Enum):
    """What may be shown while a gate is shut. A view draws each."""

    HEAD = "a head"
    COMING = "a head that comes into the picture"
    NEARER = "a head that comes nearer"
    FARTHER = "a head that goes back"
    ASIDE = "a head that goes to the middle"
    RAISED = "a camera that is raised"
    ANOTHER = "somebody too many"
    LAMP = "a lamp"


@dataclass(frozen=True)
class Gate:
    """One thing that must be well. key: of what to say; shut: whether it is not, of measures and settings."""

    key: str
    shut: Callable[[FaceMeasures, ReadySettings], bool]
    picture: Picture = Picture.HEAD


GATES = (
    Gate("come_closer", lambda m, s: m.face_width < s.smallest_face, Picture.NEARER),
    Gate("go_back", lambda m, s: m.face_width > s.largest_face, Picture.FARTHER),
    Gate("to_the_middle", lambda m, s: abs(m.center_x - 0.5) > s.off_center, Picture.ASIDE),
    Gate("camera_height", lambda m, s: abs(m.center_y - 0.5) > s.off_center, Picture.RAISED),
    Gate("more_light", lambda m, s: m.brightness < s.darkest, Picture.LAMP),
    Gate("look_at_camera", lambda m, s: abs(m.yaw_deg) > s.turned_deg),
    Gate("show_eyes", lambda m, s: max(m.ear_left, m.ear_right) < s.smallest_ear),
    Gate("close_mouth", lambda m, s: m.mar > s.widest_mouth),
)
"""In the order in which they are asked for."""
PICTURES = {gate.key: gate.picture for gate in GATES} | {
    "no_face": Picture.COMING,
    "one_face": Picture.ANOTHER,
}
"""By what is said before a try; a head for all else."""


class _Lids:
    """Tells eyes that are kept shut from a natural blink, which is no fault."""

    def __init__(self) -> None:
        self._shut_since_s: float | None = None

    def blink(self, timestamp_s: float, shut: bool) -> bool:
        """Take whether the eyes are shut in a picture; return whether that may be a natural blink."""
        if not shut:
            self._shut_since_s = None
        elif self._shut_since_s is None:
            self._shut_since_s = timestamp_s
        return self._shut_since_s is not None and timestamp_s - self._shut_since_s <= NATURAL_BLINK_S


class ReadyGate:
    """Waits until all is well for ``still_s``, then gives the baseline. No gate is looked at later."""

    def __init__(self, settings: ReadySettings) -> None:
        self._settings = settings
        self._began_s: float | None = None
        self._recent: deque[Timed] = deque()
        self._still: list[Timed] = []
        self._face_widths: Sequence[float] = ()
        self._likeness: deque[Mapping[int, float]] = deque(maxlen=settings.turn_looks)
        self._lids = _Lids()
        self.hint = Message("no_face")
        self.may_start_anyway = False

    @property
    def share_done(self) -> float:
        """How much of the still time has passed, 0 to 1."""
        if not self._still:
            return 0.0
        return min(1.0, (self._still[-1][0] - self._still[0][0]) / self._settings.still_s)

    def count_faces(self, widths: Sequence[float]) -> None:
        """Take the widths of all faces in the picture, widest first. Holds until the next count."""
        self._face_widths = widths

    def compare_turns(self, likeness: Mapping[int, float]) -> None:
        """Take how much like a face one picture is, 0 to 1, turned by so many degrees clockwise."""
        self._likeness.append(likeness)

    def update(self, timestamp_s: float, measures: FaceMeasures | None) -> Baseline | None:
        """Take one picture's measures; return the baseline once the visitor is ready."""
        if self._began_s is None:
            self._began_s = timestamp_s
        while self._recent and timestamp_s - self._recent[0][0] > self._settings.still_s:
            self._recent.popleft()
        if measures is not None:
            self._recent.append((timestamp_s, measures))
        waited_s = timestamp_s - self._began_s
        self.may_start_anyway = waited_s >= self._settings.offer_after_s and bool(self._recent)
        missing = self._misplaced(measures)
        blinks = self._lids.blink(timestamp_s, missing is not None and missing.key == "show_eyes")
        if missing is not None or measures is None:
            self.hint, self._still = Message("hold_still") if blinks else missing or Message("no_face"), []
            return None
        self.hint = Message("hold_still")
        self._still.append((timestamp_s, measures))
        if self._moved():
            self._still = self._still[-1:]
        if timestamp_s - self._still[0][0] < self._settings.still_s:
            return None
        return baseline_of([still for _, still in self._still])

    def baseline_anyway(self) -> Baseline | None:
        """Return the baseline of the last moments, well placed or not; None without any face in them."""
        return baseline_of([measures for _, measures in self._recent]) if self._recent else None

    def _misplaced(self, measures: FaceMeasures | None) -> Message | None:
        s = self._settings
        if turn_deg := turn_to_upright(self._likeness, s):
            return Message("picture_turned", asked=turn_deg)
        if measures is None:
            return Message("no_face")
        others = [width for width in self._face_widths[1:] if width >= s.bystander * self._face_widths[0]]
        if others:
            return Message("one_face")
        return next((Message(gate.key) for gate in GATES if gate.shut(measures, s)), None)

    def _moved(self) -> bool:
        s = self._settings
        still = [measures for _, measures in self._still]
        limits = (
            ([m.yaw_deg for m in still], s.moves_deg),
            ([m.center_x for m in still], s.moves_share),
            ([m.center_y for m in still], s.moves_share),
            ([m.mar for m in still], s.mouth_moves),
        )
        return any(max(values) - min(values) > limit for values, limit in limits)


def turn_to_upright(looks: Sequence[Mapping[int, float]], settings: ReadySettings) -> int:
    """Return by how many degrees a picture must be turned so that a face stands upright in it; 0: it does.

    looks: how much like a face each of the last pictures was, 0 to 1, by degrees clockwise.
    """
    if len(looks) < settings.turn_looks:
        return 0
    mean = {turn_deg: sum(look[turn_deg] for look in looks) / len(looks) for turn_deg in looks[0]}
    best = max(mean, key=lambda turn_deg: mean[turn_deg])
    told = mean[best] >= max(mean[0] + settings.turn_likelier, settings.turn_like_face)
    return best if told else 0


class NeutralGate:
    """Waits until the head is straight, the mouth shut and the eyes open, for a moment."""

    def __init__(self, settings: SessionSettings, kind: Kind) -> None:
        """kind: of the gesture that comes next."""
        self._settings, self._kind = settings, kind
        self._began_s: float | None = None
        self._neutral_since_s: float | None = None
        self._lids = _Lids()
        self.off = self.hint = Message("back_to_neutral")
        """Why it is not neutral; and what to say of that: a natural blink is no fault."""

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> bool:
        """Take one picture's measures; return whether neutral has been held long enough."""
        if self._began_s is None:
            self._began_s = timestamp_s
        off = self._off(relative)
        blinks = self._lids.blink(timestamp_s, off is not None and off.key == "neutral_eyes")
        if off is not None:
            self._neutral_since_s, self.off = None, off
            self.hint = Message("back_to_neutral") if blinks else off
            return False
        if self._neutral_since_s is None:
            self._neutral_since_s = timestamp_s
        return timestamp_s - self._neutral_since_s >= self._settings.neutral_s

    @property
    def coaching(self) -> Coaching:
        """What to change now; nothing while it is neutral, though not yet for long enough."""
        return Coaching(self.hint if self._neutral_since_s is None else None)

    def expired(self, timestamp_s: float) -> bool:
        """Return whether the time to get to neutral is over."""
        return self._began_s is not None and timestamp_s - self._began_s > self._settings.neutral_limit_s

    def _off(self, relative: RelativeMeasures | None) -> Message | None:
        s = self._settings
        if relative is None:
            return Message("no_face")
        if abs(relative.yaw_deg) > s.neutral_yaw_deg:
            return Message("neutral_head", abs(relative.yaw_deg), s.neutral_yaw_deg)
        if relative.mouth_gap > s.neutral_mouth:
            return Message("neutral_mouth", relative.mouth_gap, s.neutral_mouth)
        open_share = max(relative.left_open, relative.right_open)
        if open_share < s.neutral_open:
            return Message("neutral_eyes", open_share, s.neutral_open)
        return self._kind.not_neutral(relative, s)
