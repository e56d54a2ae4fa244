"""``python -m liveness_demo`` and the console script."""

import sys


def main() -> int:
    """Run the command line; return the exit code."""
    from .cli import main as run_command_line  # noqa: PLC0415

    return run_command_line()


if __name__ == "__main__":
    sys.exit(main())
