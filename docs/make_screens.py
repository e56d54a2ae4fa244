"""Draws the screens that the docs show, and films a session, with the puppet as visitor.

    python docs/make_screens.py docs/pictures en,zh     the screens, in these languages (the default)
    python docs/make_screens.py docs/pictures en light  in the light theme
    python docs/make_screens.py docs/pictures film      a minute of a session (needs the program ffmpeg)

Each screen is the first moment of a session for which a condition holds.
"""

import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import cv2

from liveness_demo.choices import Character, Gesture, Instrument
from liveness_demo.gestures.judging import Challenge
from liveness_demo.loop.best_image import BestImage, BestImageWatch
from liveness_demo.loop.chosen import ChosenPuppet, VisitorChooses
from liveness_demo.loop.counts import Tally
from liveness_demo.loop.options import RunOptions
from liveness_demo.loop.shown import Ending, Moment, Paused, Start
from liveness_demo.loop.watching import Watch
from liveness_demo.privacy.state import Enforcement, Ledger, Refused, State
from liveness_demo.puppet.source import PuppetOptions, PuppetSource
from liveness_demo.session.attempt import Step
from liveness_demo.session.session import Phase, Session
from liveness_demo.settings import SessionSettings
from liveness_demo.view.canvas.canvas import Image
from liveness_demo.view.canvas.theme import THEMES
from liveness_demo.view.screens.cards import CARDS
from liveness_demo.view.screens.stage import Choices, Stage
from liveness_demo.view.words.texts import all_texts

SEED = 4
LOOK = PuppetOptions(eyes=0.6, tone=0.45)
LOCKED = State(Enforcement.ENFORCED, sealed=True, by_kernel=Refused())
Condition = Callable[[Moment], bool]


class Ordered(random.Random):
    """Draws one order, so that the pictures show it."""

    def choice(self, orders: Sequence[tuple[Challenge, ...]]) -> tuple[Challenge, ...]:  # type: ignore[override]
        return orders[4]


def moments(
    options: PuppetOptions, settings: SessionSettings, hold: bool = False, attack: Instrument | None = None
) -> Iterator[Moment]:
    """Yield every moment of a session of the puppet, or of an attack."""
    session = Session(Ordered(), settings=settings)
    if hold:
        session.hold()
    seen = 0
    with PuppetSource(options, SEED, attack=attack) as source, Watch(session) as watch:
        for frame in source:
            seen += 1
            watched = watch.update(frame)
            state, ledger = watched.state, Ledger(seen, 1, LOCKED)
            yield Moment(frame, watched.landmarks, watched.measures, state, ledger, attack)
            if state.phase is Phase.DONE:
                return
            source.tell(state.prompt, state.hint)


def at_challenge(gesture: Gesture, beyond: bool) -> Condition:
    """Return whether a challenge is asked for, and its line just met."""

    def holds(moment: Moment) -> bool:
        state = moment.state
        if state.gauge is None or state.time_left_s is None or Step.NOW not in state.steps:
            return False
        met = (
            state.gauge.value > state.gauge.line
            if state.gauge.above
            else state.gauge.value < state.gauge.line
        )
        asked = state.order[state.steps.index(Step.NOW)].gesture
        return asked is gesture and (met or not beyond)

    return holds


def is_over(moment: Moment) -> bool:
    """Return whether an attempt has ended."""
    return moment.state.phase is Phase.DONE or (
        moment.state.phase is Phase.BETWEEN and (moment.state.time_left_s or 0) < 6
    )


TRICKS = {
    "trick_photo": (Instrument.PHOTO, at_challenge(Gesture.MOUTH, beyond=False)),
    "trick_looped_replay_over": (Instrument.LOOPED_REPLAY, is_over),
    "trick_matching_replay_over": (Instrument.REPLAY_MATCHING, is_over),
}
"""What is held before the camera, and which moment is shown."""
SCREENS: dict[str, tuple[PuppetOptions, Condition]] = {
    "ready": (LOOK, lambda moment: moment.state.still_share > 0.5),
    "come_closer": (replace(LOOK, distance=90), lambda moment: moment.frame.timestamp_s > 1),
    "blink": (LOOK, at_challenge(Gesture.BLINK, beyond=True)),
    "mouth": (LOOK, at_challenge(Gesture.MOUTH, beyond=True)),
    "turn": (LOOK, at_challenge(Gesture.TURN, beyond=True)),
    "attempt_over": (
        replace(LOOK, actor=Character.NATURAL),
        is_over,
    ),
    "wrong_gesture": (replace(LOOK, actor=Character.WRONG), is_over),
}


def draw_all(choices: Choices, folder: Path, names: Sequence[str] = ()) -> None:
    """Draw each screen into a PNG."""

    def wanted(name: str) -> bool:
        return not names or name in names

    def write(name: str, picture: Image) -> None:
        path = folder / f"{name}_{choices.texts.language}.webp"
        if not cv2.imwrite(str(path), picture, [cv2.IMWRITE_WEBP_QUALITY, 78]):
            sys.exit(f"{path} cannot be written: does the folder exist?")
        if stage.misfits:
            print("too long:", name, stage.misfits)

    settings = SessionSettings()
    looks = [(name, options, None, condition) for name, (options, condition) in SCREENS.items()]
    tricks = [(name, LOOK, attack, condition) for name, (attack, condition) in TRICKS.items()]
    for name, options, attack, condition in [*looks, *tricks]:
        if wanted(name):
            stage = Stage(choices)
            stage.begin(RunOptions(ChosenPuppet(), settings=settings))
            for moment in moments(options, settings, attack=attack):
                picture = stage.draw(moment, fps=30)
                if condition(moment):
                    break
            write(name, picture)
            if name == "turn":
                stage.choices = replace(choices, details=True)
                write("details", stage.draw(moment, fps=30))
    stage = Stage(choices)
    write("consent", stage.draw(Start(RunOptions(VisitorChooses()), LOCKED, Tally())))
    stage.begin(RunOptions(ChosenPuppet(), settings=settings))
    held = [moment for moment, _ in zip(moments(LOOK, settings, hold=True), range(20), strict=False)][-1]
    for card in CARDS:
        stage.draw(held)
        write(f"explain_{card}", stage.draw(held))
        stage.deck.turn()
    write("paused", stage.draw(Paused(camera=True)))
    stage.choices = replace(choices, help=True)
    write("keys", stage.draw(Start(RunOptions(ChosenPuppet()), LOCKED, Tally())))
    stage.choices = replace(choices, tally=True)
    [*_, last] = moments(LOOK, settings)
    assert last.state.result is not None
    ending = Ending(
        last.state.result, 4, 12, BestImage(412, 14.2), replace(last.ledger, frames_held=0), Tally(6, 13, 5)
    )
    write("tally", stage.draw(ending))
    stage.choices = choices
    write("verdict", stage.draw(ending))


FPS = 30
START_S, VERDICT_S, CARD_S = 4, 12, 5


def film() -> Iterator[Image]:
    """Yield a session's pictures, from the start screen to the verdict, and the explanations after it."""
    stage = Stage(Choices(all_texts()["en"]))
    options = RunOptions(ChosenPuppet(), settings=SessionSettings())
    start = stage.draw(Start(RunOptions(VisitorChooses()), LOCKED, Tally()))
    yield from [start] * (START_S * FPS)
    stage.begin(options)
    watch = BestImageWatch()
    for moment in moments(LOOK, options.settings):
        watch.update(moment.ledger.frames_seen, moment.frame.timestamp_s, moment.measures)
        yield stage.draw(moment, fps=FPS)
    assert moment.state.result is not None
    ledger = replace(moment.ledger, frames_held=0)
    ending = Ending(moment.state.result, 4, 12, watch.best, ledger, Tally(1, 1, 1))
    yield from [stage.draw(ending)] * (VERDICT_S * FPS)
    for index, moment in enumerate(moments(LOOK, options.settings, hold=True), 1):
        yield stage.draw(moment, fps=FPS)
        if index % (CARD_S * FPS) == 0:
            stage.deck.turn()
        if index == CARD_S * FPS * len(CARDS):
            return


def write_film(path: Path) -> None:
    """Write the film as MP4 (H.264), which every browser plays."""
    source = ["-f", "rawvideo", "-pix_fmt", "bgr24", "-s", "1280x720", "-r", str(FPS), "-i", "-"]
    codec = [
        "-c:v",
        "libx264",
        "-preset",
        "slow",
        "-crf",
        "32",
        "-pix_fmt",
        "yuv420p",
        "-movflags",
        "+faststart",
    ]
    command = ["ffmpeg", "-y", "-loglevel", "error", *source, *codec, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin
        for picture in film():
            encoder.stdin.write(picture.tobytes())


if __name__ == "__main__":
    folder, what, theme, *names = (*sys.argv[1:], *("docs/pictures", "en,zh", "dark")[len(sys.argv) - 1 :])
    if what == "film":
        write_film(Path(folder) / "session.mp4")
    else:
        for language in what.split(","):
            draw_all(Choices(all_texts()[language], THEMES[theme]), Path(folder), names)
