"""`digitize manifest merge`: one manifest of those of several shards."""

from __future__ import annotations

import argparse
from pathlib import Path

from digitize.commands.arguments import EPILOGUE, Commands, Parser
from digitize.errors import ExitCode
from digitize.manifest import merge


def register(commands: Commands) -> None:
    """The command and its options."""
    manifest = commands.add_parser("manifest", help="work on manifests of output folders", epilog=EPILOGUE)
    actions = manifest.add_subparsers(metavar="ACTION", required=True, parser_class=Parser)
    merging = actions.add_parser("merge", help="make one manifest of those of several shards")
    merging.add_argument("manifests", nargs="+", type=Path, metavar="FILE", help="a manifest.jsonl")
    merging.add_argument("-o", "--output", required=True, type=Path, metavar="OUT", help="the manifest to write")
    merging.set_defaults(command=_merge)


def _merge(chosen: argparse.Namespace) -> ExitCode:
    count = merge(chosen.manifests, chosen.output)
    print(f"{count} documents in {chosen.output}")
    return ExitCode.DONE
