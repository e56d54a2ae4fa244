"""The day before a lesson: is everything there that a session needs? Each check says what to do if not.

Nothing here opens a camera or asks anybody: see ``commands/doctor.py``.
"""

import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from math import pi, sin
from statistics import median
from sysconfig import get_platform

import numpy as np
from numpy.typing import NDArray

from ..choices import FaceLibrary
from ..errors import LivenessDemoError, SourceError
from ..face.landmarker import FaceCounter, Landmarker
from ..face.light import whole_brightness
from ..face.measures import FaceMeasures, measure
from ..messages import Message
from ..privacy.state import Enforcement, State
from ..puppet.paint.renderer import Puppet
from ..puppet.shape.look import Look, Pose
from ..session.gates import turn_to_upright
from ..settings import DoctorSettings, SessionSettings
from ..sources.camera import PictureWatch
from ..sources.frame import Frame
from ..sources.repeats import RepeatWatch
from ..systems.cameras import another, ways_to_cameras
from ..systems.names import system_name
from ..view.outlets.window import MEND_OPENCV, WITHOUT_WINDOWS

DOCTOR, SESSION = DoctorSettings(), SessionSettings()
PUPPET_PICTURES, PUPPET_FPS, SWAY_DEG = 30, 30, 15.0
"""The puppet shakes its head once a second; the last picture goes over into the first."""
WARM_UP = 5
"""The first pictures take longer, and are not timed."""
OF_THE_PICTURE = ("light", "face", "mirror")

Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Finding:
    """The result of one check. ok: None if the thing was not looked at, or cannot be known here."""

    what: str
    ok: bool | None
    seen: str
    do: str = ""
    """What to do about it; empty if nothing is to be done."""


@dataclass(frozen=True)
class CameraLook:
    """What is known of a camera's pictures; none of them is kept."""

    size_px: tuple[int, int]
    """Width, height."""
    fps: float
    """New pictures a second while nothing was measured; 0 if there were not even two."""
    faces: tuple[FaceMeasures | None, ...]
    """The face in each picture that was measured."""
    brightness: float
    """Mean grey level (0 to 255) of the face or the picture, if that is brighter; median of all pictures."""
    stalled_s: float = 0.0
    """The longest time for which the same picture came again, while nothing was measured."""
    turn_deg: int = 0
    """By how much the picture must be turned, clockwise, for a face to stand upright in it."""
    notice: Message | None = None
    """``camera_black``, or ``camera_still`` with the seconds for which the picture stayed the same."""

    @property
    def found(self) -> list[FaceMeasures]:
        """The faces, without the pictures in which there was none."""
        return [face for face in self.faces if face is not None]


def watch(frames: Iterable[Frame], landmarker: Landmarker, counter: FaceCounter) -> CameraLook:
    """Let a camera settle, then count its pictures, then measure them; 5 seconds of the frames' own time.

    Raises SourceError if the frames end before that.
    """
    quality = PictureWatch()
    coming = _noted(frames, quality)
    for _ in _lasting(coming, DOCTOR.settle_s):
        pass
    times_s, stalled_s = _times_of_new_pictures(_lasting(coming, DOCTOR.count_s))
    looks = []
    likeness: list[dict[int, float]] = []
    for frame in _lasting(coming, DOCTOR.look_s):
        looks.append(_look(frame, landmarker))
        if len(likeness) < SESSION.ready.turn_looks:
            likeness.append(counter.likeness_by_turn(frame))
    if not looks:
        raise SourceError("The camera stopped delivering pictures: plug it in again.")
    spans = len(times_s) - 1
    return CameraLook(
        size_px=looks[-1][0],
        fps=spans / (times_s[-1] - times_s[0]) if spans else 0.0,
        faces=tuple(face for _, face, _ in looks),
        brightness=median(brightness for _, _, brightness in looks),
        stalled_s=stalled_s,
        turn_deg=turn_to_upright(likeness, SESSION.ready),
        notice=quality.notice,
    )


def measuring_fps(pictures: Sequence[Picture], landmarker: Landmarker, clock: Callable[[], float]) -> float:
    """Return how many pictures a second are measured on this computer, by ``clock`` (seconds)."""
    frames = (Frame(picture, index / PUPPET_FPS) for index, picture in enumerate(cycle(pictures)))
    for frame in islice(frames, WARM_UP):
        measure(landmarker.detect(frame))
    done, passed_s, began_s = 0, 0.0, clock()
    while passed_s < DOCTOR.speed_s:
        measure(landmarker.detect(next(frames)))
        done, passed_s = done + 1, clock() - began_s
    return done / passed_s


def puppet_pictures() -> list[Picture]:
    """Return a second of the puppet, 640 x 480, to be repeated."""
    puppet = Puppet(Look())
    turns = (2 * pi * index / PUPPET_PICTURES for index in range(PUPPET_PICTURES))
    return [puppet.render(Pose(yaw_deg=SWAY_DEG * sin(turn))) for turn in turns]


def check_system() -> Finding:
    """Say on what the program runs, and how it would reach a camera: who is asked for help wants to know."""
    python = f"{platform.python_version()} ({get_platform()})"
    ways = ", then ".join(ways_to_cameras()) or "no way"
    return Finding("system", True, f"{system_name()}, Python {python}; cameras by {ways}.")


def check_display(built_in: bool, works: bool | None) -> Finding:
    """Judge whether a window can be opened. built_in: OpenCV has windows. works: None if it was not tried."""
    if not built_in:
        return Finding("display", False, f"{WITHOUT_WINDOWS}.", f"For a window: {MEND_OPENCV}.")
    if works is None:
        return Finding("display", None, "Not tried on this system.", "Start the puppet, and see its window.")
    if works:
        return Finding("display", True, "A window can be opened.")
    do = "Start from the computer's own desktop; without a display a session runs in the terminal."
    return Finding("display", False, "No window can be opened.", do)


def check_speed(fps: float, library: FaceLibrary) -> Finding:
    """Judge how many pictures a second are measured. library: what was taken to read the face model."""
    ok = _enough(fps)
    line = f"the line is at {DOCTOR.enough_fps:.0f}"
    seen = f"{fps:.0f} pictures a second can be measured by {library.value}; {line}."
    return Finding("speed", ok, seen, "" if ok else "Close other programs, and plug in the power supply.")


def check_lock(state: State) -> Finding:
    """Judge who keeps the promise that nothing leaves, in the state in which a camera would be open."""
    ok, do = {
        Enforcement.ENFORCED: (True, ""),
        Enforcement.NOT_HERE: (None, "Unplug the network to be sure."),
        Enforcement.UNPROTECTED: (False, "Leave out --unprotected."),
        Enforcement.FAILED: (
            False,
            "Use Linux 5.13 or newer with Landlock; or unplug the network, and accept the risk with "
            "--unprotected.",
        ),
    }[state.enforcement]
    more = "; open to inspection (--inspect)" if state.inspectable else ""
    if state.enforcement is Enforcement.NOT_HERE:
        more = ": sockets, files and programs are refused to Python code alone, not to libraries"
    return Finding("lock", ok, f"{state.described[:1].upper()}{state.described[1:]}{more}.", do)


def check_camera(watched: CameraLook, number: int = 0) -> Finding:
    """Judge how many pictures a second the camera of this number delivers, and whether they are new ones."""
    notice, other = watched.notice, another(number)
    if notice is not None and notice.key == "camera_still" and notice.seen is not None:
        do = f"Plug it in again and start again, {other}."
        return Finding("camera", False, f"It has shown the same picture for {notice.seen:.0f} s.", do)
    width, height = watched.size_px
    seen = f"It delivers {watched.fps:.0f} pictures a second of {width} x {height} pixels"
    if watched.stalled_s > SESSION.blink.max_gap_s:
        do = f"Close other programs, take another cable or plug, {other}."
        stalled = f"{seen}, and repeated one for {watched.stalled_s:.1f} s"
        return Finding("camera", False, f"{stalled}; the line is at {SESSION.blink.max_gap_s:.1f} s.", do)
    if _enough(watched.fps):
        return Finding("camera", True, f"{seen}.")
    do = f"Turn on more light, close other programs that use it, {other}."
    return Finding("camera", False, f"{seen}; the line is at {DOCTOR.enough_fps:.0f} a second.", do)


def check_light(watched: CameraLook) -> Finding:
    """Judge whether there is light enough."""
    if _covered(watched):
        do = "Open the camera's cover or switch, or turn on a light."
        return Finding("light", False, f"The picture is black ({watched.brightness:.0f} of 255).", do)
    line = SESSION.ready.darkest
    ok = watched.brightness >= line
    seen = f"The brightness is {watched.brightness:.0f} of 255; the line is at {line:.0f}."
    return Finding("light", ok, seen, "" if ok else "Turn on a light before you, not behind you.")


def check_face(watched: CameraLook) -> Finding:
    """Judge whether a face is found, at a size that can be measured."""
    if _covered(watched):
        return Finding("face", None, "Not looked for: the picture is black.")
    if watched.turn_deg:
        seen = f"A face stands upright only when the picture is turned by {watched.turn_deg} degrees."
        return Finding(
            "face", False, seen, f"Start with --turned {watched.turn_deg}, or press r in a session."
        )
    found, ready = watched.found, SESSION.ready
    share = len(found) / len(watched.faces)
    if share < DOCTOR.faces_share:
        seen = f"A face is found in {share:.0%} of the pictures; the line is at {DOCTOR.faces_share:.0%}."
        return Finding("face", False, seen, "Sit before the camera, an arm's length away, and look at it.")
    width = median(face.face_width for face in found)
    eye_px = median(face.eye_width_px for face in found)
    seen = f"A face is found, {width:.0%} as wide as the picture, with eyes {eye_px:.0f} pixels wide"
    if width > ready.largest_face:
        return Finding(
            "face", False, f"{seen}; the line is at {ready.largest_face:.0%}.", "Go back a little."
        )
    if width < ready.smallest_face or eye_px < SESSION.smallest_eye_px:
        lines = f"{ready.smallest_face:.0%} and {SESSION.smallest_eye_px:.0f} pixels"
        return Finding("face", False, f"{seen}; the lines are at {lines}.", "Come closer.")
    return Finding("face", True, f"{seen}.")


def check_mirror() -> Finding:
    """Say what to look for: a face looks like one in the mirror, too."""
    do = "In a session, if turns come out swapped, press i, or start with --mirrored."
    return Finding("mirror", None, "Whether it mirrors its picture cannot be seen on a still face.", do)


def without_camera(seen: str, do: str) -> list[Finding]:
    """Return the checks of a camera that was not opened, which is nothing wrong."""
    return [Finding("camera", None, seen, do), *_not_looked_at()]


def failed_camera(error: LivenessDemoError) -> list[Finding]:
    """Return the checks of a camera that cannot be used. The error says what happened: what to do next."""
    seen, _, do = str(error).rpartition(": ")
    return [Finding("camera", False, f"{seen}.", do[:1].upper() + do[1:]), *_not_looked_at()]


def _not_looked_at() -> list[Finding]:
    return [Finding(what, None, "Not looked at: there is no picture.") for what in OF_THE_PICTURE]


def _look(frame: Frame, landmarker: Landmarker) -> tuple[tuple[int, int], FaceMeasures | None, float]:
    """Size, face and brightness of a picture."""
    face = measure(landmarker.detect(frame))
    height, width = frame.image.shape[:2]
    return (width, height), face, whole_brightness(frame.image) if face is None else face.brightness


def _noted(frames: Iterable[Frame], quality: PictureWatch) -> Iterator[Frame]:
    for frame in frames:
        quality.update(frame.timestamp_s, frame.image)
        yield frame


def _times_of_new_pictures(frames: Iterable[Frame]) -> tuple[list[float], float]:
    """Return when new pictures came, and the longest time for which one was repeated."""
    repeats = RepeatWatch()
    times_s: list[float] = []
    stalled_s = 0.0
    for frame in frames:
        if repeats.update(frame.image):
            stalled_s = max(stalled_s, frame.timestamp_s - times_s[-1])
        else:
            times_s.append(frame.timestamp_s)
    return times_s, stalled_s


def _lasting(frames: Iterator[Frame], seconds: float) -> Iterator[Frame]:
    """Yield frames for this many seconds, from the first one's time on."""
    began_s: float | None = None
    for frame in frames:
        began_s = frame.timestamp_s if began_s is None else began_s
        if frame.timestamp_s - began_s >= seconds:
            return
        yield frame


def _enough(fps: float) -> bool:
    """Compare the number as it is shown: a camera of 15 a second may deliver 14.98."""
    return round(fps) >= DOCTOR.enough_fps


def _covered(watched: CameraLook) -> bool:
    """A very dark room is not a cover: there a face may be found."""
    return watched.notice is not None and watched.notice.key == "camera_black" and not watched.found
