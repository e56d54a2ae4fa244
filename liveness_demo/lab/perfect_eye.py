"""What a perfect eye would measure of the puppet: it takes the models' place where nothing is rendered."""

from ..face.measures import FaceMeasures
from ..loop.watching import Watch, Watched
from ..puppet.acting.actor import Actor
from ..puppet.shape.look import Pose
from ..session.session import Session
from ..sources.frame import Frame


def measures_of(pose: Pose) -> FaceMeasures:
    """Return what a perfect eye would measure of a pose: no noise, no smoothing, a face as large as usual."""
    ear = 0.3 * (1 - pose.lid_left)
    return FaceMeasures(
        ear_left=ear,
        ear_right=ear,
        lower_lid=-0.1 + 0.06 * pose.lid_left,
        mar=0.02 + 0.7 * pose.jaw,
        mouth_width=0.55 * (1 + 0.24 * pose.smile - 0.3 * pose.jaw),
        corner_height=-0.3 + 0.08 * pose.smile - 0.12 * pose.jaw,
        yaw_deg=1.1 * pose.yaw_deg,
        pitch_deg=pose.pitch_deg,
        roll_deg=pose.roll_deg,
        face_width=0.22,
        center_x=0.5 + 0.014 * pose.x_cm,
        center_y=0.5 - 0.019 * pose.y_cm,
        eye_width_px=28.0,
        brightness=120.0,
        glare_left=0.0,
        glare_right=0.0,
    )


class PerfectEye(Watch):
    """Takes the models' place: it knows the measures from the pose itself."""

    def __init__(self, session: Session, actor: Actor) -> None:
        super().__init__(session)
        self._actor = actor

    def update(self, frame: Frame) -> Watched:
        """Take one picture's time."""
        measures = measures_of(self._actor.pose(frame.timestamp_s))
        return Watched(None, measures, self._session.update(frame.timestamp_s, measures))
