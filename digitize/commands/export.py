"""`digitize export`: TEI files to what other programs read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from digitize.commands.arguments import EPILOGUE, Commands
from digitize.errors import DigitizeError, ExitCode, OutputExists, UsageError
from digitize.export import FORMATS, export
from digitize.worker import XML, write_whole


def register(commands: Commands) -> None:
    """The command and its options."""
    command = commands.add_parser("export", help="make text, HTML, EPUB, Markdown or JSONL of TEI", epilog=EPILOGUE)
    command.add_argument("inputs", nargs="+", type=Path, metavar="FILE", help="a TEI file, or a folder of them")
    command.add_argument("--to", required=True, choices=tuple(FORMATS), metavar="FORMAT", help=", ".join(FORMATS))
    command.add_argument("-o", "--output", required=True, type=Path, metavar="FOLDER", help="folder for the results")
    command.add_argument("--force", action="store_true", help="replace results that exist")
    command.set_defaults(command=_export)


def _export(chosen: argparse.Namespace) -> ExitCode:
    files = list(_files(chosen.inputs))
    errors: list[DigitizeError] = []
    taken: set[Path] = set()
    for file, relative in files:
        target = _free(chosen.output / relative, taken)
        try:
            _write(file, target, chosen.to, force=chosen.force)
        except DigitizeError as error:
            print(f"digitize: {error}", file=sys.stderr)
            errors.append(error)
    print(f"{len(files) - len(errors)} of {len(files)} exported to {chosen.output}")
    if not errors:
        return ExitCode.DONE
    return errors[0].exit_code if len(files) == 1 else ExitCode.SOME_FAILED


def _files(inputs: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """TEI files, and where each goes below the output folder, without its suffix: a folder's tree is kept."""
    for each in dict.fromkeys(inputs):
        if not each.is_dir():
            yield each, Path(each.name.removesuffix(XML))
            continue
        found = sorted(each.rglob(f"*{XML}"))
        if not found:
            raise UsageError("no TEI file there", where=str(each), remedy="name .xml files or a folder of them")
        for file in found:
            relative = file.relative_to(each)
            yield file, relative.with_name(relative.name.removesuffix(XML))


def _free(target: Path, taken: set[Path]) -> Path:
    """The target, numbered where another input has taken its name."""
    free, copy = target, 2
    while free in taken:
        free, copy = target.with_name(f"{target.name}-{copy}"), copy + 1
    taken.add(free)
    return free


def _write(file: Path, target: Path, to: str, *, force: bool) -> None:
    made = export(file, to, name=target.name)
    files = {target.parent / name: data for name, data in made.files.items()}
    for path in files:
        if path.exists() and not force:
            raise OutputExists(
                f"{path} exists already", where=str(file), remedy="use --force to replace it, or another -o"
            )
    write_whole(files, where=str(file))
    if made.missing:
        named = ", ".join(made.missing[:3]) + (", ..." if len(made.missing) > 3 else "")
        print(f"digitize: {file}: pictures not found beside it: {named}", file=sys.stderr)
