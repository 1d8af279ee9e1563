"""Letters that a PDF names wrongly or not at all, told by the font itself: its tables, its outlines, its old encoding.

Decided font by font, with evidence. What no evidence names becomes U+FFFD; a font whose letters make no language and
that nothing corrects is reported, so that its pages go to OCR.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from digitize.arabic import TATWEEL
from digitize.read import known
from digitize.read.faces import Face
from digitize.read.glyphs import SPOKEN, Glyph
from digitize.read.likeness import likeness, scripts_of
from digitize.read.symbols import letters_of_symbols

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
NAME_LENGTH = 31  # characters of a font's name that MuPDF keeps
ENOUGH = 5  # glyphs that prove a map wrong
MANY = 120  # letters of a font, before their frequencies say anything
VARIED = 12  # different letters: fewer are a filler, a list's letters, a logo
UNLIKE = 0.7  # likeness that no language falls below: sound fonts of 80 files had .81 and more, wrong maps .61 and less

CLEAR_GAIN = 0.2  # in likeness: one map is a language, the other is not
OLD_ENCODING = "old encoding"

Names = dict[tuple[str, int], str]
_Usage = Mapping[str, Mapping[int, Counter[str]]]


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the fonts of a document say against its maps.

    `names` gives letters by font and glyph; `how` says of each font in `names` what told them; `lying` are fonts whose
    letters make no language and that nothing corrects; `nameless`, glyphs that the PDF itself does not name.
    """

    names: Names
    how: Mapping[str, str]
    lying: frozenset[str]
    nameless: frozenset[tuple[str, int]]


class FontProgram(NamedTuple):
    """A font program in a file: its object number, kind, encoding, and whether the PDF names its characters."""

    xref: int
    kind: str
    encoding: str
    is_mapped: bool


class Fonts(Protocol):
    """The fonts of an open PDF."""

    def on_page(self, number: int) -> Iterable[tuple[str, FontProgram]]:
        """The fonts used on a page (from 0): name without its subset tag, and the program."""

    def data(self, program: FontProgram) -> bytes:
        """The font program; b"" where the file holds none."""

    def has_glyph(self, program: FontProgram, code: int, chars: str) -> bool:
        """True where the program maps one of the characters to that glyph."""


def recovered(fonts: Fonts, pages: Mapping[int, Sequence[Glyph]]) -> Recovered:
    """Looks at every font of a document; `pages` are its glyphs by page (from 0)."""
    usage = _usage(pages.values())
    spoken = {glyph.font for glyphs in pages.values() for glyph in glyphs if glyph.code <= SPOKEN}
    programs = _programs(fonts, usage, pages)
    names: Names = {}
    how: dict[str, str] = {}
    lying: set[str] = set()
    for font, used in usage.items():
        found, why = _renamed(fonts, programs.get(_plain(font), ()), used, is_spoken=font in spoken)
        if found:
            names |= {(font, code): text for code, text in found.items()}
            how[font] = why
        if _is_unlike(used, found):
            lying.add(font)
    nameless = {(font, code) for font, used in usage.items() for code, texts in used.items() if set(texts) == {UNKNOWN}}
    return Recovered(names, how, frozenset(lying), frozenset(nameless))


def _usage(pages: Iterable[Sequence[Glyph]]) -> dict[str, dict[int, Counter[str]]]:
    """How often each glyph of each font is used under each name."""
    counts: Counter[tuple[str, int, str]] = Counter()
    for glyphs in pages:
        counts.update((glyph.font, glyph.code, glyph.text) for glyph in glyphs if glyph.code >= 0)
    usage: dict[str, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for (font, code, text), count in counts.items():
        usage[font][code][text] = count
    return usage


def _programs(fonts: Fonts, usage: _Usage, pages: Iterable[int]) -> dict[str, list[FontProgram]]:
    """The font programs by name; pages are looked through until every font in use is found.

    A font with nameless glyphs may be embedded again on any page, each time with another part of its glyphs.
    """
    missing = {_plain(font) for font in usage}
    suspects = any(_is_nameless(names) for used in usage.values() for names in used.values())
    found: dict[str, list[FontProgram]] = defaultdict(list)
    for number in pages:
        if not missing and not suspects:
            break
        for name, program in fonts.on_page(number):
            missing.discard(_plain(name))
            if program not in found[_plain(name)]:
                found[_plain(name)].append(program)
    return found


def _plain(name: str) -> str:
    """A font's name as its program and its dictionary both have it: `Noto Naskh Arabic Regular`, `NotoNaskhArabic-Regular`."""
    return "".join(char for char in name[:NAME_LENGTH].casefold() if char.isalnum())


def _is_nameless(names: Iterable[str]) -> bool:
    """True for a glyph whose names are no characters of any text."""
    return any(
        char == UNKNOWN or unicodedata.category(char) in ("Co", "Cn", "Cc")
        for name in names
        for char in name or UNKNOWN
    )


def _is_odd(names: Iterable[str]) -> bool:
    """True for letters that no Arabic font has: damaged maps are full of them."""
    return any(
        char.isalpha()
        and not (char < "\u0180" or "\u0600" <= char < "\u0780" or "\u08a0" <= char < "\u0900" or char >= "\ufb00")
        for name in names
        for char in name
    )


def _renamed(
    fonts: Fonts, programs: Sequence[FontProgram], used: Mapping[int, Counter[str]], *, is_spoken: bool
) -> tuple[dict[int, str], str]:
    """Better names for a font's glyphs, and what told them; nothing where the names in use are sound.

    `is_spoken` says that ActualText names some of the font's glyphs: then names of whole clusters are meant so.
    """
    is_arabic = _is_mostly_arabic(used)
    nameless = {code for code, names in used.items() if _is_nameless(names) or (is_arabic and _is_odd(names))}
    is_unmapped = bool(programs) and not any(each.is_mapped for each in programs) and _is_coded(programs[0])
    has_spaces = is_arabic and sum(set(names) == {" "} for names in used.values()) > 1  # a bar may pass for a space
    clustered = not is_spoken and any(_is_cluster(name) for names in used.values() for name in names)
    if not (nameless or is_unmapped or _may_contradict(fonts, programs, used)) and not (
        (clustered or has_spaces) and _names_parts(fonts, programs, used)
    ):
        return {}, ""
    told, why = _told(list(_faces(fonts, programs)), used)
    if is_unmapped and not told and not nameless and not _is_unlike(used, {}):
        return {}, ""
    if is_unmapped or why == OLD_ENCODING or _contradicts(told, used):
        wanted = set(used)
    else:
        wanted = nameless | {
            code for code, text in told.items() if (clustered or has_spaces) and _is_part(text, used[code])
        }
    found: dict[int, str] = {}
    for code in wanted:
        text = told.get(code, "")
        if not text or (is_arabic and code in nameless and text.isascii() and text.isalpha()):
            text = next((name for name in used[code] if "\ue000" <= name <= "\uf8ff"), UNKNOWN)
        if text not in used[code]:
            found[code] = text
    return found, f"by its {why}" if told else "of no known letter"


def _is_mostly_arabic(used: Mapping[int, Counter[str]]) -> bool:
    letters = Counter(
        "\u0620" <= name[0] <= "\u08ff" for names in used.values() for name in names.elements() if name[:1].isalpha()
    )
    return letters[True] > letters[False]


def _is_cluster(name: str) -> bool:
    """True for letters with marks, several marks or letters: producers name a glyph after all that it was shaped with."""
    if len(name) < 2:
        return False
    apart = unicodedata.normalize("NFD", name)
    if (
        "".join(char for char in apart if not unicodedata.combining(char)) in ("لا", "لله", "الله")
        and name[-1] in "اأإآه"
    ):
        return False
    return any("\u0620" <= char <= "\u06ff" for char in apart)


def _names_parts(fonts: Fonts, programs: Sequence[FontProgram], used: Mapping[int, Counter[str]]) -> bool:
    """True where a glyph named after a cluster is only a part of it."""
    clusters = {code: names for code, names in used.items() if set(names) == {" "} or any(map(_is_cluster, names))}
    told, _ = _told(list(_faces(fonts, programs)), clusters)
    return any(_is_part(told.get(code, ""), names) for code, names in clusters.items())


def _is_part(told: str, names: Iterable[str]) -> bool:
    """True where what the font says is less than each name says: the rest is drawn by the glyphs beside it."""
    if told == TATWEEL:
        return TATWEEL not in names
    parts = Counter(unicodedata.normalize("NFD", told))
    return bool(told) and all(parts < Counter(unicodedata.normalize("NFD", name)) for name in names)


def _is_coded(program: FontProgram) -> bool:
    """True where nothing but the font program says what a code stands for."""
    return program.kind == "Type0" or (program.kind == "TrueType" and not program.encoding)


def _faces(fonts: Fonts, programs: Iterable[FontProgram]) -> Iterable[Face]:
    for program in programs:
        data = fonts.data(program)
        if data:
            try:
                yield Face(data)
            except ValueError:
                continue


def _told(faces: Sequence[Face], used: Mapping[int, Counter[str]]) -> tuple[dict[int, str], str]:
    """What fonts of one name say of the glyphs in use: by old encoding, own tables, or known outlines.

    Subsets of one font share their numbers; where two disagree about a glyph, none is believed.
    """
    outlines: dict[int, set[bytes]] = defaultdict(set)
    symbols: dict[int, int] = {}
    for face in faces:
        symbols |= face.symbols
        for code in used:
            mark = face.outline(code)
            if mark is not None:
                outlines[code].add(mark)
    bars = {code: TATWEEL for code, marks in outlines.items() if marks - {b""} and set(used[code]) == {" "}}
    by_symbol = {code: text for code, text in letters_of_symbols(symbols).items() if code in used}
    drawn = {code: (marks - {b""} or {b""}) for code, marks in outlines.items()}
    by_outline = known.letters_of_outlines({code: min(marks) for code, marks in drawn.items() if len(marks) == 1})
    blank = {code: _blank(used[code]) for code, marks in drawn.items() if marks == {b""} and code not in by_outline}
    if len(by_symbol) >= ENOUGH:
        return bars | by_outline | by_symbol | blank, OLD_ENCODING
    if 2 * len(by_outline) >= len(used):
        return bars | by_outline | blank, "outlines"
    tables: dict[int, set[str]] = defaultdict(set)
    for face in faces:
        for code in used.keys() & face.letters.keys():
            tables[code].add(face.letters[code])
    by_table = {code: min(texts) for code, texts in tables.items() if len(texts) == 1}
    return bars | by_outline | by_table | blank, "own tables"


def _blank(names: Iterable[str]) -> str:
    """What a glyph without ink is: what it is named, if that has no ink either; else a space."""
    return next((name for name in names if name and not name.strip()), " ")


def _may_contradict(fonts: Fonts, programs: Sequence[FontProgram], used: Mapping[int, Counter[str]]) -> bool:
    """True where a look at the font's own map finds few of the Arabic letters under their names."""
    letters = [
        (code, name)
        for code, names in used.items()
        for name in names
        if len(name) == 1 and "\u0620" <= name <= "\u06ff"
    ]
    if len(letters) < ENOUGH or not programs or programs[0].kind not in ("Type0", "TrueType"):
        return False
    agreed = sum(fonts.has_glyph(programs[0], code, _FORMS.get(name, name)) for code, name in letters)
    if agreed >= len(letters) / 2:
        return False
    for face in _faces(fonts, programs):
        mapped = face.mapped
        if _contradicts(mapped, used) or len(face.symbols.keys() & used.keys()) >= ENOUGH:
            return True
    return False


def _contradicts(told: Mapping[int, str], used: Mapping[int, Counter[str]]) -> bool:
    """True where the font's own word is against most of the names in use, and is the likelier language."""
    agreed = differ = 0
    for code, names in used.items():
        if code in told and any("\u0620" <= name[:1] <= "\u08ff" for name in names):
            same = any(_same(name, told[code]) for name in names)
            agreed, differ = agreed + same, differ + (not same)
    if differ < ENOUGH:
        return False
    gain = likeness(_letters(used, told)) - likeness(_letters(used, {}))
    return gain > CLEAR_GAIN or (differ > 2 * agreed and gain >= 0)


def _same(one: str, other: str) -> bool:
    """True for names that differ no more than spellings of one cluster do."""
    one, other = (unicodedata.normalize("NFKD", each) for each in (one, other))
    return one == other or one.startswith(other) or other.startswith(one) or sorted(one) == sorted(other)


def _is_unlike(used: Mapping[int, Counter[str]], found: Mapping[int, str]) -> bool:
    """True where the frequencies of a font's Arabic letters are those of no language written with them."""
    letters = scripts_of(_letters(used, found))["Arabic"]
    return sum(letters.values()) >= MANY and len(letters) >= VARIED and likeness(letters) < UNLIKE


def _letters(used: Mapping[int, Counter[str]], found: Mapping[int, str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for code, names in used.items():
        for name, count in names.items():
            for char in found.get(code, name):
                counts[char] += count
    return counts


def _all_forms() -> dict[str, str]:
    forms: dict[str, str] = defaultdict(str)
    for point in (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(point))
        if len(plain) == 1:
            forms[plain] += chr(point)
    return {letter: letter + found for letter, found in forms.items()}


_FORMS = _all_forms()
