"""`digitize verify-package`: packages held against their checksums, byte for byte."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from digitize.archive.fixity import files_of
from digitize.archive.receivers import receiver_of
from digitize.commands.arguments import EPILOGUE, Commands
from digitize.errors import ExitCode, UnreadableInput, on_one_line


def register(commands: Commands) -> None:
    """The command and its options."""
    command = commands.add_parser("verify-package", help="check the checksums of packages", epilog=EPILOGUE)
    command.add_argument(
        "folders", nargs="+", type=Path, metavar="FOLDER", help="a package of any kind, or a folder of packages"
    )
    command.set_defaults(command=_verify_package)


def _verify_package(chosen: argparse.Namespace) -> ExitCode:
    damaged = unreadable = 0
    for place in chosen.folders:
        try:
            for folder in _packages(place):
                damaged += not _is_sound(folder)
        except OSError as error:
            print(
                on_one_line(f"digitize: {error.filename or place}: cannot be read: {error.strerror}"), file=sys.stderr
            )
            unreadable += 1
        except UnreadableInput as error:
            print(f"digitize: {error}", file=sys.stderr)
            unreadable += 1
    if unreadable:
        return ExitCode.INPUT_OUTPUT
    return ExitCode.INVALID_TEI if damaged else ExitCode.DONE


def _packages(place: Path) -> list[Path]:
    """The folder itself where it is a package, else the packages in it. Raises UnreadableInput where there is none."""
    if place.is_dir():
        if receiver_of(place):
            return [place]
        found = [each for each in sorted(place.iterdir()) if _is_shown(each) and receiver_of(each)]
        if found:
            return found
    raise UnreadableInput("is no package and holds none", where=str(place), remedy="name what `digitize package` wrote")


def _is_shown(folder: Path) -> bool:
    """False for files, and for what a run that was killed has left of a package."""
    return folder.is_dir() and not folder.name.startswith(".")


def _is_sound(folder: Path) -> bool:
    receiver = receiver_of(folder)
    assert receiver is not None
    faults = list(receiver.check(folder))
    for fault in faults:
        print(on_one_line(f"{folder}/{fault}"))
    if not faults:
        print(f"{folder}: {receiver.title}, {len(files_of(folder))} files, all as written")
    return not faults
