"""Names in packages: ASCII, short, the same on every file system; the original name stands in the metadata.

A name stored in NFD and read back in NFC breaks a checksum list (macOS, some zip tools), Archivematica's “Clean up file
and directory names” rewrites what is not ASCII, and DSpace reads its `contents` file in the server's own encoding. So a
name of ASCII letters and digits is kept, its other characters as `-`; any other name becomes `doc-` and the first twelve
digits of the source's SHA-256, which is the xml:id of the TEI. Nothing is transliterated: two Arabic titles could meet.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import regex

_LONGEST = 64  # characters; with a suffix and a folder still far below what Windows and zip tools take
_UNSAFE = regex.compile(r"[^A-Za-z0-9._-]+")
_SUFFIX = regex.compile(r"\.[a-z0-9]{1,8}")
# Windows devices, the files of a DSpace item that are not content, and the folders by which a package is told.
_RESERVED = regex.compile(
    r"(?:con|prn|aux|nul|com\d|lpt\d|contents|collections|handle|relationships|dublin_core|metadata_.*|data|objects|metadata|item_.*)(?:\..*)?",
    regex.IGNORECASE,
)
_NOT_XML = regex.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def slug(name: str, sha256: str) -> str:
    """The name that a document has in packages; `sha256` is that of its source.

    >>> slug("Report 2022 (final)", "ab" * 32), slug("تقرير 2022", "ab" * 32)
    ('Report-2022-final', 'doc-abababababab')
    """
    cleaned = _UNSAFE.sub("-", name).strip("-._") if name.isascii() else ""
    if not cleaned or len(cleaned) > _LONGEST or _RESERVED.fullmatch(cleaned):
        return f"doc-{sha256[:12]}"
    return cleaned


def numbered(names: Iterable[str]) -> tuple[str, ...]:
    """The names in order, a later one with a number where it would meet an earlier one; case does not tell them apart.

    >>> numbered(["report", "Report", "other", "report"])
    ('report', 'Report-2', 'other', 'report-3')
    """
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        free, copy = name, 2
        while free.casefold() in taken:
            free, copy = f"{name}-{copy}", copy + 1
        taken.add(free.casefold())
        found.append(free)
    return tuple(found)


def is_safe(name: str) -> bool:
    """True for a file name that may stand in a package as it is."""
    return 0 < len(name) <= _LONGEST and not _UNSAFE.search(name) and name[0] not in ".-" and name[-1] != "."


def suffix_of(name: str, otherwise: str) -> str:
    """The suffix of a file's name in small letters, or `otherwise` where that is no ASCII."""
    found = "." + name.rpartition(".")[2].lower() if "." in name else ""
    return found if _SUFFIX.fullmatch(found) else otherwise


def in_words(name: str) -> str:
    """An original name as metadata can hold it: NFC, and U+FFFD for what XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", unicodedata.normalize("NFC", name))


def same_name(one: str, other: str) -> bool:
    """True for names that differ at most in Unicode normalisation, as they do after a journey over another system."""
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
