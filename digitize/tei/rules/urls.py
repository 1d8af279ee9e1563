"""URLs are whole: not empty, not cut by a space, without characters that print nothing."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from digitize.faults import Fault
from digitize.tei.names import local_name
from digitize.tei.rules.index import Index

_URLS = frozenset(("target", "url", "ref", "source"))
_UNSEEN = regex.compile(r"[\p{Cf}\p{Cc}\N{NO-BREAK SPACE}\u2000-\u200A\u202F\u3000--[\t\n\r]]", regex.VERSION1)
_BARE = regex.compile(r"(?:https?|ftp):/*", regex.IGNORECASE)


def spoilt(index: Index) -> Iterator[Fault]:
    """An address that leads nowhere."""
    for element, name, value in index.attributes:
        if name in _URLS:
            message, remedy = _trouble(value)
            if message:
                shown = f"@{name} of <{local_name(element)}>"
                yield Fault(element, "url", f"{shown} {message}", "an address is one word", remedy, attribute=name)


def _trouble(value: str) -> tuple[str, str]:
    if not value.strip():
        return "is empty", "give the address, or take the element away and leave its text"
    unseen = _UNSEEN.search(value)
    if unseen:
        return f"holds U+{ord(unseen[0]):04X}, which cannot be seen", "take the character out"
    if any(_BARE.fullmatch(part) for part in value.split()):
        return f"is cut: “{value[:40]}”", "take the space out"
    if regex.match(r"(?:https?|ftp)://", value) and len(value.split()) > 1:
        rest = value.split()[1:]
        if not all(regex.match(r"#|\p{L}[\w+.\-]*:", part) for part in rest):
            return f"holds a space: “{value[:60]}”", "take the space out, or write it %20"
    return "", ""
