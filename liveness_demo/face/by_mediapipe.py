"""The face model read by MediaPipe: the only file that imports it. Pixels go in, plain numbers come out."""

import ctypes
import sys
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

from ..errors import ModelError
from .model import DETECTOR, model_bytes, part_bytes
from .reading import FoundFace, Image, Points, Reader

FASTER = 100_000
"""MediaPipe is told that time passes this many times as fast. It follows a face from picture to picture, and
draws each point towards its place in the pictures before, the less the more time has passed: a blink of one
or two pictures is lost in that, and openings of the mouth run into each other. With an hour between two
pictures nothing is left of it, and the face is followed as well."""


class MediaPipeFollower:
    """MediaPipe's Face Landmarker in video mode, without its smoothing."""

    def __init__(self) -> None:
        self._model = model_bytes()
        self._native = _create_landmarker(self._model)
        self._timestamp_ms = 0

    def points(self, image: Image, timestamp_s: float) -> Points | None:
        """Return the face's points, None without a face."""
        # MediaPipe wants whole milliseconds that increase, the first above 0.
        self._timestamp_ms = max(self._timestamp_ms + 1, round(timestamp_s * 1000))
        shares = _detect(self._native, _picture(image), self._timestamp_ms * FASTER)
        height, width = image.shape[:2]
        return None if shares is None else shares * (width, height, width)

    def start_afresh(self) -> None:
        """Forget the face."""
        self._native.close()
        self._native = _create_landmarker(self._model)

    def close(self) -> None:
        """Give the model back. Left to the interpreter's exit, it prints a traceback."""
        self._native.close()


class MediaPipeAsInItsGuide:
    """MediaPipe's Face Landmarker in video mode, with the same options; to compare."""

    def __init__(self) -> None:
        self._native = _create_landmarker(model_bytes())

    def points(self, image: Image, timestamp_s: float) -> Any:
        """Return what MediaPipe finds, as it hands it over."""
        return self._native.detect_for_video(_picture(image), round(timestamp_s * 1000))

    def close(self) -> None:
        """Give the model back."""
        self._native.close()


class MediaPipeFinder:
    """MediaPipe's Face Detector."""

    def __init__(self) -> None:
        options = vision.FaceDetectorOptions(
            base_options=BaseOptions(model_asset_buffer=part_bytes(DETECTOR))
        )
        self._native = _create(vision.FaceDetector, options)

    def faces(self, image: Image) -> list[FoundFace]:
        """Return every face."""
        found = self._native.detect(_picture(image)).detections
        width_px = image.shape[1]
        return [FoundFace(face.bounding_box.width / width_px, face.categories[0].score) for face in found]

    def close(self) -> None:
        """Give the model back."""
        self._native.close()


MEDIAPIPE = Reader(MediaPipeFollower, MediaPipeAsInItsGuide, MediaPipeFinder)


def _detect(native: Any, picture: "mp.Image", timestamp_ms: int) -> Points | None:
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


def _picture(image: Image) -> "mp.Image":
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
