"""`digitize passes`: the cleanup passes in their order."""

from __future__ import annotations

import argparse

from digitize.commands.arguments import Commands
from digitize.errors import ExitCode
from digitize.passes import PASSES
from digitize.pipeline import summary


def register(commands: Commands) -> None:
    """The command and its options."""
    passes = commands.add_parser("passes", help="list the cleanup passes in their order")
    passes.set_defaults(command=_passes)


def _passes(chosen: argparse.Namespace) -> ExitCode:
    del chosen
    for number, one in enumerate(PASSES, 1):
        print(f"{number:2}  {one.name}@{one.version}  ({one.stage.value}) {summary(one)}")
    return ExitCode.DONE
