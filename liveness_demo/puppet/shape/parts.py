"""`Part`: a piece of the puppet that keeps its triangles and its texture."""

from dataclasses import dataclass, replace

import numpy as np

from ...face.mesh import FloatArray, IntArray
from .geometry import VertexNormals


@dataclass(frozen=True)
class Part:
    """n points in centimetres with what is needed to colour them."""

    vertices: FloatArray
    """(n, 3)."""
    triangles: IntArray
    """(m, 3), counter-clockwise seen from outside."""
    normals: FloatArray
    """(n, 3), length 1."""
    patch: str
    """Name of the texture in the atlas."""
    texture_uv: FloatArray
    """(n, 2), 0..1."""
    openness: FloatArray
    """(n,) 1 for freely lit points, less in corners where little light comes (ambient occlusion)."""
    gloss: float = 0.0
    """Strength of the highlight."""

    def moved(self, vertices: FloatArray, normals: FloatArray | None = None) -> "Part":
        """The same part somewhere else."""
        return replace(self, vertices=vertices, normals=self.normals if normals is None else normals)


def part(
    vertices: object,
    triangles: IntArray,
    patch: str,
    texture_uv: object = (0.5, 0.5),
    *,
    openness: object = 1.0,
    gloss: float = 0.0,
    normals: FloatArray | None = None,
) -> Part:
    """Build a Part from arrays of any grid shape; single values are spread over all points."""
    points = np.asarray(vertices, np.float32).reshape(-1, 3)
    count = len(points)
    uv = np.asarray(texture_uv, np.float32).reshape(-1, 2)
    light = np.asarray(openness, np.float32).reshape(-1)
    return Part(
        vertices=points,
        triangles=np.asarray(triangles, np.int32),
        normals=VertexNormals(triangles, count)(points) if normals is None else normals,
        patch=patch,
        texture_uv=np.broadcast_to(uv, (count, 2)).copy(),
        openness=np.broadcast_to(light, (count,)).copy(),
        gloss=gloss,
    )
