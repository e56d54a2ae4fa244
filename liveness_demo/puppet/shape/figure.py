"""The whole head as one list of triangles whose points follow the pose."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from ...face.mesh import FloatArray, IntArray, bundled_mesh
from ..paint.atlas import Atlas
from . import body_parts, head_parts
from .face import EYE_RADIUS_CM, Face, Skin
from .geometry import normalized, rotation, smoothstep
from .glasses import Glasses
from .linings import EyeSocket, JawUnderside, MouthBag, with_jaw
from .look import Look, Pose
from .parts import Part, part
from .points import EYES

# The head turns about the neck, not about the middle of the face.
_NECK_JOINT = np.array([0, -4.0, -5.0], np.float32)
_GAZE_X_DEG, _GAZE_Y_DEG = 28.0, 18.0


@dataclass(frozen=True)
class Joined:
    """Parts put together, ready for the camera."""

    vertices: FloatArray
    normals: FloatArray
    openness: FloatArray
    triangles: IntArray
    texture_px: FloatArray
    gloss: FloatArray


@dataclass(frozen=True)
class Placement:
    """Where the head is: camera point = rotation @ head point + shift."""

    rotation: FloatArray
    shift: FloatArray
    body_shift: FloatArray

    def of(self, vertices: FloatArray) -> FloatArray:
        return np.asarray(vertices @ self.rotation.T + self.shift, np.float32)


def placement(look: Look, pose: Pose) -> Placement:
    turn = rotation(pose.yaw_deg, pose.pitch_deg, pose.roll_deg)
    body = np.array([pose.x_cm, pose.y_cm, pose.z_cm - look.distance_cm], np.float32)
    return Placement(turn, (_NECK_JOINT - turn @ _NECK_JOINT + body).astype(np.float32), body)


class Figure:
    """A visitor: builds all parts once, then moves them."""

    def __init__(self, look: Look, levels: int) -> None:
        mesh = bundled_mesh()
        self._face = Face(mesh, look.eye_opening)
        self._skin = Skin(self._face, levels)
        self._skin_part = part(
            self._skin.vertices(self._face.neutral),
            self._skin.triangles,
            "face",
            self._skin.texture_uv,
            gloss=0.09,
        )
        self._jaw_underside = JawUnderside()
        self._mouth = MouthBag(self._skin)
        self._sockets = [EyeSocket(self._skin.right_eye_edge), EyeSocket(self._skin.left_eye_edge)]
        self._lower = [head_parts.teeth(upper=False), head_parts.tongue()]
        self._eyeball, self._glint = head_parts.eyeball(), head_parts.glint()
        self.glasses = Glasses(self._face.neutral, self._face.eye_centres) if look.glasses else None
        rigid = [head_parts.skull(), head_parts.hair(), *head_parts.ears(), head_parts.teeth(upper=True)]
        self._rigid = rigid + (self.glasses.frame if self.glasses else [])
        self._neck, self._neck_with_head = body_parts.neck()
        self.torso = body_parts.torso()
        self._expression: tuple[float, ...] | None = None
        self._shaped: list[Part] = []

    def parts(self, pose: Pose, place: Placement, lamp_halfway: FloatArray) -> list[Part]:
        """Everything but the torso, in camera coordinates; always the same parts in the same order."""
        head = _stacked(self._expression_parts(pose) + self._glints(place, lamp_halfway))
        vertices, normals = place.of(head[0]), head[1] @ place.rotation.T
        moved, start = [], 0
        for piece in head[2]:
            end = start + len(piece.vertices)
            moved.append(piece.moved(vertices[start:end], normals[start:end]))
            start = end
        weight = self._neck_with_head[:, None]
        neck = weight * place.of(self._neck.vertices) + (1 - weight) * (
            self._neck.vertices + place.body_shift
        )
        return [*moved, self._neck.moved(neck)]

    def face_points(self, pose: Pose, place: Placement) -> FloatArray:
        """Where the face's 468 points lie on the skin, in camera coordinates."""
        skin = self._expression_parts(pose)[0]
        return place.of(skin.vertices[: len(self._face.neutral)])

    def _expression_parts(self, pose: Pose) -> list[Part]:
        """In head coordinates; kept while only the head moves, which is most of the time."""
        expression = (
            *(pose.lid_left, pose.lid_right, pose.jaw, pose.smile, pose.brows),
            *(pose.gaze_x, pose.gaze_y),
        )
        if expression != self._expression:
            points = self._face.control_points(pose)
            vertices = self._skin.vertices(points)
            normals = self._skin.normals(vertices)
            skin = self._skin_part.moved(vertices, normals)
            self._shaped = [
                skin,
                self._jaw_underside.shaped(vertices, normals, pose.jaw),
                self._mouth.shaped(vertices),
                *(socket.shaped(vertices) for socket in self._sockets),
                *(with_jaw(piece, pose.jaw) for piece in self._lower),
                *self._rigid,
                *self._eyeballs(points, pose),
            ]
            self._expression = expression
        return self._shaped

    def _eyeballs(self, points: FloatArray, pose: Pose) -> Iterable[Part]:
        turn = rotation(_GAZE_X_DEG * pose.gaze_x, -_GAZE_Y_DEG * pose.gaze_y)
        ball = self._eyeball
        for eye, centre in zip(EYES, self._face.eye_centres, strict=True):
            vertices = ball.vertices @ turn.T + centre
            # The lid throws a soft shadow on the ball.
            lid_height = points[eye.upper_lid[3], 1] - vertices[:, 1]
            openness = ball.openness * (0.62 + 0.38 * smoothstep(0.0, 0.5, lid_height))
            yield replace(ball, vertices=vertices, normals=ball.normals @ turn.T, openness=openness)

    def _glints(self, place: Placement, lamp_halfway: FloatArray) -> list[Part]:
        """White spots on the eyeballs where they mirror the lamp."""
        towards = normalized(place.rotation.T @ lamp_halfway)
        side = normalized(np.cross([0, 1, 0], towards))
        axes = np.stack([side, np.cross(towards, side), towards]).astype(np.float32)
        disc = self._glint.vertices @ axes
        return [
            self._glint.moved((disc + centre + towards * EYE_RADIUS_CM * 1.05).astype(np.float32))
            for centre in self._face.eye_centres
        ]


def _stacked(parts: list[Part]) -> tuple[FloatArray, FloatArray, list[Part]]:
    vertices = np.concatenate([piece.vertices for piece in parts])
    return vertices, np.concatenate([piece.normals for piece in parts]), parts


class Joiner:
    """Puts parts together; what does not change with the pose is put together once."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._fixed: tuple[IntArray, FloatArray, FloatArray] | None = None

    def __call__(self, parts: list[Part]) -> Joined:
        if self._fixed is None:
            self._fixed = self._join_fixed(parts)
        vertices = np.concatenate([piece.vertices for piece in parts])
        normals = np.concatenate([piece.normals for piece in parts])
        openness = np.concatenate([piece.openness for piece in parts])
        return Joined(vertices.astype(np.float32), normals, openness, *self._fixed)

    def _join_fixed(self, parts: list[Part]) -> tuple[IntArray, FloatArray, FloatArray]:
        counts = [len(piece.vertices) for piece in parts]
        starts = np.cumsum([0, *counts[:-1]])
        triangles = [piece.triangles + start for piece, start in zip(parts, starts, strict=True)]
        texture = [self._atlas.to_pixels(piece.patch, piece.texture_uv) for piece in parts]
        gloss = np.repeat(np.array([piece.gloss for piece in parts], np.float32), counts)
        return np.concatenate(triangles).astype(np.int32), np.concatenate(texture), gloss
