"""A session for a program: JSON Lines on stdout and nothing else."""

from ..attempt import AttemptResult
from ..landmarks import Landmarks
from ..options import RunOptions
from ..privacy.ledger import Ledger
from ..privacy.state import State
from ..session import SessionState
from ..source import Frame
from .command import Command, Wish
from .json_lines import news_line, session_line, write_line


class JsonView:
    """Writes what happens, line by line. Nobody is there to press a key."""

    def begin(self, options: RunOptions) -> bool:
        """Nobody watches: as fast as it can be computed."""
        return False

    def start(self, options: RunOptions, lock: State) -> RunOptions | None:
        """Begin at once."""
        return options

    def show(
        self, frame: Frame, landmarks: Landmarks | None, state: SessionState, wait_s: float, ledger: Ledger
    ) -> Wish | None:
        """Nothing to show."""
        return None

    def report(self, state: SessionState) -> None:
        """Write the news."""
        for news in state.news:
            write_line(news_line(news, state.attempt))

    def verdict(self, result: AttemptResult, options: RunOptions, ledger: Ledger) -> Command:
        """Write the session's last line."""
        write_line(session_line(result, ledger))
        return Command.QUIT
