"""A session for a program: JSON Lines on stdout and nothing else."""

from ...loop.options import RunOptions
from ...loop.shown import Ending, Moment, Tally
from ...loop.wishes import Command, Wish
from ...privacy.state import State
from ...session.session import SessionState
from ..words.json_lines import news_line, session_line, write_line


class JsonView:
    """Writes what happens, line by line. Nobody is there to press a key."""

    def begin(self, options: RunOptions, note: str = "") -> bool:
        """Nobody watches: as fast as it can be computed."""
        return False

    def start(self, options: RunOptions, lock: State, tally: Tally) -> RunOptions | Command | None:
        """Begin at once."""
        return options

    def show(self, moment: Moment, wait_s: float) -> Wish | None:
        """Nothing to show."""
        return None

    def report(self, state: SessionState) -> None:
        """Write the news."""
        for news in state.news:
            write_line(news_line(news, state.attempt))

    def pause(self) -> Command:
        """Nobody can pause."""
        return Command.PAUSE

    def verdict(self, ending: Ending, options: RunOptions) -> Command:
        """Write the session's last line."""
        write_line(session_line(ending.result, ending.ledger))
        return Command.QUIT
