"""What the commands share: the parser, its words on exit codes, and kinds of arguments."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Protocol

from digitize.errors import ExitCode, UnreadableInput
from digitize.page_ranges import Ranges, ranges_of
from digitize.records import Record, read_records
from digitize.worker import ledger_path

EPILOGUE = """\
exit codes: 0 all done; 1 usage; 2 some documents failed; 3 a dependency is missing; 4 invalid TEI, an account of
characters that does not close, or a package that has changed; 5 a file cannot be read or written; 130 interrupted (Ctrl-C,
or SIGTERM as Slurm and Kubernetes send it). One document that fails gives its own code."""


class Parser(argparse.ArgumentParser):
    """An argument parser that leaves with our own code for wrong usage."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Says what is wrong on one line and leaves."""
        self.exit(int(ExitCode.USAGE), f"{self.prog}: {message}; see {self.prog} --help\n")


class Commands(Protocol):
    """Where a subcommand enters itself: what `add_subparsers` returns."""

    def add_parser(self, name: str, *, help: str, epilog: str | None = None) -> Parser:  # noqa: A002
        """A parser for a subcommand."""


def positive(text: str) -> int:
    """A whole number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


def seconds(text: str) -> float:
    """A number of seconds, more than none."""
    number = float(text)
    if not 0 < number < 1e9:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return number


def shard(text: str) -> tuple[int, int]:
    """One of several parts: its number, and how many there are."""
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise argparse.ArgumentTypeError(f"{text!r} is no part such as 3/20")
    return int(number), int(of)


def pages(text: str) -> Ranges:
    """Ranges of pages."""
    try:
        return ranges_of(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} are no pages such as 1-4,9") from None


def records_beside(path: Path) -> list[Record]:
    """The ledger that lies beside a TEI file, or that is named itself. Raises UnreadableInput where there is none."""
    ledger = path if path.suffix == ".jsonl" else ledger_path(path)
    if not ledger.exists():
        raise UnreadableInput(
            "has no ledger beside it", where=str(path), remedy=f"convert the document again to get {ledger.name}"
        )
    return read_records(ledger)
