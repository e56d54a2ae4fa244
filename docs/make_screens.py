"""Draws the screens that the docs show, and films a session, with the puppet as visitor.

    python docs/make_screens.py docs/pictures                  all that the docs show (needs ffmpeg)
    python docs/make_screens.py docs/pictures film moving      a minute of a session, the moving pictures
    python docs/make_screens.py FOLDER --languages en,de --size 1024x768 --theme light blink mouth

Each screen is the first moment of a session for which a condition holds.
"""

import argparse
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2

from liveness_demo.choices import Character, Gesture, Instrument
from liveness_demo.gestures.judging import Challenge
from liveness_demo.loop.best_image import BestImage, BestImageWatch
from liveness_demo.loop.chosen import ChosenPuppet, VisitorChooses, parse_source
from liveness_demo.loop.counts import GestureCount, Tally, Tricks
from liveness_demo.loop.options import RunOptions
from liveness_demo.loop.shown import Ending, Moment, Paused, Screen, Start
from liveness_demo.loop.watching import Watch
from liveness_demo.privacy.state import Enforcement, Ledger, Refused, State
from liveness_demo.puppet.source import PuppetOptions, PuppetSource
from liveness_demo.session.attempt import AttemptResult
from liveness_demo.session.session import Session
from liveness_demo.session.state import Phase
from liveness_demo.settings import SessionSettings
from liveness_demo.view.canvas.canvas import SIZE, Image
from liveness_demo.view.canvas.theme import THEMES
from liveness_demo.view.screens.cards import CARDS
from liveness_demo.view.screens.face_view import FaceMode
from liveness_demo.view.screens.stage import Choices, Stage
from liveness_demo.view.words.texts import all_texts

SEED, FPS, QUALITY = 4, 30, 40
IN_CHINESE = (
    "consent", "ready", "blink", "mouth", "turn", "attempt_over", "wrong_gesture", "verdict",
    "explain_ear", "explain_line", "trick_photo", "keys",
)  # fmt: skip
"""The screens that the docs show in Chinese too."""
LOOK = PuppetOptions(eyes=0.6, tone=0.45)
LOCKED = State(Enforcement.ENFORCED, sealed=True, by_kernel=Refused())
SETTINGS = SessionSettings()
PUPPET, CAMERA = RunOptions(ChosenPuppet(), settings=SETTINGS), RunOptions(parse_source("camera"))
TALLY = Tally(
    visitors=8,
    tries=19,
    passed=6,
    gestures=tuple(
        GestureCount(gesture, asked, done)
        for gesture, asked, done in zip(Gesture, (15, 12, 11, 0, 0), (11, 11, 8, 0, 0), strict=True)
    ),
)
"""An invented class."""
Condition = Callable[[Moment], bool]


class Ordered(random.Random):
    """Draws one order, so that the pictures show it."""

    def choice(self, orders: Sequence[tuple[Challenge, ...]]) -> tuple[Challenge, ...]:  # type: ignore[override]
        return orders[4]


@dataclass(frozen=True)
class Scene:
    """A session of the puppet or of an attack, and which of its moments are drawn, by name."""

    drawn: Mapping[str, Condition]
    look: PuppetOptions = LOOK
    gestures: tuple[Gesture, ...] = PUPPET.gestures
    attack: Instrument | None = None
    camera: bool = False
    """The screens of a visitor before a camera: no word of a puppet."""
    mode: FaceMode = FaceMode.FACE
    details: bool = False

    @property
    def options(self) -> RunOptions:
        """What is played."""
        return replace(CAMERA if self.camera else PUPPET, gestures=self.gestures)


def moments(scene: Scene, settings: SessionSettings = SETTINGS, hold: bool = False) -> Iterator[Moment]:
    """Yield every moment of a session."""
    order = Ordered() if scene.gestures == PUPPET.gestures else random.Random(SEED)
    session = Session(order, scene.gestures, settings)
    if hold:
        session.hold()
    seen = 0
    with PuppetSource(scene.look, SEED, attack=scene.attack) as source, Watch(session) as watch:
        for frame in source:
            seen += 1
            watched = watch.update(frame)
            state, ledger = watched.state, Ledger(seen, 1, LOCKED)
            yield Moment(frame, watched.landmarks, watched.measures, state, ledger, scene.attack)
            if state.phase is Phase.DONE:
                return
            source.tell(state.prompt, state.hint)


def at_challenge(gesture: Gesture, beyond: bool = True, coach: str = "") -> Condition:
    """Return whether a challenge is asked for: its line met, or one thing said."""

    def holds(moment: Moment) -> bool:
        state = moment.state
        if state.gauge is None or not state.started or state.asked is None:
            return False
        gauge, asked = state.gauge, state.asked.gesture
        met = gauge.value > gauge.line if gauge.above else gauge.value < gauge.line
        said = not coach or (state.coach is not None and state.coach.key == coach)
        return asked is gesture and said and (met or not beyond)

    return holds


def is_over(moment: Moment) -> bool:
    """Return whether an attempt has ended."""
    state = moment.state
    return state.phase is Phase.DONE or (state.phase is Phase.BETWEEN and (state.time_left_s or 0) < 6)


def after(seconds: float) -> Condition:
    """Return whether so much time has passed."""
    return lambda moment: moment.frame.timestamp_s > seconds


SCENES = (
    Scene(
        {
            "ready": lambda moment: moment.state.still_share > 0.5,
            "mouth": at_challenge(Gesture.MOUTH),
            "mouth_close": at_challenge(Gesture.MOUTH, coach="coach_close"),
            "blink": at_challenge(Gesture.BLINK, coach="coach_hold"),
            "blink_open": at_challenge(Gesture.BLINK, coach="coach_open"),
            "turn": at_challenge(Gesture.TURN),
        }
    ),
    Scene(
        {"nod": at_challenge(Gesture.NOD), "smile": at_challenge(Gesture.SMILE)},
        gestures=(Gesture.NOD, Gesture.SMILE),
    ),
    Scene({"details": at_challenge(Gesture.TURN)}, details=True),
    Scene({"come_closer": after(1)}, replace(LOOK, distance=90)),
    Scene({"attempt_over": is_over}, replace(LOOK, actor=Character.NATURAL)),
    Scene({"wrong_gesture": is_over}, replace(LOOK, actor=Character.WRONG)),
    Scene(
        {"trick_photo_ready": after(0.5), "trick_photo": at_challenge(Gesture.MOUTH, beyond=False)},
        attack=Instrument.PHOTO,
    ),
    Scene({"as_puppet": at_challenge(Gesture.MOUTH)}, camera=True, mode=FaceMode.PUPPET),
    Scene({"trick_puppeteer": at_challenge(Gesture.MOUTH)}, attack=Instrument.PUPPETEER),
    Scene({"trick_looped_replay_over": is_over}, attack=Instrument.LOOPED_REPLAY),
)
VERDICTS = {
    "verdict": Scene({}),
    "verdict_camera": Scene({}, camera=True),
    "verdict_trick": Scene({}, attack=Instrument.REPLAY_MATCHING),
    "verdict_puppeteer": Scene({}, attack=Instrument.PUPPETEER),
}
NAMES = (
    *(name for scene in SCENES for name in scene.drawn),
    *(*VERDICTS, "verdict_sources", "consent", "paused", "tally", "keys"),
    *(f"explain_{card}" for card in CARDS),
)


class Writer:
    """Draws a screen in every language, into pictures of a folder. names: which; none given: all."""

    def __init__(
        self, folder: Path, choices: Sequence[Choices], size: tuple[int, int], names: Sequence[str]
    ) -> None:
        self._folder, self._choices, self._size, self._names = folder, choices, size, names

    def wants(self, names: Sequence[str]) -> bool:
        """Return whether one of these is to be drawn."""
        return not self._names or any(name in self._names for name in names)

    def stages(self, options: RunOptions, **chosen: bool | FaceMode) -> list[Stage]:
        """Return a new stage for each language."""
        stages = [Stage(replace(choices, **chosen)) for choices in self._choices]
        for stage in stages:
            stage.size = self._size
            stage.begin(options)
        return stages

    def write(self, name: str, stages: Sequence[Stage], screen: Screen) -> None:
        """Draw a screen on each of the stages."""
        if not self.wants([name]):
            return
        for stage in stages:
            stage.now_s = 3.0
            path = self._folder / f"{name}_{stage.choices.texts.language}.webp"
            if not cv2.imwrite(str(path), stage.draw(screen, fps=FPS), [cv2.IMWRITE_WEBP_QUALITY, QUALITY]):
                sys.exit(f"{path} cannot be written: does the folder exist?")
            if stage.misfits:
                print("too long:", name, stage.choices.texts.language, stage.misfits)


def draw_scene(writer: Writer, scene: Scene) -> None:
    """Draw the moments of one session."""
    left = {name: holds for name, holds in scene.drawn.items() if writer.wants([name])}
    stages = writer.stages(scene.options, mode=scene.mode, details=scene.details)
    for moment in moments(scene) if left else ():
        for stage in stages:
            if scene.mode is FaceMode.PUPPET:  # it learns the visitor's rest from what it draws
                stage.draw(moment)
            else:
                stage.follow(moment)
        for name in [name for name, holds in left.items() if holds(moment)]:
            del left[name]
            writer.write(name, stages, moment)
        if not left:
            return


def draw_verdicts(writer: Writer) -> None:
    """Draw whole sessions to their end: of the puppet, as if it were a visitor, and of a trick."""
    for name, scene in VERDICTS.items():
        if not writer.wants([name, *(["verdict_sources"] if name == "verdict" else [])]):
            continue
        stages, best = writer.stages(scene.options), BestImageWatch()
        for moment in moments(scene):
            best.update(moment.ledger.frames_seen, moment.frame.timestamp_s, moment.measures)
            for stage in stages if moment.state.phase is not Phase.DONE else ():
                stage.draw(moment)
        assert moment.state.result is not None
        for stage in stages:
            stage.report(moment.state)
        ending = ending_of(moment, moment.state.result, best.best, scene.options)
        writer.write(name, stages, ending)
        if name == "verdict":
            for stage in stages:
                stage.draw(ending)
                stage.turn_details()
            writer.write("verdict_sources", stages, ending)


def ending_of(last: Moment, result: AttemptResult, best: BestImage | None, options: RunOptions) -> Ending:
    """Return what there is to say after a session."""
    tricks = Tricks() if last.attack is None else Tricks().after(last.attack, result)
    ledger = replace(last.ledger, frames_held=0)
    following = tricks.next(last.attack) or tricks.next(None) if options.puppet else None
    return Ending(result, 4, 12, best, ledger, TALLY, last.attack, tricks=tricks, next_trick=following)


def draw_all(writer: Writer) -> None:
    """Draw every screen."""
    start = Start(RunOptions(VisitorChooses()), LOCKED, TALLY)
    stages = writer.stages(start.options)
    writer.write("consent", stages, start)
    for scene in SCENES:
        if writer.wants(list(scene.drawn)):
            draw_scene(writer, scene)
    draw_verdicts(writer)
    writer.write("paused", stages, Paused(camera=True))
    writer.write("tally", writer.stages(PUPPET, tally=True), start)
    if writer.wants(["keys", *(f"explain_{card}" for card in CARDS)]):
        stages = writer.stages(PUPPET)
        held = [moment for moment, _ in zip(moments(Scene({}), hold=True), range(20), strict=False)][-1]
        for card in CARDS:
            for stage in stages:
                stage.follow(held)
                stage.deck.turn_to(card)
            writer.write(f"explain_{card}", stages, held)
        writer.write("keys", writer.stages(PUPPET, help=True), held)


START_S, VERDICT_S, CARD_S = 6, 10, 5


def film() -> Iterator[Image]:
    """Yield a session's pictures, from the start screen to the verdict, and the explanations after it."""
    stage = Stage(Choices(all_texts()["en"]))
    start = Start(RunOptions(VisitorChooses()), LOCKED, Tally())
    for index in range(START_S * FPS):
        stage.now_s = index / FPS
        yield stage.draw(start)
    stage.begin(PUPPET)
    watch = BestImageWatch()
    for moment in moments(Scene({})):
        watch.update(moment.ledger.frames_seen, moment.frame.timestamp_s, moment.measures)
        yield stage.draw(moment, fps=FPS)
    assert moment.state.result is not None
    stage.report(moment.state)
    yield from [stage.draw(ending_of(moment, moment.state.result, watch.best, PUPPET))] * (VERDICT_S * FPS)
    for index, moment in enumerate(moments(Scene({}), hold=True), 1):
        yield stage.draw(moment, fps=FPS)
        if index % (CARD_S * FPS) == 0:
            stage.deck.turn()
        if index == CARD_S * FPS * len(CARDS):
            return


def write_film(path: Path) -> None:
    """Write the film as MP4 (H.264), which every browser plays."""
    source = ["-f", "rawvideo", "-pix_fmt", "bgr24", "-s", "1280x720", "-r", str(FPS), "-i", "-"]
    smaller = ["-vf", "scale=854:480:flags=area", "-r", "15"]
    codec = ["-c:v", "libx264", "-preset", "slow", "-crf", "36", "-pix_fmt", "yuv420p", *smaller]
    command = ["ffmpeg", "-y", "-loglevel", "error", *source, *codec, "-movflags", "+faststart", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin
        for picture in film():
            encoder.stdin.write(picture.tobytes())


MOVING_FPS, MOVING_SIZE, MOVING_QUALITY = 5, (720, 405), 35


def write_moving(path: Path, scene: Scene, verdict_s: int = 0) -> None:
    """Write a session's challenges as a small picture that moves. verdict_s: so long its verdict is shown."""
    stage, pictures = Stage(Choices(all_texts()["en"])), []
    stage.begin(PUPPET)
    for index, moment in enumerate(moments(scene)):
        drawn = stage.draw(moment, fps=FPS)
        if index % (FPS // MOVING_FPS) == 0 and moment.state.phase is not Phase.DONE:
            pictures.append(drawn)
    assert moment.state.result is not None
    stage.report(moment.state)
    pictures += [stage.draw(ending_of(moment, moment.state.result, None, PUPPET))] * (verdict_s * MOVING_FPS)
    moving = cv2.Animation()
    moving.frames = [cv2.resize(each, MOVING_SIZE, interpolation=cv2.INTER_AREA) for each in pictures]
    moving.durations = [1000 // MOVING_FPS] * len(pictures)
    cv2.imwriteanimation(str(path), moving, [cv2.IMWRITE_WEBP_QUALITY, MOVING_QUALITY])


def main() -> None:
    """Read what is to be drawn, and draw it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "names", nargs="*", choices=[*NAMES, "film", "moving"], metavar="name",
        help="which screens, film, moving; all that the docs show if none is named",
    )  # fmt: skip
    parser.add_argument("--languages", default="en")
    parser.add_argument("--theme", choices=THEMES, default="dark")
    parser.add_argument("--size", default="x".join(map(str, SIZE)))
    asked = parser.parse_intermixed_args()
    wide, high = map(int, asked.size.split("x"))
    choices = [Choices(all_texts()[each], THEMES[asked.theme]) for each in asked.languages.split(",")]
    draw_all(Writer(asked.folder, choices, (wide, high), asked.names))
    if not asked.names:
        draw_all(
            Writer(asked.folder, [Choices(all_texts()["zh"], THEMES[asked.theme])], (wide, high), IN_CHINESE)
        )
    if not asked.names or "film" in asked.names:
        write_film(asked.folder / "session.mp4")
    if not asked.names or "moving" in asked.names:
        write_moving(asked.folder / "session.webp", Scene({}))
        write_moving(asked.folder / "puppeteer.webp", Scene({}, attack=Instrument.PUPPETEER), verdict_s=3)


if __name__ == "__main__":
    main()
