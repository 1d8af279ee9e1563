"""`digitize validate`: anyone's TEI against the profile, the official schema, or any RELAX NG schema."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from digitize.commands.arguments import EPILOGUE, Commands, positive
from digitize.errors import ExitCode
from digitize.tei.schemas import Schema, profile
from digitize.validation import FORMATS, Checked, check_files, find_files


def register(commands: Commands) -> None:
    """The command and its options."""
    validate = commands.add_parser(
        "validate", help="check TEI files, against the profile or any schema", epilog=EPILOGUE
    )
    validate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a TEI file, or a folder of them")
    against = validate.add_argument_group("schemas (one or several; the profile where none is named)")
    against.add_argument("--profile", action="store_true", help="the TEI that digitize writes, beside other schemas")
    against.add_argument("--tei-all", type=Path, metavar="FILE", help="the official tei_all.rng")
    against.add_argument(
        "--schema", type=Path, action="append", default=[], metavar="FILE", help="a RELAX NG schema (.rng); repeatable"
    )
    validate.add_argument("--format", choices=tuple(FORMATS), default="text", help="how to tell what was found (text)")
    validate.add_argument("--strict", action="store_true", help="warnings make a file invalid too")
    validate.add_argument("--jobs", type=positive, metavar="N", help="processes at once (default: one for each core)")
    validate.add_argument("--timeout", type=_seconds, default=120.0, metavar="S", help="seconds for one file (120)")
    validate.set_defaults(command=_validate)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return seconds


def _validate(chosen: argparse.Namespace) -> ExitCode:
    schemas = _schemas(chosen)
    files = find_files(chosen.files)
    checked = check_files(files, schemas, jobs=chosen.jobs or os.cpu_count() or 1, timeout=chosen.timeout)
    seen: list[ExitCode] = []
    for line in FORMATS[chosen.format](_watched(checked, seen, is_strict=chosen.strict), schemas):
        print(line)
    return max(seen, default=ExitCode.DONE)


def _schemas(chosen: argparse.Namespace) -> list[Schema]:
    """The schemas that were named, each under a name of its own."""
    named = [profile()] if chosen.profile or not (chosen.tei_all or chosen.schema) else []
    if chosen.tei_all:
        named.append(Schema("tei_all", chosen.tei_all))
    for path in chosen.schema:
        is_taken = path.name in {schema.name for schema in named}
        named.append(Schema(str(path) if is_taken else path.name, path))
    return named


def _watched(found: Iterable[Checked], seen: list[ExitCode], *, is_strict: bool) -> Iterator[Checked]:
    """Passes results on, tells of files that could not be read, and notes what each means for the exit code."""
    for checked in found:
        if checked.error is not None:
            print(f"digitize: {checked.error}", file=sys.stderr)
            seen.append(ExitCode.INPUT_OUTPUT)
        elif not checked.is_valid or (is_strict and checked.violations):
            seen.append(ExitCode.INVALID_TEI)
        yield checked
