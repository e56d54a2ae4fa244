"""The face landmark model that the package carries: bytes, checked before anyone uses them.

Face Landmarker bundle "float16/1" by The MediaPipe Authors (Apache-2.0). It holds the
landmark networks and the canonical face mesh from which the puppet is built.
"""

import hashlib
import io
import zipfile
from importlib import resources

from ..errors import ModelError

DETECTOR = "face_detector.tflite"
"""The bundle's small network that finds faces, without landmarks."""
MESH = "face_landmarks_detector.tflite"
"""The one that reads the points of a face that was found."""
SHA256 = "64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff"


def model_bytes() -> bytes:
    """Return the model bundle, after its SHA-256 was compared with the known one.

    Raises ModelError if the file is missing or is not the one that was measured.
    """
    try:
        bundle = resources.files("liveness_demo").joinpath("models/face_landmarker.task").read_bytes()
    except OSError as error:
        raise ModelError(f"The face model is missing ({error}): install the program again.") from error
    if hashlib.sha256(bundle).hexdigest() != SHA256:
        raise ModelError("The face model in this installation was altered: install the program again.")
    return bundle


def part_bytes(name: str) -> bytes:
    """Return one of the networks in the bundle. Raises ModelError."""
    return zipfile.ZipFile(io.BytesIO(model_bytes())).read(name)
