"""`digitize explain`: every edit of a converted document in words."""

from __future__ import annotations

import argparse
from pathlib import Path

from digitize import report
from digitize.commands.arguments import EPILOGUE, Commands, records_beside
from digitize.errors import ExitCode
from digitize.records import edit_of


def register(commands: Commands) -> None:
    """The command and its options."""
    explain = commands.add_parser("explain", help="list every edit of a converted document", epilog=EPILOGUE)
    explain.add_argument("result", type=Path, metavar="RESULT", help="the TEI file, or its .ledger.jsonl")
    explain.set_defaults(command=_explain)


def _explain(chosen: argparse.Namespace) -> ExitCode:
    records = records_beside(chosen.result)
    edits = [edit_of(record) for record in records if record["kind"] == "edit"]
    for line in report.explain(records, edits):
        print(line)
    return ExitCode.DONE
