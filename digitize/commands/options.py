"""Options that stand on the command line or in a file of settings, from one table for both.

In the file, an option has the name of the long option: `--dry-run` is `dry-run = true`. What is given on the command
line counts more than the file, and the file more than the default.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from digitize.errors import UnreadableInput, UsageError


@dataclass(frozen=True, slots=True)
class Kind:
    """What an option takes: `parse` makes it of a word of the command line, `toml` are the types it has in a file."""

    words: str  # e.g. "a whole number"
    parse: Callable[[str], Any] = str
    toml: tuple[type, ...] = (str,)


SWITCH = Kind("true or false", toml=(bool,))
PATH = Kind("a path", Path)
TEXT = Kind("a text")


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command; the help of a switch that is on by default tells what switching it off does."""

    name: str
    kind: Kind
    help: str
    default: Any = None
    short: str = ""
    metavar: str = ""
    choices: tuple[str, ...] = ()

    def add_to(self, parser: argparse._ActionsContainer) -> None:
        """Enters the option; what is not given stays out of the result, so that a file may say it."""
        flags = [*filter(None, [self.short]), f"--{self.name}"]
        if self.kind is SWITCH:
            on, off = (argparse.SUPPRESS, self.help) if self.default else (self.help, argparse.SUPPRESS)
            parser.add_argument(*flags, action="store_true", dest=self.key, default=argparse.SUPPRESS, help=on)
            no = f"--no-{self.name}"
            parser.add_argument(no, action="store_false", dest=self.key, default=argparse.SUPPRESS, help=off)
            return
        parser.add_argument(
            *flags,
            type=self.kind.parse,
            default=argparse.SUPPRESS,
            choices=self.choices or None,
            metavar=self.metavar or None,
            help=self.help,
        )

    @property
    def key(self) -> str:
        """Its name in the result."""
        return self.name.replace("-", "_")


def settled(given: argparse.Namespace, options: Sequence[Option]) -> argparse.Namespace:
    """What holds: given on the command line, else said in the file named there as `config`, else the default.

    Raises UnreadableInput where the file cannot be read, UsageError where it says what is no option or no value of it.
    """
    defaults = {option.key: option.default for option in options}
    said = _said(given.config, options) if given.config is not None else {}
    return argparse.Namespace(**{**defaults, **said, **vars(given)})


def _said(path: Path, options: Sequence[Option]) -> dict[str, Any]:
    by_name = {option.name: option for option in options}
    said: dict[str, Any] = {}
    for name, value in _toml(path).items():
        if name not in by_name:
            near = get_close_matches(name, by_name, 1, 0.4)
            remedy = f"did you mean {near[0]!r}?" if near else "the names are those of digitize convert --help"
            raise UsageError(f"there is no option {name!r}", where=str(path), remedy=remedy)
        said[by_name[name].key] = _value(by_name[name], value, path)
    return said


def _value(option: Option, value: object, path: Path) -> Any:  # noqa: ANN401 - each option has a type of its own
    kind = option.kind
    fault = UsageError(
        f"{option.name} = {value!r} is not {' or '.join(option.choices) or kind.words}",
        where=str(path),
        remedy="mend it",
    )
    if type(value) not in kind.toml or (option.choices and value not in option.choices):
        raise fault
    if kind is SWITCH:
        return value
    if kind is PATH:
        return path.parent / str(value)
    try:
        return kind.parse(str(value))
    except (ValueError, argparse.ArgumentTypeError):
        raise fault from None


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8"
        raise UnreadableInput(f"cannot be read: {reason}", where=str(path), remedy="name a TOML file") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"is not TOML: {error}", where=str(path), remedy="lines such as: jobs = 4") from None
