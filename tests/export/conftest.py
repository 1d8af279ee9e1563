"""A TEI document with one of everything, written by hand."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from digitize.export import FORMATS
from digitize.export.document import read
from digitize.export.pictures import Pictures

HEADER = """<teiHeader><fileDesc><titleStmt><title type="main">تقرير الماء</title><author>سلمى ناصر</author></titleStmt>
<extent><measure unit="page" quantity="2">2 pages</measure></extent><publicationStmt><publisher>x</publisher></publicationStmt>
<sourceDesc><bibl type="source"><title>تقرير الماء</title><date when="2022-03">آذار 2022</date></bibl></sourceDesc></fileDesc>
<encodingDesc><tagsDecl><rendition xml:id="bullet-25C0" scheme="css">list-style-type: "◀ ";</rendition></tagsDecl></encodingDesc>
</teiHeader>"""

BODY = """<pb xml:id="pb-1" n="7"/><head type="main" xml:id="p1.b1">تقرير الماء</head>
<byline xml:id="p1.b2">سلمى ناصر<note type="footnote" place="bottom" n="*" xml:id="p1.b9" xml:lang="ar">باحثة.</note></byline>
<div type="section" n="1" xml:id="div-1" xml:lang="ar"><head xml:id="p1.b3">أولاً: المقدمة</head>
<p xml:id="p1.b4">قال <choice><sic>أمнести</sic><corr cert="high">أمنستي</corr></choice> في
<date when="2022-02">شباط 2022</date> إن <persName>ليبرمان</persName> <foreign xml:lang="en">Lieberman</foreign><note
 type="footnote" place="bottom" n="1" xml:id="p1.b10" xml:lang="ar"><p>انظر: <ref target="https://example.org/a?b=1&amp;c=2"
>https://example.org/a?b=1&amp;c=2</ref></p><p><bibl corresp="#p1.b9" type="ibid">المرجع نفسه.</bibl></p></note> ذهب
<unclear reason="lookalike" cert="low">بعيداً</unclear> <pb xml:id="pb-2" n="8"/>جدّاً<gap reason="illegible"
 unit="character" quantity="2"/>.<note type="footnote" place="bottom" subtype="missing" n="2"/></p>
<list rendition="#bullet-25C0"><item xml:id="p2.b1">بند أوّل</item><item xml:id="p2.b2">بند ثانٍ</item></list>
<figure xml:id="figure-1"><graphic url="pic.png" mimeType="image/png" width="30pt" height="40pt"/>
<head xml:id="p2.b3">صورة النهر</head></figure>
<table><head xml:id="p2.b4">جدول</head><row role="label"><cell xml:id="p2.b5">السنة</cell><cell xml:id="p2.b6">الكمية</cell></row>
<row><cell xml:id="p2.b7" rows="2">2020</cell><cell xml:id="p2.b8">5|6</cell></row><row><cell xml:id="p2.b9">7</cell></row></table>
<lg><l xml:id="p2.b10">صدر البيت</l><l xml:id="p2.b11">عجز البيت</l></lg>
<quote xml:id="p2.b12">قولٌ مأثور<note type="footnote" place="bottom" sameAs="#p1.b10" n="1"/></quote>
<note type="footnote" place="bottom" subtype="uncalled" n="3" xml:id="p2.b13" xml:lang="ar">حاشية ضالّة.</note>
<div type="section" n="2" xml:id="div-2" xml:lang="ar"><head xml:id="p2.b14">1. فرع</head>
<p xml:id="p2.b15">ختام.</p></div></div>"""


def tei(body: str, *, lang: str = "ar", header: str = HEADER) -> bytes:
    """A TEI document with this body."""
    text = f'<text xml:lang="{lang}"><body>{body}</body></text>'
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{lang}">{header}{text}</TEI>'.encode()


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


@pytest.fixture
def whole() -> bytes:
    """The document with one of everything."""
    return tei(BODY)


@pytest.fixture
def make(tmp_path: Path):
    """A function that makes the files of a format from TEI; a picture lies beside it."""
    (tmp_path / "pic.png").write_bytes(png())

    def made(data: bytes, to: str, name: str = "doc") -> dict[str, bytes]:
        return FORMATS[to](read(data, name), Pictures(tmp_path))

    return made
