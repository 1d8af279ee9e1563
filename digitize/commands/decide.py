"""`digitize decide`: a person's yes or no to edits of a converted document."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from digitize.commands.arguments import EPILOGUE, Commands, records_beside
from digitize.decisions import Decision, append_decisions
from digitize.errors import ExitCode, UsageError


def register(commands: Commands) -> None:
    """The command and its options."""
    decide = commands.add_parser("decide", help="say yes or no to edits of a converted document", epilog=EPILOGUE)
    decide.add_argument("result", type=Path, metavar="RESULT", help="the TEI file; its ledger lies beside it")
    decide.add_argument(
        "edits", nargs="+", type=int, metavar="NUMBER", help="numbers of edits, as `explain` lists them"
    )
    verdict = decide.add_mutually_exclusive_group(required=True)
    verdict.add_argument("--yes", dest="verdict", action="store_const", const="yes", help="make them")
    verdict.add_argument("--no", dest="verdict", action="store_const", const="no", help="leave them out")
    decide.add_argument(
        "--decisions", required=True, type=Path, metavar="FILE", help="the file to write to, at its end"
    )
    decide.add_argument("--by", default="", metavar="NAME", help="who says so")
    decide.add_argument("--remark", default="", metavar="TEXT", help="why")
    decide.set_defaults(command=_decide)


def _decide(chosen: argparse.Namespace) -> ExitCode:
    records = records_beside(chosen.result)
    keys = {record["number"]: record["key"] for record in records if record["kind"] == "edit"}
    unknown = [number for number in chosen.edits if number not in keys]
    if unknown:
        raise UsageError(
            f"has no edit {unknown[0]}", where=str(chosen.result), remedy="see `digitize explain` for the numbers"
        )
    source, today = records[0]["sha256"], date.today().isoformat()
    append_decisions(
        chosen.decisions,
        [Decision(keys[number], chosen.verdict, source, chosen.by, today, chosen.remark) for number in chosen.edits],
    )
    print(f"{len(chosen.edits)} decided; convert again with --decisions {chosen.decisions} --force")
    return ExitCode.DONE
