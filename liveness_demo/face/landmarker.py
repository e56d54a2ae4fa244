"""The border to MediaPipe: the only file that imports it. A picture goes in, our own Landmarks come out."""

import ctypes
import sys
from types import TracebackType
from typing import Any

from .mediapipe_check import require_measured_mediapipe

require_measured_mediapipe()
# MediaPipe imports a microphone library that nothing here needs, and whose look-up starts programs.
sys.modules.setdefault("sounddevice", None)  # type: ignore[arg-type]

import cv2
import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision
from mediapipe.tasks.python.components.containers.landmark_c import NormalizedLandmarkC
from mediapipe.tasks.python.vision.face_landmarker import FaceLandmarkerResultC
from numpy.typing import NDArray

from ..errors import ModelError
from ..sources.frame import Frame
from ..sources.orientation import TURNS, turned
from .landmarks import CHEEKS, LEFT_EYE, RIGHT_EYE, Landmarks
from .light import brightness, eye_glare, skin_level
from .model import detector_bytes, model_bytes

FASTER = 100_000
"""MediaPipe is told that time passes this many times as fast. It follows a face from picture to picture, and
draws each point towards its place in the pictures before, the less the more time has passed: a blink of one
or two pictures is lost in that, and openings of the mouth run into each other. With an hour between two
pictures nothing is left of it, and the face is followed as well."""


class Landmarker:
    """Finds one face in a stream of frames. Use it in a ``with`` block: it must be closed.

    It follows the face from frame to frame, so give it every frame of one source, in order. Nothing is
    smoothed: each picture's points are its own. A stream that changes its picture size begins afresh.
    """

    def __init__(self) -> None:
        self._model = model_bytes()
        self._native = _create_landmarker(self._model)
        self._size: tuple[int, ...] | None = None
        self._timestamp_ms = 0

    def __enter__(self) -> "Landmarker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the model back. Left to the interpreter's exit, it prints a traceback."""
        self._native.close()

    def detect(self, frame: Frame) -> Landmarks | None:
        """Return the face's landmarks, or None if there is no face: a fact, not an error."""
        if frame.image.shape != self._size:
            self._start_afresh(frame.image.shape)
        # MediaPipe wants whole milliseconds that increase, the first above 0.
        self._timestamp_ms = max(self._timestamp_ms + 1, round(frame.timestamp_s * 1000))
        shares = _detect(self._native, _picture(frame.image), self._timestamp_ms * FASTER)
        if shares is None:
            return None
        height, width = frame.image.shape[:2]
        points = shares * (width, height, width)
        skin = skin_level(frame.image, points[list(CHEEKS)])
        return Landmarks(
            points_px=points,
            width_px=width,
            height_px=height,
            brightness=brightness(frame.image, points),
            glare_left=eye_glare(frame.image, points[list(LEFT_EYE)], skin),
            glare_right=eye_glare(frame.image, points[list(RIGHT_EYE)], skin),
        )

    def _start_afresh(self, size: tuple[int, ...]) -> None:
        if self._size is not None:
            self._native.close()
            self._native = _create_landmarker(self._model)
        self._size = size


class BareLandmarker:
    """MediaPipe's Face Landmarker as its own guide uses it in video mode, with the same options; to compare.

    Use it in a ``with`` block.
    """

    def __init__(self) -> None:
        self._native = _create_landmarker(model_bytes())

    def __enter__(self) -> "BareLandmarker":
        return self

    def __exit__(self, *_: object) -> None:
        self._native.close()

    def detect(self, frame: Frame) -> Any:
        """Return what MediaPipe finds. Give it one source's frames, in order."""
        return self._native.detect_for_video(_picture(frame.image), round(frame.timestamp_s * 1000))


class FaceCounter:
    """Tells how many people stand before the camera, by the small network that finds faces to begin with.

    The Face Landmarker itself, asked for two faces, is another model, and slower.
    """

    def __init__(self) -> None:
        options = vision.FaceDetectorOptions(base_options=BaseOptions(model_asset_buffer=detector_bytes()))
        self._native = _create(vision.FaceDetector, options)

    def close(self) -> None:
        """Give the model back."""
        self._native.close()

    def widths(self, frame: Frame) -> list[float]:
        """Return the width of each face found (the two widest), as a share of the picture's, widest first."""
        found = self._native.detect(_picture(frame.image))
        width_px = frame.image.shape[1]
        return sorted((face.bounding_box.width / width_px for face in found.detections), reverse=True)[:2]

    def likeness_by_turn(self, frame: Frame) -> dict[int, float]:
        """Return how much like a face the picture's likest part is, 0 to 1: as it is, and turned.

        By degrees clockwise. A face is found in any of them, the likest where it stands upright.
        """
        likeness = {}
        for turn_deg in (0, *TURNS):
            found = self._native.detect(_picture(turned(frame.image, turn_deg)))
            likeness[turn_deg] = max((face.categories[0].score for face in found.detections), default=0.0)
        return likeness


def _detect(native: Any, picture: "mp.Image", timestamp_ms: int) -> NDArray[np.float64] | None:
    """Return the points as shares of the picture, (478, 3); None if there is no face.

    What detect_for_video does, but the numbers go from the C library's result to numpy at once, and not
    through a Python object for each point: that takes 2 ms of a picture's 16. The private names are those of
    the one version that is let in; a test compares with detect_for_video.
    """
    found = FaceLandmarkerResultC()
    native._lib.MpFaceLandmarkerDetectForVideo(
        native._handle, picture._image_ptr, None, timestamp_ms, ctypes.byref(found)
    )
    try:
        if not found.face_landmarks_count:
            return None
        face = found.face_landmarks[0]
        number, step = face.landmarks_count, ctypes.sizeof(NormalizedLandmarkC)
        memory = ctypes.cast(face.landmarks, ctypes.POINTER(ctypes.c_char * (number * step))).contents
        points = np.ndarray((number, 3), np.float32, memory, strides=(step, ctypes.sizeof(ctypes.c_float)))
        return np.array(points, np.float64)  # a copy: the C library frees its own
    finally:
        native._lib.MpFaceLandmarkerCloseResult(ctypes.byref(found))


def _picture(image: NDArray[np.uint8]) -> "mp.Image":
    return mp.Image(image_format=mp.ImageFormat.SRGB, data=cv2.cvtColor(image, cv2.COLOR_BGR2RGB))


def _create_landmarker(model: bytes) -> "vision.FaceLandmarker":
    options = vision.FaceLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=model),
        running_mode=vision.RunningMode.VIDEO,
        num_faces=1,
    )
    return _create(vision.FaceLandmarker, options)


def _create(task: Any, options: object) -> Any:
    try:
        return task.create_from_options(options)
    except (RuntimeError, ValueError, OSError) as error:
        raise ModelError(f"MediaPipe cannot load its model ({error}): install the program again.") from error
