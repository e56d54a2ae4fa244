"""The puppet as a source of frames: rendered at 30 a second of its own time, acting on what it is told.

So is an attack: something that is held before the camera in the puppet's world.
"""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any

from ..choices import Character, FaceLibrary, Instrument, Key
from ..errors import UsageError
from ..messages import Message
from ..sources.frame import Frame, OwnTime
from ..sources.orientation import TURNS, Orientation
from .acting.actor import Actor
from .acting.driving import HandDriven
from .attacks.instruments import visitor_with
from .paint.renderer import Puppet
from .shape.look import Look
from .visitor import Visitor

FPS, FASTEST = 30, 60
FARTHEST_REST_DEG = 45
LEAVES_AFTER_S = 300.0
"""Where nobody watches the puppet gives up: a gate that never opens must not keep a machine busy."""


@dataclass(frozen=True)
class PuppetOptions:
    """What ``puppet:key=value,...`` can say. None: drawn by the seed."""

    eyes: float | None = None
    """Eye opening, 0 very small to 1 wide."""
    tone: float | None = None
    """Skin, 0 light to 1 dark."""
    glasses: bool = False
    glare: float = 0.0
    light: float = 1.0
    noise: float = 2.0
    distance: float = 42.0
    """Centimetres."""
    yaw: float = 0.0
    """Where the head rests, degrees, positive to its own left."""
    fps: int = FPS
    """Pictures a second."""
    mirrored: bool = False
    """Its camera mirrors the picture."""
    turned: int = 0
    """Its camera stands so that the picture must be turned clockwise by so many degrees."""
    seed: int | None = None
    actor: Character = Character.GOOD


LOOKS = ("eyes", "tone", "glasses", "glare", "light", "noise", "seed")
"""Options of what it looks like; all others say what it does and where."""


def parse_puppet(name: str) -> PuppetOptions:
    """Read ``puppet:key=value,...``. Raises UsageError for an unknown key or a value that does not fit."""
    options = PuppetOptions()
    for part in filter(None, name.partition(":")[2].split(",")):
        key, _, text = part.partition("=")
        if key not in _READERS:
            raise UsageError(f"{key!r} is nothing the puppet has: choose from {', '.join(_READERS)}.")
        try:
            options = replace(options, **{key: _READERS[key](text)})
        except (ValueError, KeyError) as error:
            raise UsageError(f"{part!r} does not fit: {_FORMS.get(key, 'write a number')}.") from error
    if options.glare > 0:
        options = replace(options, glasses=True)
    if not abs(options.yaw) <= FARTHEST_REST_DEG:
        raise UsageError(
            f"yaw must be between -{FARTHEST_REST_DEG} and {FARTHEST_REST_DEG}, not {options.yaw:g}."
        )
    look_of(options, random.Random(0))
    return options


def look_of(options: PuppetOptions, randomness: random.Random) -> Look:
    """Return what the puppet looks like; what the options leave open is drawn. Raises UsageError."""
    eyes, tone = randomness.uniform(0.1, 1.0), randomness.random()
    return Look(
        tone=tone if options.tone is None else options.tone,
        eye_opening=eyes if options.eyes is None else options.eyes,
        glasses=options.glasses,
        glare=options.glare,
        light=options.light,
        noise=options.noise,
        distance_cm=options.distance,
        seed=randomness.getrandbits(32),
    )


def chosen_look(options: PuppetOptions, seed: int) -> Look:
    """Return the same look for the same seed, which draws what the options leave open, their own if any."""
    return look_of(options, _randomness_of(options, seed))


def _randomness_of(options: PuppetOptions, seed: int) -> random.Random:
    return random.Random(seed if options.seed is None else options.seed)


def _fps(text: str) -> int:
    return {str(fps): fps for fps in range(1, FASTEST + 1)}[text]


def _turn(text: str) -> int:
    return {str(turn_deg): turn_deg for turn_deg in (0, *TURNS)}[text]


def _flag(text: str) -> bool:
    return {"": True, "1": True, "yes": True, "0": False, "no": False}[text]


_READERS: dict[str, Callable[[str], Any]] = dict.fromkeys(
    ("eyes", "tone", "glare", "light", "noise", "distance", "yaw"), float
) | {"glasses": _flag, "mirrored": _flag, "turned": _turn, "fps": _fps, "seed": int, "actor": Character}
_FORMS = {
    "glasses": "write glasses=1 or glasses=0",
    "fps": f"write a whole number from 1 to {FASTEST}",
    "mirrored": "write mirrored=1 or mirrored=0",
    "turned": "write turned=90, turned=180 or turned=270",
    "seed": "write a whole number",
    "actor": "choose from " + ", ".join(character.value for character in Character),
}


class PuppetVisitor(Visitor):
    """The puppet itself: it acts by itself until a hand moves it."""

    def __init__(self, look: Look, actor: Actor) -> None:
        self._puppet = Puppet(look)
        self._actor = actor
        self._hand = HandDriven()
        self._by_hand = False

    def tell(self, now_s: float, prompt: Message, hint: Message | None) -> None:
        """Let the actor read what the screen shows."""
        self._actor.tell(now_s, prompt, hint)

    def press(self, now_s: float, key: Key) -> None:
        """Move it by hand; from now on it does nothing that is asked by itself."""
        if not self._by_hand:
            self._actor.rest(now_s)
            self._by_hand = True
        self._hand.press(now_s, key)

    def coming(self, time_s: float) -> Callable[[], Frame]:
        """Take a pose; return what renders it."""
        pose = self._hand.add_to(self._actor.pose(time_s), time_s)
        return lambda: Frame(self._puppet.render(pose), time_s)


class PuppetSource(OwnTime):
    """A visitor that is nobody. The same options give the same pictures, whatever the machine's speed.

    The next picture is rendered while the last one is measured, so the actor reads the screen one
    picture late; people read it later still.
    """

    def __init__(
        self,
        options: PuppetOptions,
        seed: int,
        forever: bool = False,
        attack: Instrument | None = None,
        fps: int | None = None,
        library: FaceLibrary = FaceLibrary.AUTO,
    ) -> None:
        """Seed: for what the options leave open. forever: do not leave after a while.

        attack: what is held before the camera instead of the puppet's face. fps: pictures a second, if not
        those of the options. library: it reads the face model for an attack that needs it.
        """
        self._fps = fps or options.fps
        self._options, self._library = options, library
        self._randomness = _randomness_of(options, seed)
        self._look = look_of(options, self._randomness)
        self._wrong = Orientation(options.mirrored, options.turned)
        self.attack = attack
        self._visitor = self._take(attack)
        self._now_s = 0.0
        self._leaves_s = float("inf") if forever else LEAVES_AFTER_S
        self._renderer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="puppet")

    def __enter__(self) -> "PuppetSource":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._renderer.submit(self._visitor.close)
        self._renderer.shutdown()

    def __iter__(self) -> Iterator[Frame]:
        index = 0
        coming = self._render(0.0)
        while index / self._fps < self._leaves_s:
            frame, self._now_s = coming.result(), index / self._fps
            coming = self._render((index + 1) / self._fps)
            yield frame
            del frame
            index += 1

    def tell(self, prompt: Message, hint: Message | None) -> None:
        """Let the visitor read what the screen shows."""
        self._visitor.tell(self._now_s, prompt, hint)

    def press(self, key: Key) -> None:
        """Move the puppet by hand. Nothing happens to an attack."""
        if isinstance(self._visitor, PuppetVisitor):
            self._visitor.press(self._now_s, key)

    def swap(self, attack: Instrument | None) -> bool:
        """Put an attack in the visitor's place, from the picture after next; None: the puppet again."""
        self._renderer.submit(self._visitor.close)  # after the picture that is on its way
        self.attack, self._visitor = attack, self._take(attack)
        return True

    def _take(self, attack: Instrument | None) -> Visitor:
        if attack is not None:
            return visitor_with(attack, self._look, self._randomness, self._library)
        return PuppetVisitor(self._look, Actor(self._randomness, self._options.actor, self._options.yaw))

    def _render(self, time_s: float) -> "Future[Frame]":
        return self._renderer.submit(_drawn, self._visitor.coming(time_s), self._wrong)


def _drawn(draw: Callable[[], Frame], wrong: Orientation) -> Frame:
    frame = draw()
    return replace(frame, image=wrong.undone(frame.image))
