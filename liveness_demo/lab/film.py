"""A whole video file, measured. Measures are held, no picture is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..choices import FaceLibrary
from ..face.landmarker import Landmarker
from ..face.measures import FaceMeasures, measure
from ..privacy.protection import Protection
from ..sources.orientation import Orientation
from ..sources.video_file import VideoFile
from .analysis import Film


@dataclass(frozen=True)
class Measured:
    """A recording's measures, and what its file says of itself."""

    film: Film
    fps: float


def measure_file(
    path: Path,
    protection: Protection | None = None,
    shown: Callable[[int, int], None] = lambda done, of: None,
    orientation: Orientation | None = None,
    library: FaceLibrary = FaceLibrary.AUTO,
) -> Measured:
    """Measure every frame of a video file.

    shown: is told after each frame how many are measured, and of how many (0: the file does not say).
    """
    upright = (orientation or Orientation()).upright
    times_s: list[float] = []
    measures: list[FaceMeasures | None] = []
    with Landmarker(library) as landmarker, _open_film(path, protection) as video:
        for frame in map(upright, video):
            times_s.append(frame.timestamp_s)
            measures.append(measure(landmarker.detect(frame)))
            shown(len(times_s), video.stated_frames)
    return Measured(Film(times_s, measures), video.fps)


def _open_film(path: Path, protection: Protection | None) -> VideoFile:
    if protection is not None:
        protection.seal(camera=False)
    return VideoFile(path)
