"""`digitize clean`: a text in, the cleaned text out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from digitize import report
from digitize.clean import clean_text
from digitize.commands.arguments import EPILOGUE, Commands
from digitize.errors import ExitCode
from digitize.read.text import decode_file


def register(commands: Commands) -> None:
    """The command and its options."""
    clean = commands.add_parser("clean", help="clean a text file; prints the cleaned text", epilog=EPILOGUE)
    clean.add_argument("file", type=Path, metavar="FILE", help="a text file")
    clean.add_argument("--explain", action="store_true", help="list every edit on standard error")
    clean.set_defaults(command=_clean)


def _clean(chosen: argparse.Namespace) -> ExitCode:
    cleaned = clean_text(decode_file(chosen.file), name=chosen.file.name)
    sys.stdout.write(cleaned.text)
    if chosen.explain:
        for edit in cleaned.ledger:
            print(report.describe(edit), file=sys.stderr)
    return ExitCode.DONE
