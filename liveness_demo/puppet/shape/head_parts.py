"""The rigid parts of the head: skull, hair, ears, eyeballs, teeth, tongue. Head coordinates, cm."""

import numpy as np

from ...face.mesh import FloatArray
from .face import EYE_RADIUS_CM
from .geometry import grid_triangles, smoothstep, sphere_directions
from .parts import Part, part

# Lowest point of the hair over the angle from the front: fringe, temple, ear, nape.
_HAIRLINE_DEG = [0, 20, 36, 48, 58, 68, 78, 90, 115, 180]
_HAIRLINE_Y_CM = [8.0, 7.8, 7.2, 6.3, 4.7, 2.3, 1.0, 2.4, -3.6, -6.0]


def skull() -> Part:
    """Without its front: it would show in the mouth and at the corners of the eyes."""
    polar, azimuth = np.meshgrid(
        np.linspace(0.02, np.pi - 0.02, 16), np.linspace(0, 2 * np.pi, 25), indexing="ij"
    )
    vertices = sphere_directions(polar, azimuth) * (7.45, 8.9, 9.3) + (0, 3.6, -4.7)
    triangles = grid_triangles(16, 25)
    corners = vertices.reshape(-1, 3)[triangles]
    hidden = ((corners[..., 2] > -2.0) & (corners[..., 1] < 9.0)).any(axis=1)
    return part(vertices, triangles[~hidden], "skin", openness=0.9)


def hair() -> Part:
    """Columns from the crown down to the hairline, wavy, with a fringe swept to one side."""
    columns, rows = 81, 18
    azimuth = np.linspace(-np.pi, np.pi, columns, dtype=np.float32)
    degrees = np.degrees(np.abs(azimuth))
    hairline = np.interp(degrees, _HAIRLINE_DEG, _HAIRLINE_Y_CM)
    front = 1 - smoothstep(30, 62, degrees)
    # Locks, swept from a parting on one side: a straight edge reads as a helmet.
    locks = np.abs(np.sin(7 * azimuth - 0.4))
    hairline += front * (0.2 - 0.7 * locks - 1.0 * smoothstep(-0.45, 0.9, azimuth))
    # Above the edge of the face there is nothing but wall.
    hairline = np.minimum(hairline, 7.7)
    centre, radii = np.array([0, 4.0, -4.7]), np.array([8.75, 10.0, 9.8])
    lowest = np.arccos(np.clip((hairline - centre[1]) / radii[1], -1, 1))
    along = np.linspace(0.001, 1, rows)[:, None]
    direction = sphere_directions(along * lowest[None], azimuth[None])
    strands = 0.014 * np.sin(azimuth * 24 + 2.5 * along) + 0.008 * np.sin(azimuth * 57 + 3 * along)
    volume = 1 + strands * smoothstep(0.1, 0.7, along)
    # A quiff above the forehead, a little off the middle.
    quiff = np.exp(-0.5 * ((azimuth + 0.1) / 0.5) ** 2) * np.exp(-0.5 * ((along - 0.72) / 0.22) ** 2)
    volume = volume + 0.10 * quiff + 0.085 * (1 - smoothstep(45, 85, degrees)) * smoothstep(0.35, 0.9, along)
    vertices = direction * radii * volume[..., None] + centre
    edge = front[:, None]
    vertices[-1] = direction[-1] * (radii - 1.1 + 0.45 * edge) * (1 + 0.055 * edge) + centre
    texture_uv = np.stack(np.broadcast_arrays(azimuth[None] / (2 * np.pi) + 0.5, along), axis=-1)
    openness = np.broadcast_to(1 - 0.35 * smoothstep(0.86, 1, along), (rows, columns))
    return part(vertices, grid_triangles(rows, columns), "hair", texture_uv, openness=openness, gloss=0.10)


def ears() -> list[Part]:
    polar, azimuth = np.meshgrid(
        np.linspace(0.05, np.pi - 0.05, 10), np.linspace(0, 2 * np.pi, 15), indexing="ij"
    )
    sphere = sphere_directions(polar, np.pi / 2 - azimuth)
    shape = sphere * np.array([0.75, 3.1, 1.75], np.float32)
    shape[..., 2] += 0.25 * shape[..., 1]
    shape[..., 0] -= 0.21 * shape[..., 2]
    texture_uv = np.stack([0.5 + 0.5 * sphere[..., 2], 0.5 - 0.5 * sphere[..., 1]], axis=-1)
    return [
        part(
            shape * (side, 1, 1) + (side * 7.75, 0.9, -3.3),
            grid_triangles(10, 15, flip=side > 0),
            "ear",
            texture_uv,
            openness=0.92,
        )
        for side in (-1, 1)
    ]


def eyeball() -> Part:
    """A cap around +z with a bulging cornea, centred on the origin."""
    angle, around = np.meshgrid(
        np.radians(np.linspace(0, 88, 12)), np.linspace(0, 2 * np.pi, 21), indexing="ij"
    )
    direction = np.stack(
        [np.sin(angle) * np.cos(around), np.sin(angle) * np.sin(around), np.cos(angle)], axis=-1
    )
    radius = EYE_RADIUS_CM * (1 + 0.035 * np.sqrt(np.clip(1 - angle / np.radians(26), 0, 1)))
    reach = 0.5 * np.degrees(angle) / 60
    texture_uv = np.stack([0.5 + reach * np.cos(around), 0.5 - reach * np.sin(around)], axis=-1)
    return part(
        direction * radius[..., None],
        grid_triangles(12, 21),
        "eye",
        texture_uv,
        normals=direction.reshape(-1, 3).astype(np.float32),
    )


def glint() -> Part:
    """The reflection of the lamp in an eye: a small white disc in the x-y plane."""
    around = np.linspace(0, 2 * np.pi, 9)[:-1]
    rim = np.stack([np.cos(around), np.sin(around), 0 * around], axis=1)
    following = np.arange(1, 9)
    triangles = np.stack([np.zeros(8, int), following, np.roll(following, -1)], axis=1).astype(np.int32)
    return part(np.concatenate([np.zeros((1, 3)), rim]) * 0.17, triangles, "glint", normals=_towards_z(9))


def teeth(upper: bool) -> Part:
    """A bent band."""
    x = np.linspace(-2.3, 2.3, 15)
    # One edge a little further back, so that the band leans.
    heights, depths = ((-3.3, -4.65), (0, 0.12)) if upper else ((-4.55, -5.8), (0.12, 0))
    rows = [
        np.stack([x, np.full_like(x, height), 4.45 - 0.27 * x**2 - depth], axis=1)
        for height, depth in zip(heights, depths, strict=True)
    ]
    texture_uv = np.stack(np.meshgrid(np.linspace(0, 1, 15), [0, 1.0]), axis=-1)
    openness = (0.92 if upper else 0.80) - 0.35 * (np.abs(np.tile(x, 2)) / 2.3) ** 2
    return part(rows, grid_triangles(2, 15), "teeth", texture_uv, openness=openness)


def tongue() -> Part:
    polar, azimuth = np.meshgrid(
        np.linspace(0.001, np.pi - 0.001, 8), np.linspace(0, 2 * np.pi, 15), indexing="ij"
    )
    vertices = sphere_directions(polar, azimuth) * (1.55, 0.6, 2.0) + (0, -5.75, 2.4)
    return part(vertices, grid_triangles(8, 15), "tongue", openness=0.8, gloss=0.06)


def _towards_z(count: int) -> FloatArray:
    return np.tile(np.array([0, 0, 1], np.float32), (count, 1))
