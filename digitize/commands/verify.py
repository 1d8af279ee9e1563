"""`digitize verify`: source, ledger and TEI read anew."""

from __future__ import annotations

import argparse
from pathlib import Path

from digitize import report, worker
from digitize.commands.arguments import EPILOGUE, Commands
from digitize.errors import ExitCode
from digitize.verify import listing, verify


def register(commands: Commands) -> None:
    """The command and its options."""
    command = commands.add_parser("verify", help="draw up the account of characters anew", epilog=EPILOGUE)
    command.add_argument("result", type=Path, metavar="RESULT", help="the TEI file; its ledger lies beside it")
    command.add_argument("--against", required=True, type=Path, metavar="SOURCE", help="the PDF or text it came from")
    command.add_argument("--list", action="store_true", help="say of every stretch of the source what became of it")
    command.set_defaults(command=_verify)


def _verify(chosen: argparse.Namespace) -> ExitCode:
    verified = verify(chosen.result, worker.ledger_path(chosen.result), chosen.against)
    if chosen.list:
        for line in listing(verified):
            print(line)
    for line in report.account(verified.account):
        print(line)
    return ExitCode.DONE if verified.account.is_closed else ExitCode.INVALID_TEI
