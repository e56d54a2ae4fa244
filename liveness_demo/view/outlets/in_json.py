"""A session for a program: JSON Lines on stdout and nothing else."""

from ...choices import Instrument
from ...loop.options import RunOptions
from ...loop.shown import Ending, Moment, Screen
from ...loop.wishes import Command, Wish
from ...session.state import SessionState
from ..words.json_lines import news_line, session_line, write_line


class JsonView:
    """Writes what happens, line by line. Nobody is there to press a key."""

    def begin(self, options: RunOptions, note: str = "") -> bool:
        """Nobody watches: as fast as it can be computed."""
        return False

    def show(self, screen: Screen, wait_s: float) -> Wish | None:
        """Write a session's last line; there is nothing else to show, and nothing to wait for."""
        if isinstance(screen, Moment):
            return None
        if isinstance(screen, Ending):
            write_line(session_line(screen.result, screen.ledger))
            return Command.QUIT
        return Command.START

    def report(self, state: SessionState, attack: Instrument | None) -> None:
        """Write the news."""
        for news in state.news:
            write_line(news_line(news, state.attempt))
