"""Where URLs stand in a text, and what a reference to each must say to be a valid IRI."""

from __future__ import annotations

from dataclasses import dataclass

import regex

# A scheme, or www., up to white space, an angle bracket or a quotation mark. NUL stands for a note's call.
_URL = regex.compile(r"(?:https?|ftp)://[^\s<>\"“”«»\0]+|(?<![\p{L}\p{Nd}@./])www\.[^\s<>\"“”«»\0]+", regex.IGNORECASE)
_TRAILING = ".,;:!?'،؛؟…)]}*_"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_FORBIDDEN = regex.compile(r"[\s<>\"{}|\\^`\[\]\p{C}]|%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Url:
    """A stretch of text that is a URL, and the target of its reference."""

    start: int
    end: int
    target: str


LONGEST = 4000  # characters; no browser opens a longer URL, and libxml2 takes none that is much longer


def find_urls(text: str) -> list[Url]:
    """The URLs of a text in order; sentence punctuation behind one is not part of it, a balanced bracket is."""
    found = []
    for match in _URL.finditer(text):
        start, end = match.span()
        url = text[start:end]
        while url and url[-1] in _TRAILING and not _closes(url):
            url = url[:-1]
        if regex.search(r"(?:://|www\.)[^/]", url, regex.IGNORECASE) and is_sound(target_of(url)):
            found.append(Url(start, start + len(url), target_of(url)))
    return found


def is_sound(target: str) -> bool:
    """True for a URL that a schema takes: not beyond all measure, and with a port of digits where it has one (RFC 3986)."""
    if len(target) > LONGEST:
        return False
    authority = regex.match(r"\p{L}+://(?P<host>[^/?#]*)", target)
    port = authority["host"].rpartition("@")[2].partition(":")[1:] if authority else ("", "")
    return not port[0] or (port[1].isascii() and port[1].isdecimal())


def target_of(url: str) -> str:
    """A URL as the value of @target: with a scheme, and what an IRI may not hold percent-encoded (RFC 3987)."""
    whole = f"http://{url}" if url.lower().startswith("www.") else url
    head, separator, fragment = whole.partition("#")
    fragment = fragment.replace("#", "%23")
    return _FORBIDDEN.sub(_encoded, head + separator + fragment)


def _closes(url: str) -> bool:
    """True where the last character is a bracket that the URL itself opens."""
    opening = _PAIRS.get(url[-1])
    return opening is not None and url.count(opening) >= url.count(url[-1])


def _encoded(match: regex.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))
