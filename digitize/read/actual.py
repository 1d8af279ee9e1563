"""ActualText: what a PDF says that a stretch of glyphs reads, whatever their fonts say (ISO 32000-1, 14.9.4).

Word processors and browsers write it where one glyph is several characters or several glyphs are one. MuPDF gives the
glyphs and the replacement texts by different ways; here the page's own program is followed just far enough to know
which glyphs each text stands for: glyphs are counted as they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import regex

# The tokens of a content stream (ISO 32000-1, 7.2 and 7.8).
_TOKEN = regex.compile(
    rb"""
      (?P<comment>%[^\r\n]*)
    | (?P<dict><<) | (?P<enddict>>>)
    | <(?P<hex>[0-9A-Fa-f\s]*)>
    | \((?P<string>(?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*)\)
    | /(?P<name>[^\s()<>\[\]{}/%]*)
    | (?P<operator>[A-Za-z'"][A-Za-z0-9*'"]*)
    """,
    regex.VERBOSE | regex.DOTALL,
)
_ESCAPE = regex.compile(rb"\\([0-7]{1,3}|\r\n|.)", regex.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\r\n": b"", b"\n": b"", b"\r": b""}
_INLINE_IMAGE_END = regex.compile(rb"\sEI(?=[\s]|$)")
_CONSTANTS = (b"true", b"false", b"null")
MOST_NESTED = 8  # depth of forms within forms that is followed


@dataclass
class Program:
    """A content stream, how many bytes a code has in each of its fonts, and the forms it may draw."""

    data: bytes
    code_length: Mapping[str, int] = field(default_factory=dict)
    forms: Mapping[str, Program] = field(default_factory=dict)


@dataclass
class _Counter:
    """How many glyphs have been shown, and the stretches that ActualText stands for."""

    shown: int = 0
    found: list[tuple[int, int, str]] = field(default_factory=list)


def actual_texts(program: Program) -> tuple[list[tuple[int, int, str]], int]:
    """Stretches (first glyph, glyph behind the last, text), outermost only, and the number of glyphs shown."""
    counter = _Counter()
    _follow(program, counter, depth=0)
    return counter.found, counter.shown


def _follow(program: Program, counter: _Counter, *, depth: int) -> None:
    length = 1
    saved: list[int] = []
    open_marks: list[tuple[int, str] | None] = []
    for operator, operands in _operations(program.data):
        if operator in (b"Tj", b"'", b'"', b"TJ"):
            counter.shown += sum(len(each) for each in operands if isinstance(each, bytes)) // length
        elif operator == b"Tf" and operands and isinstance(operands[0], str):
            length = program.code_length.get(operands[0], 1)
        elif operator == b"q":
            saved.append(length)
        elif operator == b"Q" and saved:
            length = saved.pop()
        elif operator in (b"BDC", b"BMC"):
            text = next((each for each in operands if isinstance(each, _Actual)), None)
            open_marks.append((counter.shown, text.text) if text is not None else None)
        elif operator == b"EMC" and open_marks:
            mark = open_marks.pop()
            if mark is not None and not any(open_marks):
                counter.found.append((mark[0], counter.shown, mark[1]))
        elif operator == b"Do" and operands and isinstance(operands[0], str) and depth < MOST_NESTED:
            form = program.forms.get(operands[0])
            if form is not None:
                _follow(form, counter, depth=depth + 1)


@dataclass(frozen=True)
class _Actual:
    """The ActualText of a property list."""

    text: str


def _operations(data: bytes) -> Iterator[tuple[bytes, list[object]]]:
    """Operators with their operands: names as str, strings as bytes, property lists with ActualText as _Actual."""
    operands: list[object] = []
    in_dict = at = 0
    wanted = False
    for found in _TOKEN.finditer(data):
        kind = found.lastgroup
        if found.start() < at:  # inside an image
            continue
        if kind == "operator":
            operator = found["operator"]
            if operator == b"ID":
                at = _end_of_image(data, found.end())
            elif operator not in _CONSTANTS:
                yield operator, operands
            operands = []
        elif kind in ("hex", "string"):
            if wanted:
                operands.append(_Actual(_decoded(_string(found))))
                wanted = False
            elif not in_dict:
                operands.append(_string(found))
        elif kind == "name":
            name = found["name"].decode("latin-1")
            wanted = in_dict > 0 and name == "ActualText"
            if not in_dict:
                operands.append(name)
        elif kind != "comment":
            in_dict = max(0, in_dict + (1 if kind == "dict" else -1))


def _end_of_image(data: bytes, start: int) -> int:
    end = _INLINE_IMAGE_END.search(data, start)
    return end.end() if end else len(data)


def _string(found: regex.Match[bytes]) -> bytes:
    if found.lastgroup == "hex":
        digits = b"".join(found["hex"].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    string: bytes = found["string"]
    return _ESCAPE.sub(_unescaped, string) if b"\\" in string else string


def _unescaped(found: regex.Match[bytes]) -> bytes:
    code = found[1]
    if code[:1].isdigit() and code[:1] < b"8":
        return bytes([int(code, 8) & 255])
    return _ESCAPED.get(code, code)


def _decoded(string: bytes) -> str:
    """A text string: UTF-16 with its mark, UTF-8 with its mark, else PDFDocEncoding, near enough to Latin-1."""
    if string.startswith(b"\xfe\xff"):
        return string[2:].decode("utf-16-be", "ignore")
    if string.startswith(b"\xff\xfe"):
        return string[2:].decode("utf-16-le", "ignore")
    if string.startswith(b"\xef\xbb\xbf"):
        return string[3:].decode("utf-8", "ignore")
    return string.decode("latin-1")
