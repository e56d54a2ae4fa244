"""What a wish at the start screen means. Here, and only here, somebody agrees to the camera."""

from dataclasses import replace

from ..choices import Gesture
from .options import RunOptions
from .wishes import Command, Wish


def chosen(options: RunOptions, wish: Wish | None) -> RunOptions | None:
    """Return the options with which a session begins, None as long as nothing was chosen.

    The camera only by its own key, c; Enter is enough for what needs no consent.
    """
    if not options.gestures:
        return None
    if not options.camera:
        return options if wish is Command.START else None
    if wish is Command.CAMERA:
        return options.with_camera()
    return options.with_puppet() if wish is Command.PUPPET else None


def toggled(options: RunOptions, number: int) -> RunOptions:
    """Return the options with the gesture of this number, from 1, asked for; if it was, left out."""
    changed = list(Gesture)[number - 1 : number]
    asked = tuple(each for each in Gesture if (each in options.gestures) != (each in changed))
    return replace(options, gestures=asked)
