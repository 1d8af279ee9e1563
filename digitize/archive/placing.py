"""Packages put in place: built aside, read back, and renamed; a failure leaves what was there before."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from digitize.archive.deposit import Part
from digitize.archive.fixity import checksum
from digitize.errors import DigitizeError, OutputExists, UsageError

Build = Callable[[Path], None]  # writes a package into an empty folder
Check = Callable[[Path], Iterable[str]]  # says what is wrong with a package


def place(target: Path, build: Build, check: Check, *, may_replace: Callable[[Path], bool]) -> None:
    """Builds a package beside `target`, reads it back, and renames it there.

    Raises OutputExists where something is there that `may_replace` does not allow to replace, DigitizeError where the
    package cannot be written or is read back otherwise than it was written.
    """
    target = target.absolute()
    if target.exists() and not (target.is_dir() and not any(target.iterdir())) and not may_replace(target):
        raise OutputExists(
            "exists already",
            where=str(target),
            remedy="use --force to replace a package, or another -o; what is no package is never replaced",
        )
    is_new = not target.parent.exists()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.mkdir(parents=True)
        build(part)
        wrong = list(check(part))
        if wrong:
            raise DigitizeError(
                f"is read back otherwise than it was written: {wrong[0]}",
                where=str(target),
                remedy="check the disk and package again",
            )
        _swap(part, target)
    except OSError as error:
        raise DigitizeError(
            f"cannot be written: {error.strerror or error}",
            where=str(target),
            remedy="check the folder, its permissions and the free space",
        ) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if is_new:
            with contextlib.suppress(OSError):
                target.parent.rmdir()  # empty only where this failed


def refuse_bag(output: Path) -> None:
    """Raises UsageError where the folder for packages is a bag or lies in one: a package inside would make it invalid."""
    for folder in (output.absolute(), *output.absolute().parents):
        if (folder / "bagit.txt").exists():
            raise UsageError(
                f"lies in a bag, {folder}, which a package inside would make invalid",
                where=str(output),
                remedy="name a folder outside with -o",
            )


def _swap(part: Path, target: Path) -> None:
    if not target.exists():
        part.replace(target)
        return
    old = part.with_suffix(".old")
    target.replace(old)
    try:
        part.replace(target)
    except OSError:
        old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def write_parts(folder: Path, parts: Iterable[Part]) -> None:
    """Writes the files of a deposit below a folder; raises DigitizeError where one is not what it was when it was hashed."""
    for part in parts:
        path = folder / part.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(part.content, Path):
            shutil.copyfile(part.content, path)
        else:
            path.write_bytes(part.content)
        with path.open("rb") as file:
            os.fsync(file.fileno())
        if checksum(path, "sha256") != part.sha256:
            raise DigitizeError(
                "has changed while it was packed", where=str(part.original), remedy="package again when it is at rest"
            )
