"""Neck and torso, in coordinates whose origin is that of the neutral head. cm."""

from dataclasses import replace

import numpy as np

from ...face.mesh import FloatArray
from .geometry import grid_triangles, smoothstep
from .parts import Part, part

_TORSO_Y_CM = [-14.6, -15.2, -16.4, -18.5, -22, -28, -36, -46]
_TORSO_HALF_WIDTH_CM = [6.0, 8.2, 12.5, 17.5, 20.3, 21.2, 21.2, 21.0]
_TORSO_HALF_DEPTH_CM = [6.2, 7.0, 7.6, 8.6, 9.8, 10.8, 11.2, 11.2]


def neck() -> tuple[Part, FloatArray]:
    """The neck and, per point, how far it goes with the head (1) or stays with the body (0)."""
    rows, columns = 8, 25
    down = np.linspace(0, 1, rows)[:, None]
    azimuth = np.linspace(-np.pi, np.pi, columns)[None]
    half_width = 5.3 + 1.8 * down**3
    half_depth = 5.4 + down**3 - 2.6 * (1 - smoothstep(0, 0.3, down))
    x, y, z = np.broadcast_arrays(
        half_width * np.sin(azimuth), -4.5 - 13.0 * down, -4.6 - 2.4 * down + half_depth * np.cos(azimuth)
    )
    light = np.broadcast_to(0.62 + 0.34 * smoothstep(0.3, 0.8, down), x.shape)
    with_head = np.broadcast_to(1 - smoothstep(0.15, 0.8, down), x.shape).ravel()
    vertices, triangles = np.stack([x, y, z], axis=-1), grid_triangles(rows, columns)
    # Behind the chin nobody sees the neck, except through a wide open mouth.
    corners = vertices.reshape(-1, 3)[triangles]
    behind_chin = ((corners[..., 1] > -8.6) & (corners[..., 2] > -3.2) & (np.abs(corners[..., 0]) < 4.0)).all(
        axis=1
    )
    shape = part(vertices, triangles, "skin", openness=light)
    shape = replace(shape, triangles=triangles[~behind_chin])
    return shape, with_head.astype(np.float32)


def torso() -> Part:
    """Rings from the collar down, rounded like a box."""
    rows, columns = 17, 33
    place, known = np.linspace(0, 1, rows), np.linspace(0, 1, len(_TORSO_Y_CM))
    y, half_width, half_depth = (
        np.interp(place, known, values)[:, None]
        for values in (_TORSO_Y_CM, _TORSO_HALF_WIDTH_CM, _TORSO_HALF_DEPTH_CM)
    )
    azimuth = np.linspace(-np.pi, np.pi, columns)[None]
    across, forward = (np.sign(v) * np.abs(v) ** 0.85 for v in (np.sin(azimuth), np.cos(azimuth)))
    vertices = np.stack(np.broadcast_arrays(half_width * across, y, -7.2 + half_depth * forward), axis=-1)
    texture_uv = np.stack([0.5 + vertices[..., 0] / 40.0, (-vertices[..., 1] - 14.0) / 24.0], axis=-1)
    # Only the front is textured: the label must not come out at the back.
    texture_uv[vertices[..., 2] < -9, 1] = 0.9
    return part(vertices, grid_triangles(rows, columns), "shirt", texture_uv)
