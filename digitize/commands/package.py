"""`digitize package`: results packed for an archive."""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from digitize.archive import archivematica, bagit, dspace
from digitize.archive.deposit import Deposit, Identity, gather, identify
from digitize.archive.names import numbered
from digitize.archive.placing import Build, place, refuse_bag
from digitize.archive.receivers import RECEIVERS, has_list
from digitize.archive.sources import Sources
from digitize.commands.arguments import EPILOGUE, Commands
from digitize.errors import DigitizeError, ExitCode, UsageError
from digitize.worker import XML


def register(commands: Commands) -> None:
    """The command and its options."""
    package = commands.add_parser("package", help="pack results for an archive", epilog=EPILOGUE)
    package.add_argument("results", nargs="+", type=Path, metavar="RESULT", help="a TEI file, or a folder of them")
    package.add_argument("--to", required=True, choices=tuple(RECEIVERS), help="who receives it")
    package.add_argument(
        "-o", "--output", required=True, type=Path, metavar="FOLDER",
        help="where the packages go, each in a folder of its own; with dspace, the archive itself",
    )  # fmt: skip
    sources = package.add_mutually_exclusive_group()
    sources.add_argument(
        "--source", type=Path, metavar="PLACE",
        help="the file that was converted, or a folder in which it lies, under whatever name (default: beside the result)",
    )  # fmt: skip
    sources.add_argument("--without-source", action="store_true", help="pack without the file that was converted")
    package.add_argument(
        "--date", type=_day, default=None, metavar="YYYY-MM-DD",
        help="archivematica, required: when it was converted; bagit: the Bagging-Date (default: none)",
    )  # fmt: skip
    package.add_argument(
        "--organization", default="", metavar="NAME", help="bagit: who hands it over (default: the publisher)"
    )
    package.add_argument("--force", action="store_true", help="replace packages that exist")
    package.set_defaults(command=_package)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-11-24") from None


def _package(chosen: argparse.Namespace) -> ExitCode:
    _refuse_idle_options(chosen)
    files = list({file.absolute(): file for each in chosen.results for file in _results(each)}.values())
    if not files:
        raise UsageError(
            "no TEI file there", where=str(chosen.results[0]), remedy="name .xml files or a folder of them"
        )
    refuse_bag(chosen.output)
    sources = None if chosen.without_source else Sources(chosen.source)
    failures = Failures()
    found = _identified(files, failures)
    if chosen.to == "dspace":
        _pack_together(found, chosen, sources, failures)
    else:
        _pack_each(found, chosen, sources, failures)
    return failures.exit_code(len(files))


def _refuse_idle_options(chosen: argparse.Namespace) -> None:
    """An option that the receiver has no place for would do nothing; one that it needs cannot be guessed."""
    if chosen.organization and chosen.to != "bagit":
        raise UsageError("--organization has its place in a bag only", remedy="leave it out, or use --to bagit")
    if chosen.date and chosen.to == "dspace":
        raise UsageError(
            "--date has no place in a DSpace archive", remedy="leave it out; DSpace dates what it takes in"
        )
    if not chosen.date and chosen.to == "archivematica":
        raise UsageError(
            "PREMIS events need the day of the conversion, which no file of a result tells",
            remedy="say it with --date YYYY-MM-DD",
        )


def _results(place: Path) -> Iterator[Path]:
    """A result itself, or those of a folder; what lies in hidden folders, or has been packed already, is none."""
    if not place.is_dir():
        yield place
        return
    for file in sorted(place.rglob(f"*{XML}")):
        hidden = any(part.startswith(".") for part in file.relative_to(place).parts)
        above = (folder for folder in file.parents if folder != place and folder.is_relative_to(place))
        if not hidden and not any(has_list(folder) for folder in above):
            yield file


class Failures:
    """What could not be packed: told at once, counted for the exit code. One bad result never stops the others."""

    def __init__(self) -> None:
        self.errors: list[DigitizeError] = []

    def add(self, error: DigitizeError) -> None:
        """Tells of one."""
        self.errors.append(error)
        print(f"digitize: {error}", file=sys.stderr)

    def exit_code(self, total: int) -> ExitCode:
        """0 where all went well; the error's own code where there was one result; else “some failed”."""
        if not self.errors:
            return ExitCode.DONE
        return self.errors[0].exit_code if total == 1 else ExitCode.SOME_FAILED


def _identified(files: Iterable[Path], failures: Failures) -> list[tuple[str, Path]]:
    """The results with their names in packages, in an order that does not depend on where they lie."""
    found: list[Identity] = []
    for file in files:
        try:
            found.append(identify(file))
        except DigitizeError as error:
            failures.add(error)
    found.sort(key=lambda each: (unicodedata.normalize("NFC", each.path.name), each.digest))
    names = numbered(each.slug for each in found)
    return [(name, each.path) for name, each in zip(names, found, strict=True)]


def _pack_each(
    found: Iterable[tuple[str, Path]], chosen: argparse.Namespace, sources: Sources | None, failures: Failures
) -> None:
    for deposit in _gathered(found, sources, failures):
        build = _build(chosen, deposit)
        _place(chosen, chosen.output / deposit.slug, build, (deposit,), failures)


def _build(chosen: argparse.Namespace, deposit: Deposit) -> Build:
    """How the package of one document is written."""
    if chosen.to == "bagit":
        return lambda folder: bagit.build(folder, deposit, organization=chosen.organization, day=chosen.date or "")
    return lambda folder: archivematica.build(folder, deposit, day=chosen.date or "")


def _pack_together(
    found: Iterable[tuple[str, Path]], chosen: argparse.Namespace, sources: Sources | None, failures: Failures
) -> None:
    deposits = tuple(_gathered(found, sources, failures))
    if deposits:
        _place(chosen, chosen.output, lambda folder: dspace.build(folder, deposits), deposits, failures)


def _gathered(found: Iterable[tuple[str, Path]], sources: Sources | None, failures: Failures) -> Iterator[Deposit]:
    for name, path in found:
        try:
            deposit = gather(path, name, sources)
        except DigitizeError as error:
            failures.add(error)
        else:
            yield deposit


def _place(
    chosen: argparse.Namespace, target: Path, build: Build, deposits: tuple[Deposit, ...], failures: Failures
) -> None:
    receiver = RECEIVERS[chosen.to]
    may_replace: Callable[[Path], bool] = receiver.is_whole if chosen.force else (lambda _: False)
    try:
        place(target, build, receiver.check, may_replace=may_replace)
    except DigitizeError as error:
        failures.add(error)
    else:
        count = sum(len(deposit.parts) for deposit in deposits)
        documents = f"{len(deposits)} documents, " if chosen.to == "dspace" else ""
        print(f"{target}: {receiver.title}, {documents}{count} files, read back")
