"""The command ``run``: sessions, where they can be shown."""

import sys
from argparse import Namespace
from dataclasses import replace

from ..choices import Gesture
from ..errors import UsageError
from ..face.libraries import load
from ..loop.app import run as run_sessions
from ..loop.chosen import VisitorChooses, parse_source
from ..loop.options import RunOptions
from ..privacy.protection import Protection
from ..session.attempt import Result
from ..settings import CueSettings, SessionSettings
from ..sources.orientation import Orientation
from ..systems.streams import is_terminal
from ..view.canvas.theme import THEMES
from ..view.outlets.in_json import JsonView
from ..view.outlets.in_terminal import TerminalView
from ..view.outlets.in_window import WindowView
from ..view.outlets.window import MEND_OPENCV, WITHOUT_WINDOWS, Window, display_works, windows_built_in
from ..view.screens.face_view import FaceMode
from ..view.screens.stage import Choices, Stage
from ..view.words.texts import Texts, texts_for


def run(arguments: Namespace, protection: Protection) -> int:
    """Run sessions where they can be shown; return the exit code: 0 passed, 1 not."""
    options = _run_options(arguments)
    protection.require(options.camera and not isinstance(options.source, VisitorChooses))
    load(options.library)  # what fails is said before anybody has chosen, and no screen stands still for it
    texts = texts_for(arguments.lang)
    if arguments.json:
        result = run_sessions(options, JsonView(), protection)
    elif not arguments.no_window and display_works():
        options = replace(options, settings=replace(options.settings, wait_after_try=arguments.wait))
        with Window() as window:
            stage = Stage(choices_of(arguments, texts))
            result = run_sessions(options, WindowView(window, stage), protection)
    else:
        if not arguments.no_window:
            print(_without_window(), file=sys.stderr)
        with TerminalView(arguments.no_window, texts) as view:
            result = run_sessions(_for_terminal(options), view, protection)
    return 0 if result is Result.PASSED else 1


def choices_of(arguments: Namespace, texts: Texts) -> Choices:
    """Return what of the screens was chosen. As the puppet means that no key shows the face, either."""
    mode = FaceMode.PUPPET if arguments.as_puppet else FaceMode.FACE
    hide_face = arguments.hide_face or arguments.as_puppet
    return Choices(texts, THEMES[arguments.theme], mode, hide_face)


def _without_window() -> str:
    if windows_built_in():
        return "There is no display: this runs in the terminal."
    return f"{WITHOUT_WINDOWS}, so this runs in the terminal. For a window: {MEND_OPENCV}."


def _run_options(arguments: Namespace) -> RunOptions:
    options = RunOptions(
        source=parse_source(arguments.source),
        gestures=tuple(gesture for gesture in Gesture if gesture.value in arguments.challenges),
        article_order=arguments.order == "article",
        settings=SessionSettings(attempts=arguments.attempts, cues=CueSettings().without(*arguments.without)),
        seed=arguments.seed,
        orientation=Orientation(arguments.mirrored, arguments.turned),
        ask_first=not (arguments.yes or arguments.json),
        once=arguments.once,
        library=arguments.landmarker,
    )
    if options.camera and not options.ask_first:
        return _without_camera(options)
    return options


def _for_terminal(options: RunOptions) -> RunOptions:
    """Where nobody can answer, what needs no consent starts by itself."""
    if not options.ask_first or is_terminal(sys.stdin):
        return options
    return _without_camera(replace(options, ask_first=False))


def _without_camera(options: RunOptions) -> RunOptions:
    if isinstance(options.source, VisitorChooses):
        return options.with_puppet()
    if options.camera:
        raise UsageError(
            "A camera opens only after a visitor pressed a key: use a window or a terminal, without --yes "
            "and --json, or take --source puppet."
        )
    return options
