"""The `digitize` command: parses the command line, calls one subcommand, turns errors into exit codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from digitize.commands import COMMANDS
from digitize.commands.arguments import EPILOGUE, Parser
from digitize.errors import DigitizeError, ExitCode
from digitize.signals import first_stop_heard
from digitize.version import VERSION


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    command: Callable[[argparse.Namespace], ExitCode] = chosen.command
    try:
        with first_stop_heard():
            return int(command(chosen))
    except DigitizeError as error:
        print(f"digitize: {error}", file=sys.stderr)
        return int(error.exit_code)
    except KeyboardInterrupt:
        print("digitize: interrupted; nothing is half-written, and the same command goes on from here", file=sys.stderr)
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; there is nobody to tell
        return int(ExitCode.DONE)


def _parser() -> Parser:
    parser = Parser(
        prog="digitize",
        description="Arabic PDFs and OCR texts to valid TEI, every footnote at its word, every change on record.",
        epilog=EPILOGUE,
    )
    parser.add_argument("--version", action="version", version=f"digitize {VERSION}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    for command in COMMANDS:
        command.register(commands)
    return parser
