"""`digitize validate`: TEI files against the profile or another schema."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from digitize import tei
from digitize.commands.arguments import EPILOGUE, Commands
from digitize.errors import ExitCode, UsageError


def register(commands: Commands) -> None:
    """The command and its options."""
    validate = commands.add_parser("validate", help="check TEI files against the profile", epilog=EPILOGUE)
    validate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a TEI file, or a folder of them")
    validate.add_argument(
        "--schema", type=Path, help="check against this RELAX NG schema (.rng) instead of the profile"
    )
    validate.set_defaults(command=_validate)


def _validate(chosen: argparse.Namespace) -> ExitCode:
    files = [file for each in chosen.files for file in (sorted(each.rglob("*.xml")) if each.is_dir() else [each])]
    if not files:
        raise UsageError("no TEI file there", where=str(chosen.files[0]), remedy="name .xml files or a folder of them")
    found = unreadable = 0
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            print(f"digitize: {file}: cannot be read: {error.strerror}", file=sys.stderr)
            unreadable += 1
            continue
        violations = tei.validate_with(data, chosen.schema) if chosen.schema else tei.validate(data)
        for violation in violations:
            print(f"{file}: {violation}")
        found += bool(violations)
    print(f"{len(files) - found - unreadable} of {len(files)} valid")
    if unreadable:
        return ExitCode.INPUT_OUTPUT
    return ExitCode.INVALID_TEI if found else ExitCode.DONE
