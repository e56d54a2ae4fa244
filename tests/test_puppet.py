"""The puppet as a visitor: it acts on what it reads, the real model watches its pixels."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import lines

from liveness_demo.choices import REPORTED, Character, FaceLibrary, Gesture, Key, Sweep, names
from liveness_demo.cli import main
from liveness_demo.errors import UsageError
from liveness_demo.face.landmarker import Landmarker
from liveness_demo.face.measures import measure
from liveness_demo.face.pose import head_angles
from liveness_demo.gestures.judging import Challenge
from liveness_demo.gestures.neutral import baseline_of, relative
from liveness_demo.gestures.table import KINDS
from liveness_demo.lab.analysis import Film, find_events
from liveness_demo.lab.sweep import LOOKS
from liveness_demo.messages import Message
from liveness_demo.puppet.acting.actor import Actor
from liveness_demo.puppet.acting.driving import HandDriven
from liveness_demo.puppet.acting.motion import Follower, Motion
from liveness_demo.puppet.acting.nature import NaturalBlinks
from liveness_demo.puppet.paint.renderer import Puppet
from liveness_demo.puppet.shape.look import Look, Pose
from liveness_demo.puppet.source import FPS, PuppetOptions, PuppetSource, PuppetVisitor, parse_puppet
from liveness_demo.session.attempt import AttemptResult, Result
from liveness_demo.session.orders import all_orders
from liveness_demo.session.session import Session
from liveness_demo.session.state import Phase
from liveness_demo.settings import SessionSettings
from liveness_demo.sources.frame import Frame

FEWER = 15
"""Pictures a second: half as many to render, where the question is only whether somebody passes."""


def play(
    options: PuppetOptions, seed: int, settings: SessionSettings, *gestures: Gesture, fps: int = FEWER
) -> list[AttemptResult]:
    """A whole session of the puppet, through the real model; return its attempts."""
    session = Session(random.Random(seed), gestures or REPORTED, settings)
    results = []
    with PuppetSource(options, seed, fps=fps) as source, Landmarker() as landmarker:
        for frame in source:
            state = session.update(frame.timestamp_s, measure(landmarker.detect(frame)))
            results += [news for news in state.news if isinstance(news, AttemptResult)]
            if state.phase is Phase.DONE:
                return results
            source.tell(state.prompt, state.hint)
    return results


class Drawn(random.Random):
    """Draws the order of this number, whatever the dice say."""

    def __init__(self, number: int) -> None:
        super().__init__(1)
        self._number = number

    def choice(self, orders: Sequence[Any]) -> Any:
        return orders[self._number]


VISITORS = [
    PuppetOptions(eyes=0.1, tone=1.0),
    PuppetOptions(eyes=0.1, tone=0.0),
    PuppetOptions(eyes=1.0),
    PuppetOptions(yaw=8),
    PuppetOptions(glasses=True),
    *[PuppetOptions()] * 7,
]
"""One for each order. What is not said, eye opening and tone above all, is drawn by the seed."""


@pytest.mark.long
@pytest.mark.parametrize(("number", "visitor"), list(enumerate(VISITORS)))
def test_a_good_visitor_passes_every_order_whoever_it_is(number: int, visitor: PuppetOptions) -> None:
    session = Session(Drawn(number), settings=SessionSettings(attempts=2))
    with (
        PuppetSource(visitor, number, fps=FPS if number == 11 else FEWER) as source,
        Landmarker() as landmarker,
    ):
        for frame in source:
            state = session.update(frame.timestamp_s, measure(landmarker.detect(frame)))
            if state.phase is Phase.DONE:
                break
            source.tell(state.prompt, state.hint)
    assert session.result is not None
    assert session.result.result is Result.PASSED
    assert session.result.order == all_orders(REPORTED)[number]


@pytest.mark.parametrize("seed", [3, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2))])
def test_a_wrong_gesture_never_passes(seed: int) -> None:
    wrong = PuppetOptions(actor=Character.WRONG)
    results = play(wrong, seed, SessionSettings(attempts=1), Gesture.MOUTH, Gesture.TURN)
    assert [result.result for result in results] == [Result.WRONG_GESTURE]


@pytest.mark.long
def test_a_hasty_visitor_reads_the_hints_and_passes() -> None:
    results = play(PuppetOptions(actor=Character.HASTY), 5, SessionSettings(), Gesture.MOUTH)
    assert results[-1].result is Result.PASSED


@pytest.mark.long
@pytest.mark.parametrize(("eyes", "tone", "glare"), [(0.8, 0.5, 1.0), (0.3, 0.1, 0.7), (0.5, 0.9, 0.6)])
def test_glare_is_not_called_a_missing_blink(eyes: float, tone: float, glare: float) -> None:
    puppet = PuppetOptions(glasses=True, glare=glare, eyes=eyes, tone=tone)
    [result] = play(puppet, 3, SessionSettings(attempts=1), Gesture.BLINK)
    assert result.result is Result.NOT_READABLE


def test_natural_blinks_rarely_pass_for_an_exaggerated_one() -> None:
    """Fewer than 1 of 10 tries of 8 s. The landmarker reads the lids 0.02 s longer (measured)."""
    passed = 0
    for seed in range(600):
        blinks = NaturalBlinks(random.Random(seed))
        longest_s = since_s = 0.0
        for index in range(8 * FPS):
            since_s = since_s + 1 / FPS if blinks.lids(index / FPS) > 0.46 else 0.0
            longest_s = max(longest_s, since_s + 0.02)
        passed += longest_s >= SessionSettings().blink_shut_s
    assert 0 < passed / 600 < 0.1


def test_natural_blinks_come_as_often_as_measured() -> None:
    blinks = NaturalBlinks(random.Random(3))
    down = [blinks.lids(index / FPS) > 0.5 for index in range(600 * FPS)]
    begun = sum(now and not before for before, now in pairwise(down))
    assert begun / 10 == pytest.approx(17, abs=2.5)


@pytest.mark.long
def test_a_sweep_shows_whom_a_fixed_line_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set(LOOKS) == set(names(Sweep))
    two = [row for row in LOOKS["eyes"] if row[0] in ("0.05", "0.5")]
    monkeypatch.setitem(LOOKS, "eyes", two)
    assert main(["sweep", "eyes", "--json"]) == 0
    smallest, usual = lines(capsys.readouterr().out)
    assert (smallest["seen_fixed"], smallest["seen_personal"]) == (0, 5)
    assert smallest["called_shut"] > 0.95
    assert (usual["seen_fixed"], usual["seen_personal"]) == (5, 5)
    assert usual["called_shut"] < 0.05


def test_the_same_seed_gives_the_same_pictures() -> None:
    def pictures(seed: int) -> list[np.ndarray]:
        with PuppetSource(PuppetOptions(), seed) as source:
            return [frame.image for frame, _ in zip(source, range(5), strict=False)]

    first, again, other = pictures(7), pictures(7), pictures(8)
    assert all(np.array_equal(one, two) for one, two in zip(first, again, strict=True))
    assert not np.array_equal(first[0], other[0])


def test_times_are_its_own() -> None:
    with PuppetSource(PuppetOptions(), 1) as source:
        times_s = [frame.timestamp_s for frame, _ in zip(source, range(4), strict=False)]
    assert times_s == pytest.approx([0, 1 / 30, 2 / 30, 3 / 30])


def test_it_leaves_after_a_while_where_nobody_watches() -> None:
    with PuppetSource(PuppetOptions(), 1) as source:
        source._leaves_s = 0.2
        assert len(list(source)) == 6


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("puppet", PuppetOptions()),
        ("puppet:", PuppetOptions()),
        ("puppet:eyes=0.1,tone=1,seed=4", PuppetOptions(eyes=0.1, tone=1.0, seed=4)),
        ("puppet:glasses=1", PuppetOptions(glasses=True)),
        ("puppet:glare=0.5", PuppetOptions(glasses=True, glare=0.5)),
        ("puppet:actor=sleepy,yaw=-10", PuppetOptions(actor=Character.SLEEPY, yaw=-10.0)),
    ],
)
def test_options(name: str, options: PuppetOptions) -> None:
    assert parse_puppet(name) == options


@pytest.mark.parametrize(
    "name", ["puppet:nose=1", "puppet:eyes=wide", "puppet:actor=king", "puppet:seed=1.5"]
)
def test_what_is_no_option_is_one_line(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_puppet(name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["puppet:eyes=2", "puppet:yaw=90", "puppet:light=0", "puppet:noise=nan"])
def test_what_is_out_of_range_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        parse_puppet(name)


def test_the_actor_knows_only_what_the_screen_shows() -> None:
    """Nobody tells it anything: it does nothing but what a face does by itself."""
    actor = Actor(random.Random(1))
    poses = [actor.pose(index / FPS) for index in range(300)]
    assert max(abs(pose.yaw_deg) for pose in poses) < 3
    assert max(pose.jaw for pose in poses) == 0


def test_an_actor_takes_time_to_react() -> None:
    actor = Actor(random.Random(1))
    actor.pose(0.0)
    actor.tell(0.0, Message("do_mouth", asked=0.7), None)
    opens_s = next(index / FPS for index in range(90) if actor.pose(index / FPS).jaw > 0.05)
    assert 0.5 < opens_s < 1.4


def acted(prompts: dict[float, Message], hint: Message | None = None, seconds: float = 9.0) -> list[Pose]:
    """What a good visitor does while the screen shows each prompt from its time on."""
    actor, poses = Actor(random.Random(2)), []
    for index in range(round(seconds * FPS)):
        now_s = index / FPS
        poses.append(actor.pose(now_s))
        actor.tell(now_s, prompts[max(time_s for time_s in prompts if time_s <= now_s)], hint)
    return poses


def test_it_bows_as_far_as_a_person_and_comes_back_when_asked() -> None:
    poses = acted({0.0: Message("do_nod", asked=18.0), 3.0: Message("do_nod_back")})
    pitches = [pose.pitch_deg for pose in poses]
    assert 19 < max(pitches) < 28
    assert min(pitches[round(2.6 * FPS) : round(3.4 * FPS)]) > 18, "it stays until it is asked back"
    assert max(np.abs(np.diff(pitches))) < 60 / FPS
    assert abs(pitches[-1]) < 2


def test_too_little_a_nod_becomes_deeper_and_too_fast_a_nod_slower() -> None:
    def deepest_and_fastest(hint: str | None) -> tuple[float, float]:
        prompts = {0.0: Message("do_nod", asked=18.0)}
        pitches = [pose.pitch_deg for pose in acted(prompts, Message(hint) if hint else None, 3.0)]
        return max(pitches), max(np.diff(pitches))

    usual, little, fast = map(deepest_and_fastest, (None, "nod_little", "nod_short"))
    assert little[0] > usual[0] + 2
    assert fast[1] < 0.9 * usual[1]


def test_it_smiles_for_a_moment_with_its_mouth_shut() -> None:
    poses = acted({0.0: Message("do_smile", asked=1.0), 2.9: Message("do_smile_end")})
    smiled = [index / FPS for index, pose in enumerate(poses) if pose.smile > 0.85]
    assert 1.4 < smiled[-1] - smiled[0] < 2.4
    assert max(pose.jaw for pose in poses) == 0
    assert poses[-1].smile == 0


def test_a_lively_visitor_talks_and_laughs_and_does_nothing_that_is_asked() -> None:
    actor, poses = Actor(random.Random(4), Character.LIVELY), []
    for index in range(120 * FPS):
        poses.append(actor.pose(index / FPS))
        actor.tell(index / FPS, Message("do_nod" if index % 600 < 300 else "do_smile"), None)
    assert max(abs(pose.pitch_deg) for pose in poses) < 8, "it is no nod"
    jaws = [pose.jaw for pose in poses]
    assert 0.4 < max(jaws) <= 0.5
    assert sum(jaw > 0.33 for jaw in jaws) < 0.05 * len(jaws), "few syllables open the mouth wide"
    laughed = [pose.smile > 0.5 for pose in poses]
    laughs = sum(now and not before for before, now in pairwise(laughed))
    assert 2 <= laughs <= 12
    assert max(pose.jaw for pose in poses if pose.smile > 0.5) > 0.1, "it laughs with an open mouth"
    actor.rest(120.0)
    quiet = [actor.pose(120 + index / FPS) for index in range(20 * FPS)][FPS:]
    assert max(pose.jaw + pose.smile for pose in quiet) == 0


def test_movements_add_up_to_no_impossible_pose() -> None:
    hand, bowed = HandDriven(), Pose(pitch_deg=40)
    hand.add_to(bowed, 0.0)
    for _ in range(30):
        hand.press(0.0, Key.DOWN)
    assert max(hand.add_to(bowed, index / FPS).pitch_deg for index in range(90)) <= 45


def test_motion_eases_and_arrives() -> None:
    motion = Motion()
    motion.move(1.0, 10.0, 2.0)
    assert [motion.at(time_s) for time_s in (0.5, 1.0, 2.0, 3.0, 9.0)] == pytest.approx([0, 0, 5, 10, 10])


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 1), st.floats(0, 2))
def test_motion_never_leads_beyond_its_ends(start: float, end: float, takes_s: float, at_s: float) -> None:
    motion = Motion(start)
    motion.move(0.1, end, takes_s)
    assert min(start, end) <= motion.at(at_s) <= max(start, end)


def test_a_follower_is_never_faster_than_its_limit() -> None:
    follower = Follower(fastest_a_s=60.0, lag_s=0.1)
    follower.target = 50.0
    places = [follower.at(index / FPS) for index in range(60)]
    assert max(np.diff(places)) <= 60 / FPS + 1e-9
    assert places[-1] == pytest.approx(50, abs=0.5)


@pytest.mark.parametrize(
    ("key", "moved"),
    [
        (Key.LEFT, lambda pose: pose.yaw_deg > 4), (Key.RIGHT, lambda pose: pose.yaw_deg < -4),
        (Key.DOWN, lambda pose: pose.pitch_deg > 3), (Key.UP, lambda pose: pose.pitch_deg < -3),
        (Key.LIDS, lambda pose: pose.lid_left > 0.9), (Key.QUICK_BLINK, lambda pose: pose.lid_right > 0.5),
        (Key.MOUTH, lambda pose: pose.jaw > 0.9), (Key.SMILE, lambda pose: pose.smile > 0.9),
    ],
)  # fmt: skip
def test_each_key_moves_its_part(key: Key, moved: object) -> None:
    hand = HandDriven()
    hand.add_to(Pose(), 0.0)
    hand.press(0.0, key)
    poses = [hand.add_to(Pose(), index / FPS) for index in range(30)]
    assert any(moved(pose) for pose in poses)  # type: ignore[operator]
    back = hand.add_to(Pose(), 3.0)
    assert back.jaw == back.smile == back.lid_left == 0


def test_a_held_key_keeps_the_eyes_shut() -> None:
    hand = HandDriven()
    hand.add_to(Pose(), 0.0)
    presses_s = [0.0, *(0.5 + index * 0.04 for index in range(25))]
    shut = []
    for index in range(45):
        now_s = index / FPS
        while presses_s and presses_s[0] <= now_s:
            hand.press(presses_s.pop(0), Key.LIDS)
        shut.append(hand.add_to(Pose(), now_s).lid_left > 0.9)
    assert all(shut[4:44])


def test_no_hand_turns_the_head_off() -> None:
    hand = HandDriven()
    turned = Pose(yaw_deg=45)
    hand.add_to(turned, 0.0)
    for _ in range(30):
        hand.press(0.0, Key.LEFT)
    assert max(hand.add_to(turned, index / FPS).yaw_deg for index in range(90)) <= 85


def test_straight_brings_the_head_back() -> None:
    hand = HandDriven()
    hand.add_to(Pose(), 0.0)
    for key in (Key.LEFT, Key.LEFT, Key.DOWN, Key.STRAIGHT):
        hand.press(0.0, key)
    [*_, pose] = [hand.add_to(Pose(), index / FPS) for index in range(60)]
    assert abs(pose.yaw_deg) + abs(pose.pitch_deg) < 0.5


def test_a_hand_on_the_puppet_stops_its_acting() -> None:
    with PuppetSource(PuppetOptions(), 1) as source:
        for frame, _ in zip(source, range(60), strict=False):
            source.tell(Message("do_mouth", asked=0.7), None)
            if frame.timestamp_s < 0.1:
                source.press(Key.STRAIGHT)
        assert isinstance(source._visitor, PuppetVisitor)
        assert source._visitor._actor.pose(10.0).jaw == 0


@pytest.mark.parametrize("distance_cm", [40.0, 65.0, 100.0])
def test_a_turned_head_reads_as_far_as_it_is_turned(distance_cm: float, library: FaceLibrary) -> None:
    """Within 5 degrees, up to 30 degrees either way, at the field of view of a usual webcam."""
    puppet, read_deg = Puppet(Look(distance_cm=distance_cm)), {}
    with Landmarker(library) as landmarker:
        for index, yaw_deg in enumerate((0, 0, 10, 20, 30, 0, -10, -20, -30)):
            landmarks = landmarker.detect(Frame(puppet.render(Pose(yaw_deg=float(yaw_deg))), index / FPS))
            assert landmarks is not None
            read_deg[yaw_deg] = head_angles(landmarks.points_px).yaw_deg
    errors_deg = {yaw_deg: read - read_deg[0] - yaw_deg for yaw_deg, read in read_deg.items()}
    assert max(map(abs, errors_deg.values())) < 5, errors_deg


def test_each_lid_in_pixels_is_the_visitors_own(library: FaceLibrary) -> None:
    """A shut eye in pixels, each side: lids paired crosswise, or sides swapped, would show here."""
    puppet = Puppet()
    for lids in ({"lid_left": 1.0}, {"lid_right": 1.0}, {"lid_left": 1.0, "lid_right": 1.0}):
        with Landmarker(library) as landmarker:
            frames = [Frame(puppet.render(replace(Pose(), **lids)), index / FPS) for index in range(6)]
            measures = [measure(landmarker.detect(frame)) for frame in frames][-1]
        assert measures is not None
        for side, ear in (("lid_left", measures.ear_left), ("lid_right", measures.ear_right)):
            assert (ear < 0.15) == (side in lids), (lids, measures)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 4))
def test_whoever_nods_and_smiles_as_asked_passes(seed: int) -> None:
    [result] = play(PuppetOptions(), seed, SessionSettings(attempts=1), Gesture.NOD, Gesture.SMILE)
    assert result.result is Result.PASSED


@pytest.mark.long
def test_who_talks_laughs_and_blinks_for_half_a_minute_neither_nods_nor_smiles() -> None:
    times_s, measures = [], []
    lively = PuppetSource(PuppetOptions(actor=Character.LIVELY), 1, forever=True, fps=FEWER)
    with lively as source, Landmarker() as landmarker:
        for frame in source:
            if frame.timestamp_s > 30:
                break
            times_s.append(frame.timestamp_s)
            measures.append(measure(landmarker.detect(frame)))
    found = Counter(event.gesture for event in find_events(Film(times_s, measures)))
    assert found[Gesture.BLINK] > 3
    assert found[Gesture.NOD] == found[Gesture.SMILE] == 0
    own = baseline_of([seen for seen in measures if seen is not None])
    for gesture in (Gesture.NOD, Gesture.SMILE):
        judge = KINDS[gesture].judge(Challenge(gesture), SessionSettings())
        watch = KINDS[gesture].watch(SessionSettings())
        assert watch is not None
        for time_s, seen in zip(times_s, measures, strict=True):
            now = None if seen is None else relative(seen, own)
            assert not judge.update(time_s, now).done
            assert watch.update(time_s, now) is None


def test_lids_that_are_shut_in_one_picture_read_as_shut_in_that_picture(library: FaceLibrary) -> None:
    """Smoothed over time, as MediaPipe does it by itself, the blink would be lost."""
    puppet, ears = Puppet(), []
    with Landmarker(library) as landmarker:
        for index, lid in enumerate((0.0, 0.0, 0.0, 1.0, 0.0)):
            frame = Frame(puppet.render(Pose(lid_left=lid, lid_right=lid)), index / FPS)
            measures = measure(landmarker.detect(frame))
            assert measures is not None
            ears.append(measures.ear_left)
    assert ears[3] < 0.1
    assert ears[4] > 0.9 * ears[2]
