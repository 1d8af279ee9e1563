"""Plain or OCR text: one line per line; pages by form feed, or by the gaps that OCR leaves between pages."""

from __future__ import annotations

import hashlib
import itertools
import unicodedata
from pathlib import Path

import ftfy.bad_codecs  # noqa: F401 - registers the sloppy-windows-125x codecs
import regex

from digitize.errors import UnreadableInput
from digitize.model import Line, Page, Route, Source
from digitize.page_ranges import Ranges, chosen
from digitize.read.files import file_bytes

PAGE_GAP = 3  # blank lines; OCR programs leave one between paragraphs and three or more between pages
FEW_BAD = 0.05  # bytes that are no UTF-8, for each letter that is; more than that, and it is another encoding
MIN_PRINTABLE = 0.85  # share of characters that are printable in a text; less than that is a binary file

_ARABIC = regex.compile(r"\p{Script=Arabic}")
_DOUBLE_ENCODED = regex.compile(r"[ØÙÚÛ][\x80-\xbf\u0152-\u2122]")  # UTF-8 of U+0600-06FF read as Latin-1 or CP1252
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip
_FOREIGN = regex.compile(r"[^\x00-\x7F\N{REPLACEMENT CHARACTER}]")
_NO_CHARACTER = regex.compile(r"[\uFFFE\uFFFF]")  # Unicode has none there, and XML 1.0 takes none

# What ends a page when only gaps are left: the page's number alone on a line, or its last footnote.
_PAGE_NUMBER = regex.compile(r"[-–—\[( ]*[\p{Nd}]{1,4}[-–—\]) ]*")
_NOTE_OPENING = regex.compile(
    r"""\s* (?: [¹²³⁰⁴-⁹]+ \s* \S | [(\[] \p{Nd}{1,3} [)\]] \s* \S | \p{Nd}{1,3} \s? [.)\-–] \s+ \S | [*†‡]+ \s* \S )""",
    regex.VERBOSE,
)
_CONTENTS = regex.compile(
    r"\s*(?:ال)?(?:فهرس|قائمة)?\s*(?:ال)?محتويات\s*:?\s*|\s*(?:table of )?contents\s*", regex.IGNORECASE
)
_CONTENTS_ENTRY = regex.compile(r"\s*\p{Nd}{1,4}\t.*|.*(?:[.…·_]{3,}|\t)\s*\p{Nd}{1,4}\s*")


LONGEST_LINE = 4_000_000  # characters; libxml2 takes no text of more than ten million bytes


def read_text(data: bytes, name: str, wanted: Ranges = ()) -> Source:
    """A text file, or some of its pages, as a Source; raises UnreadableInput where the bytes are no text."""
    text, decoding = _decode(data, name)
    text = _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise UnreadableInput("holds no characters", where=name, remedy="check that it was copied completely")
    longest = max(enumerate(text.split("\n"), 1), key=lambda each: len(each[1]))
    if len(longest[1]) > LONGEST_LINE:
        raise UnreadableInput(
            f"has a line of {len(longest[1])} characters, more than readers of XML take in one paragraph",
            where=f"{name}, line {longest[0]}",
            remedy="check that it is a text; put line ends into it",
        )
    pages = _pages(text)
    return Source(
        name,
        hashlib.sha256(data).hexdigest(),
        "text",
        tuple(_page(number, pages[number - 1]) for number in chosen(wanted, len(pages), name)),
        (("decoding", decoding),),
        wanted,
    )


def decode_file(path: Path) -> str:
    """The characters of a text file; raises UnreadableInput where there are none to be had."""
    return _decode(file_bytes(path), path.name)[0]


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """The characters, and a sentence about how they were had from the bytes.

    Text that is UTF-8 twice over (UTF-8 bytes taken for Latin-1 and saved as UTF-8) is undone here as a whole, since
    neither lines nor pages can be seen in it before; single spoilt lines are left to the encoding pass.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], codec, name), f"{codec} with a byte order mark"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        bad = text.count("\N{REPLACEMENT CHARACTER}")
        if bad > FEW_BAD * len(_FOREIGN.findall(text)) or "\0" in text:
            return _windows_1256(data, name), "windows-1256"
        return text, f"utf-8, but for {bad} bytes that are none"
    if _share(text) < MIN_PRINTABLE:
        raise UnreadableInput(
            "is neither a PDF nor a text", where=name, remedy="give a PDF, or text in UTF-8 or Windows-1256"
        )
    if len(_DOUBLE_ENCODED.findall(text)) > len(_ARABIC.findall(text)):
        for codec in ("latin-1", "sloppy-windows-1252"):
            try:
                return text.encode(codec).decode("utf-8"), f"utf-8 that had been taken for {codec} and saved again"
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
    return text, "utf-8"


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"says that it is {codec}, but byte {error.start} is not",
            where=name,
            remedy="save it again as UTF-8",
        ) from None


def _windows_1256(data: bytes, name: str) -> str:
    """Bytes that are not UTF-8 are Windows-1256 if that makes them mostly Arabic words."""
    text = data.decode("cp1256", errors="replace")
    letters = sum(char.isalpha() for char in text)
    if b"\0" in data or not letters or len(_ARABIC.findall(text)) < 0.3 * letters or _share(text) < MIN_PRINTABLE:
        raise UnreadableInput(
            "is neither a PDF nor a text in UTF-8 or Windows-1256",
            where=name,
            remedy="save it as UTF-8 text, or give the PDF",
        )
    return text


def _share(text: str) -> float:
    bad = sum((char < " " and char not in "\n\r\t\f") or unicodedata.category(char) in ("Cn", "Cs") for char in text)
    return 1 - bad / max(1, len(text)) if "\0" not in text else 0.0


def _pages(text: str) -> list[list[tuple[int, str]]]:
    """Pages of (blank lines above, line); a page is never empty unless a form feed made it."""
    if "\f" in text:
        parts = text.split("\f")
        if not parts[-1].strip():
            parts.pop()
        return [_lines(part) for part in parts]
    return _by_gaps(_lines(text))


def _lines(text: str) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    blank = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((blank, line))
            blank = 0
        else:
            blank += 1
    return lines


def _by_gaps(lines: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """Cuts at the gaps that follow a page's number or its footnotes, and around the title page and the contents."""
    pages: list[list[tuple[int, str]]] = [[]]
    in_notes = False
    for index, (blank, line) in enumerate(lines):
        before = pages[-1]
        if blank >= PAGE_GAP and before and (in_notes or _ends_page(before, line, index)):
            pages.append([])
            in_notes = False
        pages[-1].append((blank, line))
        if _opens_notes(lines, index):
            in_notes = True
    return pages


def _ends_page(page: list[tuple[int, str]], line: str, index: int) -> bool:
    last = page[-1][1]
    if _PAGE_NUMBER.fullmatch(last.strip()):
        return True
    if _CONTENTS.fullmatch(line) and index < 30:
        return True
    return bool(_CONTENTS_ENTRY.fullmatch(last)) and any(_CONTENTS.fullmatch(each) for _, each in page)


def _opens_notes(lines: list[tuple[int, str]], index: int) -> bool:
    """True for a line that opens a footnote: marked as one, and the text goes on neither before nor behind it as a list.

    A numbered heading looks alike, but body text follows it before the next gap of a page; a note is followed by other
    notes, by pieces of itself, or by the gap. So all paragraphs up to the next gap may not be longer than notes allow:
    what decides is that the last marked line before the gap carries on the numbering of the marked line before it.
    """
    if not _NOTE_OPENING.match(lines[index][1]):
        return False
    numbers = []
    for position in range(index, len(lines)):
        blank, line = lines[position]
        if position > index and blank >= PAGE_GAP:
            break
        found = _NOTE_OPENING.match(line)
        if found:
            digits = regex.sub(r"[^\p{Nd}⁰¹²³⁴-⁹]", "", line[: found.end() - 1])
            numbers.append(int(unicodedata.normalize("NFKC", digits)) if digits else 0)
    return all(after - before in (0, 1) for before, after in itertools.pairwise(numbers))


def _page(number: int, lines: list[tuple[int, str]]) -> Page:
    return Page(
        number,
        lines=tuple(
            Line(f"p{number}.l{index}", text, blank_before=blank) for index, (blank, text) in enumerate(lines, 1)
        ),
        route=Route.TEXT,
        reason="the source is text",
    )
