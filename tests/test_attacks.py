"""What is held before the camera: it is drawn, it is found by the model, and it behaves as its name says."""

import random
from itertools import pairwise

import numpy as np
import pytest

from liveness_demo.choices import Instrument, Key, Side
from liveness_demo.errors import UsageError
from liveness_demo.face.landmarker import Landmarker
from liveness_demo.face.measures import FaceMeasures, measure
from liveness_demo.loop.chosen import ChosenAttack, open_source, parse_source
from liveness_demo.loop.options import RunOptions
from liveness_demo.loop.watching import Watch
from liveness_demo.messages import Message
from liveness_demo.puppet.acting.recording import LOOP_ORDER, ORDERS, record
from liveness_demo.puppet.attacks.held import HeldThing, Holding
from liveness_demo.puppet.attacks.instruments import IN_HAND, parse_attack
from liveness_demo.puppet.attacks.replays import Replay
from liveness_demo.puppet.shape.look import Look, Pose
from liveness_demo.puppet.source import PuppetOptions, PuppetSource
from liveness_demo.session.session import Session
from liveness_demo.session.state import Phase
from liveness_demo.settings import SessionSettings

SIZE = (320, 240)


FPS = 15
"""Pictures a second: half as many to render and measure."""


def seen(instrument: Instrument, prompt: Message, seconds: float = 4.0) -> list[FaceMeasures]:
    """What the model measures while one prompt stays on the screen; at most half a second without a face."""
    source = PuppetSource(PuppetOptions(eyes=0.5, tone=0.4), 3, fps=FPS, attack=instrument)
    found = []
    with source, Landmarker() as landmarker:
        for frame, _ in zip(source, range(round(seconds * FPS)), strict=False):
            found.append(measure(landmarker.detect(frame)))
            source.tell(prompt, None)
    faces = [face for face in found if face is not None]
    assert len(found) - len(faces) < FPS / 2
    return faces


def ear(face: FaceMeasures) -> float:
    return min(face.ear_left, face.ear_right)


@pytest.mark.parametrize(
    "prompt",
    [
        Message("do_blink"),
        pytest.param(Message("do_mouth"), marks=pytest.mark.long),
        pytest.param(Message("do_turn", side=Side.LEFT), marks=pytest.mark.long),
    ],
)
def test_a_print_does_nothing(prompt: Message) -> None:
    faces = seen(Instrument.PHOTO, prompt)
    assert min(map(ear, faces)) > 0.2
    assert max(face.mar for face in faces) < 0.1
    assert max(abs(face.yaw_deg) for face in faces) < 5


@pytest.mark.parametrize("instrument", [Instrument.TILTED_PHOTO, Instrument.CUT_OUT])
def test_a_bowed_print_hardly_seems_to_nod(instrument: Instrument) -> None:
    pitches = [face.pitch_deg for face in seen(instrument, Message("do_nod", asked=15.0))]
    assert 0.5 < max(pitches) - pitches[0] < 8  # 26 to 34 degrees of paper


def test_a_tilted_print_hardly_seems_to_turn() -> None:
    faces = seen(Instrument.TILTED_PHOTO, Message("do_turn", side=Side.LEFT))
    assert 3 < max(face.yaw_deg for face in faces) < 12
    assert min(face.face_width for face in faces) < 0.85 * faces[0].face_width  # it was turned


@pytest.mark.long
def test_behind_a_cut_out_eyes_blink_and_the_mouth_is_paper() -> None:
    blinking = seen(Instrument.CUT_OUT, Message("do_blink"))
    assert min(map(ear, blinking)) < 0.4 * ear(blinking[0])
    assert max(face.mar for face in seen(Instrument.CUT_OUT, Message("do_mouth"))) < 0.1


@pytest.mark.long
@pytest.mark.parametrize("instrument", [Instrument.REPLAY, Instrument.LOOPED_REPLAY])
def test_a_replay_does_everything_whatever_is_asked(instrument: Instrument) -> None:
    faces = seen(instrument, Message("do_nod", asked=15.0), seconds=24)
    assert min(map(ear, faces)) < 0.1
    assert max(face.mar for face in faces) > 0.5
    assert max(face.yaw_deg for face in faces) > 25
    assert min(face.yaw_deg for face in faces) < -25


@pytest.mark.parametrize("instrument", [Instrument.REPLAY, Instrument.LOOPED_REPLAY])
def test_a_replay_stands_still_until_a_gesture_is_asked_for_and_again_before_the_next_try(
    instrument: Instrument,
) -> None:
    visitor = IN_HAND[instrument](Look(), random.Random(1))
    assert isinstance(visitor, Replay)
    poses = []
    told = {0: "no_face", 6: "hold_still", 8: "back_to_neutral", 9: "do_turn"}
    told |= {17: "turn_unmet", 25: "hold_still"}
    for time_s in range(30):
        if time_s in told:
            visitor.tell(float(time_s), Message(told[time_s]), None)
        poses.append(visitor._played(float(time_s), Pose()))
    assert set(poses[:10] + poses[25:]) == {poses[0]}
    assert len(set(poses[9:25])) == 16, "it plays on between two tries"


@pytest.mark.parametrize("instrument", [Instrument.REPLAY, Instrument.LOOPED_REPLAY])
def test_no_class_waits_for_a_film_to_be_placed(instrument: Instrument) -> None:
    settings = SessionSettings()
    session = Session(random.Random(1), settings=settings)
    source = PuppetSource(PuppetOptions(eyes=0.5, tone=0.4), 3, fps=FPS, attack=instrument)
    with source, Watch(session) as watch:
        for frame in source:
            state = watch.update(frame).state
            if state.phase is Phase.ATTEMPT:
                break
            source.tell(state.prompt, state.hint)
    assert frame.timestamp_s < settings.ready.still_s + 0.5


@pytest.mark.long
def test_a_matching_replay_waits_for_what_is_asked() -> None:
    assert max(face.mar for face in seen(Instrument.REPLAY_MATCHING, Message("hold_still"), 6)) < 0.1
    assert max(face.mar for face in seen(Instrument.REPLAY_MATCHING, Message("do_mouth"))) > 0.5


def test_a_recording_keeps_its_order_and_starts_over() -> None:
    recorded = record(("mouth", "right", "blink"), random.Random(1))
    wide = next(index for index, pose in enumerate(recorded.poses) if pose.jaw > 0.9)
    turned = next(index for index, pose in enumerate(recorded.poses) if abs(pose.yaw_deg) > 25)
    assert recorded.poses[turned].yaw_deg < 0  # its own right
    assert wide < turned < len(recorded.poses)
    assert recorded.pose(recorded.length_s + 1.0) == recorded.pose(1.0)
    steps = [abs(two.yaw_deg - one.yaw_deg) for one, two in pairwise(recorded.poses)]
    assert max(steps) < 3  # no jump within


def test_a_recording_can_hold_every_move() -> None:
    recorded = record(("nod", "smile", "left"), random.Random(1))
    bowed = next(index for index, pose in enumerate(recorded.poses) if pose.pitch_deg > 18)
    smiled = next(index for index, pose in enumerate(recorded.poses) if pose.smile > 0.85)
    turned = next(index for index, pose in enumerate(recorded.poses) if pose.yaw_deg > 25)
    assert bowed < smiled < turned
    last = recorded.poses[-1]
    assert last.smile == 0
    assert abs(last.pitch_deg) + abs(last.yaw_deg) < 4


def test_orders_of_recordings() -> None:
    assert len(set(ORDERS)) == 12
    assert LOOP_ORDER in ORDERS


def test_a_hole_shows_what_is_behind() -> None:
    thing = HeldThing((20.0, 20.0), SIZE, glows=True)
    sheet = np.full((100, 100, 4), 255, np.uint8)
    sheet[40:60, 40:60] = 0
    behind = np.full((SIZE[1], SIZE[0], 3), 7, np.uint8)
    picture = thing.draw(sheet, Holding(), behind)
    assert (picture[SIZE[1] // 2, SIZE[0] // 2] == 7).all()
    assert (picture[SIZE[1] // 2 - 30, SIZE[0] // 2] == 255).all()
    assert (picture[2, 2] == 7).all()


def test_a_sheet_out_of_the_picture_is_not_drawn() -> None:
    thing = HeldThing((20.0, 20.0), SIZE)
    behind = np.full((SIZE[1], SIZE[0], 3), 7, np.uint8)
    picture = thing.draw(np.full((9, 9, 4), 255, np.uint8), Holding(x_cm=300), behind)
    assert (picture == 7).all()


def test_the_visitor_is_swapped_while_it_runs_and_back() -> None:
    with PuppetSource(PuppetOptions(), 1) as source:
        pictures = iter(source)
        puppet = next(pictures).image
        source.swap(Instrument.PHOTO)
        source.press(Key.MOUTH)  # nothing happens to a print
        next(pictures)  # was already on its way
        attack = next(pictures).image
        source.swap(None)
        next(pictures)
        again = next(pictures).image
    change = [np.abs(picture.astype(int) - puppet).mean() for picture in (attack, again)]
    assert change[0] > 3 * change[1]


def test_the_same_seed_gives_the_same_attack() -> None:
    def picture(seed: int) -> np.ndarray:
        with open_source(ChosenAttack(Instrument.REPLAY), seed, watched=False) as source:
            return next(frame.image for number, frame in enumerate(source) if number == 3)

    assert np.array_equal(picture(7), picture(7))
    assert not np.array_equal(picture(7), picture(8))


def test_names() -> None:
    assert [parse_attack(f"attack:{instrument.value}") for instrument in Instrument] == list(Instrument)
    for name in ("attack", "attack:", "attack:mask"):
        with pytest.raises(UsageError, match="write attack: and one of photo"):
            parse_attack(name)
    assert RunOptions(parse_source("attack:photo")).puppet
    assert not RunOptions(parse_source("attack:photo")).camera
