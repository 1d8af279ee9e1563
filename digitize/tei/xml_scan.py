"""Everything that keeps a text from being well-formed XML, each mistake once, in words.

An XML parser stops at the first mistake, or smears: after one lost end tag every end tag is wrong to it. This reads tags
alone, and takes a lost or surplus one for what it most likely is.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from html.entities import name2codepoint

import regex

from digitize.relaxng.phrases import near
from digitize.tei.violation import Violation

_NAME = r"[\p{L}_][\p{L}\p{M}\p{Nd}_.\-·]*(?::[\p{L}_][\p{L}\p{M}\p{Nd}_.\-·]*)?"
_TOKEN = regex.compile(
    rf"""
    (?P<comment><!--(?:(?P<inside>.*?)-->)?)
    | (?P<cdata><!\[CDATA\[(?:.*?\]\]>)?)
    | (?P<instruction><\?(?P<target>[^\s?]*)(?:.*?\?>)?)
    | (?P<doctype><!DOCTYPE(?P<subset>[^\[>]*(?:\[.*?\]\s*)?>)?)
    | </(?P<end>{_NAME})\s*(?P<closed>>)?
    | <(?P<start>{_NAME})
    | (?P<less><)
    | &(?P<reference>\#\d+|\#x[0-9A-Fa-f]+|{_NAME})?(?P<semicolon>;)?
    | (?P<section>\]\]>)
    | (?P<illegal>[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF])
    | (?P<text>[^\s<&\]\p{{C}}]+|(?!\s)\p{{C}}|\])
    """,
    regex.VERBOSE | regex.DOTALL,
)
_ATTRIBUTE = regex.compile(
    rf"""(?P<space>\s*)(?P<name>{_NAME})(?P<equals>\s*=\s*)?(?P<value>"[^"<]*"|'[^'<]*'|(?(equals)[^\s"'<>/=]*|))""",
    regex.VERBOSE,
)
_TAG_END = regex.compile(r"\s*/?>")
_TO_NEXT = regex.compile(r"[^<>]*>?")
_REFERENCE = regex.compile(rf"&(\#\d+|\#x[0-9A-Fa-f]+|{_NAME})?(;)?")
_FIVE = frozenset(("amp", "lt", "gt", "quot", "apos"))
_PREFIXES = frozenset(("xml", "xmlns"))
_CHARACTER_LIMIT = 0x10FFFF
_DEEPEST = 256  # elements in each other; libxml2 goes no deeper
_SHOWN = 20  # elements of a path
_MOST = 1000  # mistakes; a file with more has another trouble than its mistakes


class Position:
    """Lines and columns of offsets in a text, both from 1."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in regex.finditer(r"\r\n?|\n", self._text))]

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line_of(self, offset: int) -> tuple[int, str, str]:
        """The line, and the root's path without an id: the first fields of a violation."""
        return self.of(offset)[0], "/", ""


@dataclass(frozen=True, slots=True)
class _Open:
    """A start tag that waits for its end tag."""

    name: str
    offset: int
    id: str
    number: str
    prefixes: frozenset[str]
    is_told: bool  # that it is spoilt has been said


def scan(text: str) -> list[Violation]:
    """The mistakes of a text in its order; empty where nothing was found."""
    return _Scan(text).run()


def entities(text: str) -> list[tuple[int, str]]:
    """Where a document type declares entities, and their names."""
    token = _TOKEN.search(text)
    while token is not None and not (token["start"] or token["end"] or token["less"] or token["text"]):
        if token["doctype"]:
            found = regex.finditer(r"<!ENTITY\s+(?:%\s+)?(?P<name>[^\s>]+)", token["doctype"])
            return [(token.start() + each.start(), each["name"]) for each in found]
        if token["instruction"] and not token[0].endswith("?>"):
            break
        token = _TOKEN.search(text, token.end())
    return []


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = Position(text)
        self.found: list[Violation] = []
        self.open: list[_Open] = []
        self.lost: dict[str, int] = {}  # start tags without an end tag: where in `found` they are told
        self.page = ""
        self.cut = False  # the rest of the text is swallowed by something that is never closed
        self.ended = False  # the root has been closed
        self.outside = False  # what stands outside of the root has been told

    def run(self) -> list[Violation]:
        at = 0
        while at < len(self.text) and len(self.found) < _MOST and len(self.open) <= _DEEPEST:
            token = _TOKEN.search(self.text, at)
            if token is None:
                break
            at = self._token(token)
        if len(self.open) > _DEEPEST:
            self._tell(self.open[-1].offset, f"more than {_DEEPEST} elements stand in each other", "check the end tags")
        for each in () if self.cut or at < len(self.text) else self.open:
            self._unclosed(each, "where it ends")
        return sorted(self.found, key=lambda each: (each.line, each.column))

    def _token(self, token: regex.Match[str]) -> int:
        """Judges one token; where to go on."""
        at = token.start()
        if token["start"]:
            return self._start_tag(token)
        if token["end"]:
            self._end_tag(token)
        elif token["comment"] or token["cdata"] or token["instruction"] or token["doctype"]:
            return self._aside(token)
        elif token["less"]:
            self._tell(at, "a < begins no tag", "write &lt; for the character")
        elif token[0].startswith("&"):
            self._reference(at, token["reference"] or "", is_closed=bool(token["semicolon"]))
        elif token["section"]:
            self._tell(at, "“]]>” may not stand in text", "write ]]&gt;")
        elif token["illegal"]:
            self._tell(at, f"XML does not allow the character U+{ord(token[0]):04X}", "take it out")
        elif token["text"]:
            self._around_root(
                at, f"text stands {'behind the end' if self.ended else 'before the start'} of the document"
            )
        return token.end()

    def _aside(self, token: regex.Match[str]) -> int:
        """Comments, CDATA sections and processing instructions."""
        at = token.start()
        if token["comment"]:
            if token["inside"] is None:
                return self._cut(at, "a comment is never closed", "add -->")
            if "--" in token["inside"] or token["inside"].endswith("-"):
                self._tell(at, "a comment holds two hyphens in a row", "write one, or another sign")
        elif token["cdata"] and not token[0].endswith("]]>"):
            return self._cut(at, "a CDATA section is never closed", "add ]]>")
        elif token["instruction"] and not token[0].endswith("?>"):
            return self._cut(at, "a processing instruction is never closed", "add ?>")
        elif token["doctype"] and token["subset"] is None:
            return self._cut(at, "the document type is never closed", "add >")
        elif token["instruction"] and token["target"].lower() == "xml" and at > 0:
            self._tell(
                at, "the XML declaration does not stand at the very start", "take out what is before it, or itself"
            )
        return token.end()

    def _cut(self, at: int, message: str, remedy: str) -> int:
        self._tell(at, message, remedy)
        self.cut = True
        return len(self.text)

    # -- tags

    def _start_tag(self, token: regex.Match[str]) -> int:
        name, at = token["start"], token.end()
        attributes: dict[str, str] = {}
        while found := _ATTRIBUTE.match(self.text, at):
            at = self._attribute(found, name, attributes)
        closing = _TAG_END.match(self.text, at)
        stop = closing.end() if closing else at
        prefixes = self.open[-1].prefixes if self.open else _PREFIXES
        prefixes |= {key.removeprefix("xmlns:") for key in attributes if key.startswith("xmlns:")}
        if not self.open and self.ended:
            self._around_root(token.start(), f"a second <{name}> stands behind the end of the document")
        for each in (name, *(key for key in attributes if not key.startswith("xmlns"))):
            prefix, colon, _ = each.partition(":")
            if colon and prefix not in prefixes:
                self._tell(
                    token.start(), f"the prefix of {each} is not declared", f'add xmlns:{prefix}="…", or mend it'
                )
        if closing is None:
            stop = _TO_NEXT.match(self.text, at).end()  # type: ignore[union-attr]
            self._tell(at, f"the tag <{name}> is not complete", "end it with >")
        own = attributes.get("xml:id", ""), attributes.get("n", "")
        self.open.append(_Open(name, token.start(), *own, prefixes, is_told=self.text[stop - 1] != ">"))
        if name == "pb":
            self.page = own[1] or own[0]
        if self.text[at:stop].rstrip(">").rstrip().endswith("/"):
            self._close()
        return stop

    def _attribute(self, found: regex.Match[str], tag: str, known: dict[str, str]) -> int:
        """Judges an attribute; where to go on."""
        name, value, at, end = found["name"], found["value"], found.start("name"), found.end()
        quote = self.text[end : end + 1]
        if not found["space"]:
            self._tell(at, f"no space before @{name} of <{tag}>", "put a space before it")
        if found["equals"] is None:
            self._tell(at, f"@{name} of <{tag}> has no value", f'write {name}="…", or take it out')
        elif not value and quote in ('"', "'"):
            closed, tag_end = self.text.find(quote, end + 1), self.text.find(">", end)
            if 0 <= closed < tag_end:
                self._tell(at, f"@{name} of <{tag}> holds a <", "write &lt; for the character")
                end = closed + 1
            else:
                self._tell(
                    at, f"the quotation mark of @{name} of <{tag}> is not closed", f"add {quote} behind the value"
                )
                end = tag_end if tag_end >= 0 else len(self.text)
        elif value[:1] not in ('"', "'"):
            self._tell(at, f"the value of @{name} of <{tag}> is not in quotation marks", f'write {name}="{value}"')
        if name in known:
            self._tell(at, f"<{tag}> has @{name} twice", "keep one of them")
        known[name] = value.strip("\"'")
        for reference in _REFERENCE.finditer(value):
            self._reference(found.start("value") + reference.start(), reference[1] or "", is_closed=bool(reference[2]))
        return end

    def _end_tag(self, token: regex.Match[str]) -> None:
        name, at = token["end"], token.start()
        if not token["closed"]:
            self._tell(at, f"the end tag </{name}> is not complete", f"write </{name}>")
        names = [each.name for each in self.open]
        if name in names:
            while self.open[-1].name != name:
                self._unclosed(self.open.pop(), f"before </{name}> (line {self._line(at)})")
            self._close()
        elif name in self.lost:
            self._crossed(name, at)
        elif names and (names[-1].lower() == name.lower() or near(name, names[-1:])):
            self._tell(
                at,
                f"</{name}> does not fit <{names[-1]}> (line {self._line(self.open[-1].offset)})",
                f"write </{names[-1]}>",
            )
            self._close()
        else:
            self._tell(
                at, f"</{name}> closes nothing: there is no <{name}> before it", "take it out, or add the start tag"
            )

    def _unclosed(self, tag: _Open, where: str) -> None:
        if not tag.is_told:
            self._tell(tag.offset, f"<{tag.name}> is not closed", f"add </{tag.name}> {where}")
            self.lost[tag.name] = len(self.found) - 1

    def _crossed(self, name: str, at: int) -> None:
        """An end tag whose start tag was taken to be unclosed: the two elements cross."""
        index = self.lost.pop(name)
        told = self.found[index]
        self.found[index] = replace(
            told,
            message=f"<{name}> is closed (line {self._line(at)}) behind the end of the element around it",
            remedy=f"put </{name}> before the end tag of the element around it",
        )

    def _close(self) -> None:
        self.open.pop()
        self.ended = self.ended or not self.open

    # -- text

    def _reference(self, at: int, name: str, *, is_closed: bool) -> None:
        if not name:
            self._tell(at, "an & stands alone", "write &amp; for the character")
        elif not is_closed:
            remedy = f"write &{name};" if name in _FIVE else f"write &amp;{name} where the character & is meant"
            self._tell(at, f"&{name} has no semicolon", remedy)
        elif name.startswith("#"):
            code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
            character = chr(code) if code <= _CHARACTER_LIMIT else "\0"
            if regex.match(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]", character):
                self._tell(at, f"&{name}; is no character that XML allows", "take it out")
        elif name not in _FIVE:
            code = name2codepoint.get(name, 0)
            remedy = f"write &#{code};, or the character itself" if code else "write the character itself"
            self._tell(at, f"&{name}; is not known in XML", remedy)

    def _around_root(self, at: int, message: str) -> None:
        if not self.open and not self.outside:
            self.outside = True
            self._tell(at, message, "one element must hold everything")

    def _line(self, offset: int) -> int:
        return self.position.of(offset)[0]

    def _tell(self, offset: int, message: str, remedy: str) -> None:
        line, column = self.position.of(offset)
        note = next((each.number or each.id for each in reversed(self.open) if each.name == "note"), "")
        self.found.append(
            Violation(
                line,
                "/" + "/".join(each.name for each in self.open[:_SHOWN]),
                next((each.id for each in reversed(self.open) if each.id), ""),
                message,
                "",
                remedy,
                column,
                self.page,
                note,
                "not-well-formed",
            )
        )
