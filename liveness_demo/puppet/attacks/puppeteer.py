"""An attack without paper or screen: a drawn face in the camera's place, moved by somebody else's."""

import random
from collections.abc import Callable

from ...choices import FaceLibrary
from ...messages import Message
from ...sources.frame import Frame
from ..acting.actor import Actor
from ..driven.watched_face import WatchedFace
from ..paint.renderer import Puppet
from ..shape.look import Look
from ..visitor import Visitor


class Puppeteer(Visitor):
    """A puppet of another look reads the screen and acts; the face that is shown copies it.

    All that passes from one to the other is what the model reads of the driver's pixels.
    """

    def __init__(self, look: Look, randomness: random.Random, library: FaceLibrary) -> None:
        """look: of the face that is shown. randomness: draws how the driver looks, and what it does when.

        library: it reads the face model.
        """
        driver = Look(tone=randomness.random(), eye_opening=randomness.uniform(0.4, 1.0))
        self._driver, self._actor = Puppet(driver), Actor(randomness)
        self._shown = WatchedFace(look, library)

    def tell(self, now_s: float, prompt: Message, hint: Message | None) -> None:
        """Let the driver read the screen."""
        self._actor.tell(now_s, prompt, hint)

    def coming(self, time_s: float) -> Callable[[], Frame]:
        """Take the driver's pose; return what draws it, measures it and draws the face that copies it."""
        pose = self._actor.pose(time_s)
        return lambda: self._shown.picture(Frame(self._driver.render(pose), time_s))

    def close(self) -> None:
        """Give the driver's model back."""
        self._shown.close()
