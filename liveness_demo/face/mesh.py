"""The canonical face mesh that the model bundle carries: 468 points of a face in centimetres.

The bundle is a zip file; one entry describes MediaPipe's face geometry as a protocol-buffer message
(``GeometryPipelineMetadata``). A dozen lines read the few fields needed, so no further package is.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..errors import ModelError
from .model import model_bytes

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int32]
ByteArray = NDArray[np.uint8]

_ENTRY = "geometry_pipeline_metadata_landmarks.binarypb"


@dataclass(frozen=True)
class CanonicalMesh:
    """A neutral face: x to the picture's right, y up, z towards the camera."""

    vertices_cm: FloatArray
    """(468, 3)."""
    texture_uv: FloatArray
    """(468, 2), 0..1, v downwards."""
    triangles: IntArray
    """(898, 3), counter-clockwise seen from outside; eyes and mouth are filled."""
    rigid_points: IntArray
    """(33,) points that hardly move with the expression (MediaPipe's "Procrustes basis")."""


@cache
def bundled_mesh() -> CanonicalMesh:
    """Return the canonical mesh of the model in this package. Raises ModelError."""
    return parse_mesh(model_bytes())


def parse_mesh(bundle: bytes) -> CanonicalMesh:
    """Read the canonical mesh from the bytes of a ``face_landmarker.task`` bundle. Raises ModelError."""
    try:
        message = zipfile.ZipFile(io.BytesIO(bundle)).read(_ENTRY)
        mesh = next(_values(message, 1))
        vertex_data = b"".join(_values(mesh, 3))
        indices = [index for value in _values(mesh, 4) for index in _integers(value)]
        rigid = [next(_values(reference, 1)) for reference in _values(message, 2)]
    except (zipfile.BadZipFile, KeyError, StopIteration, IndexError) as error:
        raise ModelError("The face model holds no face mesh: install the program again.") from error
    vertices = np.frombuffer(vertex_data, "<f4").reshape(-1, 5)
    return CanonicalMesh(
        vertices_cm=vertices[:, :3].copy(),
        texture_uv=vertices[:, 3:].copy(),
        triangles=np.array(indices, np.int32).reshape(-1, 3),
        rigid_points=np.array(rigid, np.int32),
    )


def _values(message: bytes, number: int) -> Iterator[bytes]:
    return (value for field, value in _fields(message) if field == number)  # type: ignore[misc]


def _fields(message: bytes) -> Iterator[tuple[int, bytes | int]]:
    """Yield (field number, value) of a protocol-buffer message."""
    position = 0
    while position < len(message):
        key, position = _varint(message, position)
        wire_type = key & 7
        if wire_type == 0:
            value, position = _varint(message, position)
            yield key >> 3, value
            continue
        length = {1: 8, 5: 4}.get(wire_type)
        if length is None:
            length, position = _varint(message, position)
        yield key >> 3, message[position : position + length]
        position += length


def _integers(value: bytes | int) -> list[int]:
    """Repeated integers come one by one or packed into one value."""
    if isinstance(value, int):
        return [value]
    numbers, position = [], 0
    while position < len(value):
        number, position = _varint(value, position)
        numbers.append(number)
    return numbers


def _varint(message: bytes, position: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = message[position]
        position += 1
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number, position
