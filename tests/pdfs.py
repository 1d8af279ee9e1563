"""PDFs made glyph by glyph, with a font and a map of characters as sound or as damaged as a test wants them."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping, Sequence

import pymupdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM = 1000
WIDTH = 500


def outline(number: int):
    """An outline like no other; number 1 has none."""
    pen = TTGlyphPen(None)
    if number != 1:
        pen.moveTo((20, 0))
        pen.lineTo((20, 300 + number))
        pen.lineTo((400, 300 + 2 * number))
        pen.lineTo((400, number))
        pen.closePath()
    return pen.glyph()


def font_program(
    letters: Sequence[str],
    *,
    cmap: Mapping[int, str] | None = None,
    blank: Sequence[str] = (" ",),
    keep_names: bool = False,
):
    """A TrueType font with one glyph for each of `letters`, numbered from 1; `cmap` maps code points to letters."""
    order = [".notdef", *(f"g{number}" for number in range(1, len(letters) + 1))]
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({code: order[letters.index(letter) + 1] for code, letter in (cmap or {}).items()})
    glyphs = {name: outline(1 if number and letters[number - 1] in blank else number + 2)
              for number, name in enumerate(order)}  # fmt: skip
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(order, (WIDTH, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Test"})
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=keep_names)
    data = io.BytesIO()
    builder.save(data)
    return data.getvalue()


class Page:
    """A page of one font; lines are given as the page shows them, from left to right."""

    def __init__(
        self, *, names: Mapping[str, str] | None = None, mapped: bool = True, cmap: Mapping[int, str] | None = None
    ):
        self.names = names or {}
        self.mapped = mapped
        self.cmap = cmap
        self.letters: list[str] = [" "]
        self.program: list[str] = []

    def line(
        self, shown: str | Sequence[str], *, x: float = 100, y: float = 100, size: float = 20, gaps: float | None = None
    ):
        """Glyphs side by side; a mark has no width and stands over the glyph to its right; `gaps` instead of spaces."""
        for letter in shown:
            if letter == " " and gaps is not None:
                x += gaps * size
                continue
            if letter not in self.letters:
                self.letters.append(letter)
            self.glyph(self.letters.index(letter) + 1, x, y, size)
            x += 0 if is_mark(letter) else WIDTH / EM * size
        return self

    def glyph(self, code: int, x: float, y: float, size: float):
        self.program.append(f"BT /F1 {size} Tf 1 0 0 1 {x:.2f} {842 - y:.2f} Tm <{code:04X}> Tj ET")
        return self

    def raw(self, program: str):
        self.program.append(program)
        return self

    def pdf(self) -> bytes:
        document = pymupdf.open()
        page = document.new_page(width=595, height=842)
        xrefs = [document.get_new_xref() for _ in range(6)]
        content, font, descendant, descriptor, data, to_unicode = xrefs
        widths = " ".join(
            f"{number} [{0 if is_mark(letter) else WIDTH}]" for number, letter in enumerate(self.letters, 1)
        )
        tail = f" /ToUnicode {to_unicode} 0 R" if self.mapped else ""
        objects = {
            font: f"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Test/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]{tail}>>",
            descendant: f"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Test/CIDToGIDMap/Identity/DW {WIDTH}/W[{widths}]"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R>>",
            descriptor: f"<</Type/FontDescriptor/FontName/ABCDEF+Test/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0"
            f"/Ascent 800/Descent -200/CapHeight 700/StemV 80/FontFile2 {data} 0 R>>",
            content: "<<>>",
            data: "<<>>",
            to_unicode: "<<>>",
        }
        for xref, text in objects.items():
            document.update_object(xref, text)
        document.update_stream(content, "\n".join(self.program).encode("latin-1"))
        document.update_stream(data, font_program(self.letters, cmap=self.cmap))
        document.update_stream(to_unicode, self._map().encode("ascii"))
        document.xref_set_key(page.xref, "Contents", f"{content} 0 R")
        document.xref_set_key(page.xref, "Resources", f"<</Font<</F1 {font} 0 R>>>>")
        return document.tobytes()

    def _map(self) -> str:
        lines = []
        for number, letter in enumerate(self.letters, 1):
            name = self.names.get(letter, letter)
            if name:
                lines.append(f"<{number:04X}> <{name.encode('utf-16-be').hex().upper()}>")
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            f"{len(lines)} beginbfchar\n" + "\n".join(lines) + "\nendbfchar endcmap end end"
        )


def is_mark(letter: str) -> bool:
    return all(unicodedata.combining(char) for char in letter)
