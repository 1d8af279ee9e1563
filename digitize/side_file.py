"""A person's side file of metadata: CSV or TOML, one entry for each document, that overrides what the document says.

CSV has a heading row; the column `file` names the document. Several values in one cell are parted by semicolons. TOML has
a table for each document, `["report.pdf"]`, with lists for several values. An empty cell overrides nothing.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import regex

from digitize.enrich.dates import iso
from digitize.errors import UnreadableInput, UsageError
from digitize.metadata import Entry

SINGLE = ("title", "date", "when", "publisher", "place", "series", "abstract", "licence")
SEVERAL = ("authors", "subjects")
IDENTIFIERS = ("doi", "isbn", "issn", "url", "handle")
COLUMNS = ("file", *SINGLE, *SEVERAL, *IDENTIFIERS)
_TYPES = {"url": "URI", "handle": "Handle"}
_SEMICOLON = regex.compile(r"\s*[;؛]\s*")
_CONTROL = regex.compile(r"\p{Cc}+")
_WHEN = regex.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?P<day>-\d{2})?)?")


def read_side_file(path: Path) -> tuple[Entry, ...]:
    """The entries of a side file, in order.

    Raises UnreadableInput where it cannot be read or is malformed, UsageError where it has a column that we do not know, no
    column `file`, a document twice, or a date in `when` that is not in ISO 8601.
    """
    rows = _toml(path) if path.suffix.lower() == ".toml" else _csv(path)
    entries: dict[str, Entry] = {}
    for where, row in rows:
        file = Path(str(row.pop("file", "") or "").strip()).name
        if not file:
            raise UsageError("names no document", where=where, remedy="fill in the column “file”")
        if file in entries:
            raise UsageError(f"names {file} a second time", where=where, remedy="leave one entry for each document")
        entries[file] = Entry(file, tuple(_fields(row, where)))
    return tuple(entries.values())


def _csv(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            _check(reader.fieldnames or (), str(path))
            for row in reader:
                where = f"{path}, line {reader.line_num}"
                if None in row:
                    raise UnreadableInput("has more cells than headings", where=where, remedy="put commas in quotes")
                yield where, {name: value for name, value in row.items() if value}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, error) from None


def _toml(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unreadable(path, error) from None
    for file, table in tables.items():
        where = f"{path}, [{file}]"
        if not isinstance(table, dict):
            raise UsageError("is no table", where=where, remedy='write ["report.pdf"] above its fields')
        _check(("file", *table), where)
        yield where, {"file": file, **{name: value for name, value in table.items() if value}}


def _unreadable(path: Path, error: Exception) -> UnreadableInput:
    return UnreadableInput(
        f"cannot be read as metadata ({' '.join(str(error).split())})",
        where=str(path),
        remedy="give a CSV file in UTF-8 with a heading row, or TOML",
    )


def _check(names: Iterable[str], where: str) -> None:
    for name in names:
        if name not in COLUMNS:
            near = get_close_matches(name, COLUMNS, 1, 0.5)
            remedy = f"did you mean “{near[0]}”?" if near else f"known are: {', '.join(COLUMNS)}"
            raise UsageError(f"has a field “{name}” that is not known", where=where, remedy=remedy)
    if "file" not in names:
        raise UsageError("has no column “file”", where=where, remedy="name each document's file in a column “file”")


def _fields(row: Mapping[str, Any], where: str) -> Iterator[tuple[str, Any]]:
    """The row as fields of `Metadata`."""
    for name in SINGLE:
        if name not in row:
            continue
        text = _text(row[name], name, where)
        if name == "when" and not _is_when(text):
            raise UsageError(
                f"“{text}” is no date in ISO 8601", where=where, remedy="write 2022, 2022-02 or 2022-02-28"
            )
        yield ("abstracts", (text,)) if name == "abstract" else (name, text)
        if name == "date" and "when" not in row and (when := iso(text)):
            yield "when", when
    for name in SEVERAL:
        if name in row:
            yield name, tuple(_values(row[name], name, where))
    found = tuple(
        (_TYPES.get(name, name.upper()), _text(row[name], name, where)) for name in IDENTIFIERS if name in row
    )
    if found:
        yield "identifiers", found


def _is_when(text: str) -> bool:
    found = _WHEN.fullmatch(text)
    return found is not None and (found["day"] is None or iso(text.replace("-", "/")) is not None)


def _values(value: object, name: str, where: str) -> Iterator[str]:
    parts = value if isinstance(value, list) else _SEMICOLON.split(_text(value, name, where))
    for part in parts:
        text = _text(part, name, where)
        if text:
            yield text


def _text(value: object, name: str, where: str) -> str:
    if not isinstance(value, str | int):
        raise UsageError(f"“{name}” is no text", where=where, remedy="write it in quotes")
    return _CONTROL.sub(" ", str(value)).strip()
