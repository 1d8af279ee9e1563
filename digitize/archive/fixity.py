"""Checksum lists: written, and held against a folder, so that a changed, missing or extra file is named.

A list has one line for each file, as `sha256sum` writes and reads it: the checksum in small hexadecimal digits, two
spaces, the path with `/`. Reading is strict: a list in which any byte is another is a fault, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import regex

ALGORITHMS = {"sha256": 64, "sha512": 128}  # hexadecimal digits of each

_MISSING = "is missing"


@dataclass(frozen=True, slots=True)
class ChecksumList:
    """A list in a package: its path, its algorithm, and the folder that its paths start from, "" or `objects/`."""

    path: str
    algorithm: str
    base: str = ""


def lines(checksums: Iterable[tuple[str, str]]) -> bytes:
    r"""A list of pairs of checksum and path, sorted by path.

    >>> lines([("b2", "two.txt"), ("a1", "one.txt")])
    b'a1  one.txt\nb2  two.txt\n'
    """
    return "".join(
        f"{digest}  {path}\n" for path, digest in sorted((path, digest) for digest, path in checksums)
    ).encode()


def checksum(path: Path, algorithm: str) -> str:
    """The checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


def files_of(folder: Path) -> tuple[str, ...]:
    """The paths of all files of a folder, with `/`, sorted; links are files, too: they are not followed."""
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return tuple(sorted(path.relative_to(folder).as_posix() for path in found))


def faults(folder: Path, lists: Iterable[ChecksumList], *, required: Iterable[str] = ()) -> Iterator[str]:
    """One sentence for everything that is not as the lists say; each begins with the file's path.

    Every file but the lists that no list names must be on one; `required` files must be there, listed or not.
    """
    lists = tuple(lists)
    states = {path: _state(folder / path) for path in files_of(folder)}
    told: set[str] = set()
    for each in lists:
        if state := states.get(each.path, _MISSING):
            told.add(each.path)
            yield f"{each.path}: {state}"
            continue
        entries, broken = _read(folder / each.path, each)
        yield from (f"{each.path}, line {number}: is no line of a checksum list" for number in broken)
        for path, digest in entries.items():
            if state := states.get(path, _MISSING):
                told.add(path)
                yield f"{path}: {state}; {each.path} lists it"
            elif checksum(folder / path, each.algorithm) != digest:
                yield f"{path}: has changed, its {each.algorithm} is not the one in {each.path}"
    yield from (f"{path}: {_MISSING}" for path in required if path not in states and path not in told)
    yield from (f"{path}: is in no checksum list" for path in unlisted(folder, lists) if path not in told)


def _state(path: Path) -> str:
    """What is wrong with something that stands where a file should; "" for a regular file, which alone is read."""
    if path.is_symlink():
        return "is a link, not a file"
    return "" if path.is_file() else "is no regular file"


def unlisted(folder: Path, lists: Iterable[ChecksumList]) -> tuple[str, ...]:
    """The files of a folder that are neither on a list nor a list; links and devices among them, listed or not."""
    known: set[str] = set()
    for each in lists:
        known.add(each.path)
        if (folder / each.path).is_file():
            known.update(_read(folder / each.path, each)[0])
    return tuple(path for path in files_of(folder) if path not in known or _state(folder / path))


def _read(path: Path, about: ChecksumList) -> tuple[dict[str, str], list[int]]:
    """The entries of a list, and the numbers of lines that are none or that name a file again."""
    pattern = regex.compile(rf"(?P<digest>[0-9a-f]{{{ALGORITHMS[about.algorithm]}}})  (?P<path>\S.*)")
    entries: dict[str, str] = {}
    broken: list[int] = []
    text = path.read_bytes().decode("utf-8", errors="replace")
    if not text.endswith("\n"):
        broken.append(text.count("\n") + 1)
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        found = pattern.fullmatch(line)
        if found is None or about.base + found["path"] in entries:
            broken.append(number)
        else:
            entries[about.base + found["path"]] = found["digest"]
    return entries, broken
