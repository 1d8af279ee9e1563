"""Every exception we raise, with its exit code and a sentence for the user.

A `DigitizeError` is something the user can act on: it names the place and the remedy. `ValueError` and
`AssertionError` stay what they are: mistakes of ours. The batch alone catches everything.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the command tells the shell; documented in the README."""

    DONE = 0
    USAGE = 1
    SOME_FAILED = 2
    MISSING_DEPENDENCY = 3
    INVALID_TEI = 4
    INPUT_OUTPUT = 5
    INTERRUPTED = 130


def on_one_line(text: str) -> str:
    """A text for a terminal: what would break the line or move the cursor is written as an escape."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)


class DigitizeError(Exception):
    """Something a user can mend.

    Args:
        message: what is wrong, one line, without the file's name.
        where: the file, and if known the page or line, e.g. `report.pdf, page 3`.
        remedy: what to do about it, one line.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.INPUT_OUTPUT

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: where, what, remedy; control characters in names cannot break it."""
        line = ": ".join(part for part in (self.where, self.message) if part)
        line = f"{line}; {self.remedy}" if self.remedy else line
        return on_one_line(line)


class UsageError(DigitizeError):
    """An impossible option or a wrong combination of options."""

    exit_code = ExitCode.USAGE


class UnreadableInput(DigitizeError):
    """The file is not one we can read: wrong kind, damaged, empty, no permission."""


class EncryptedInput(UnreadableInput):
    """The PDF needs a password."""


class NoTextLayer(UnreadableInput):
    """Every page is a picture; there are no characters to read."""


class MissingDependency(DigitizeError):
    """A program or package that the user's choice needs is not installed."""

    exit_code = ExitCode.MISSING_DEPENDENCY


class OutputExists(DigitizeError):
    """The result is already there and the user did not ask to replace it."""


class EditMismatch(DigitizeError):
    """An edit found other text than it was recorded for: a ledger of another document, or a bug."""


class PassDoesNotSettle(DigitizeError):
    """A pass kept proposing changes after the last allowed sweep: a bug in that pass."""


class AccountOpen(DigitizeError):
    """Characters of the source are neither in the TEI nor accounted for in the ledger: a bug."""


class InvalidTei(DigitizeError):
    """The TEI breaks the schema or a rule of the profile; nothing was written."""

    exit_code = ExitCode.INVALID_TEI
