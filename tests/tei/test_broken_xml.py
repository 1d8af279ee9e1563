"""Files that are no XML, or broken XML: every mistake once, with line, column and remedy; nothing is expanded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from digitize.tei.schemas import profile
from digitize.tei.validate import check
from digitize.tei.xml_scan import scan
from digitize.tei.xml_source import Opened, open_xml
from tests.tei.broken import SOUND

AROUND = '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<text>\n<body>\n{}\n<p>last</p>\n</body>\n</text>\n</TEI>'

# What stands in line 4, and line, column, words and remedy of each mistake.
BROKEN = (
    (
        "a start tag without an end",
        "<p>two\n<p>three</p>",
        (4, 1, "<p> is not closed", "add </p> before </body> (line 7)"),
    ),
    ("an end tag without a start", "<p>a</p></p>\n<p>b</p>", (4, 9, "</p> closes nothing", "take it out")),
    (
        "elements that cross",
        "<p>a <hi>b</p> c</hi>",
        (4, 6, "<hi> is closed (line 4) behind the end", "put </hi> before"),
    ),
    (
        "an end tag misspelt",
        "<persName>a</persNme>",
        (4, 12, "</persNme> does not fit <persName>", "write </persName>"),
    ),
    ("an end tag in capitals", "<p>a</P>", (4, 5, "</P> does not fit <p>", "write </p>")),
    ("an end tag cut short", "<p>a</p\n", (4, 5, "the end tag </p> is not complete", "write </p>")),
    ("a tag cut short", "<p>a</p><p n='1'\n", (4, 17, "the tag <p> is not complete", "end it with >")),
    (
        "three tags left open",
        "<p>a\n<quote>b\n<hi>c",
        (4, 1, "<p> is not closed", "add </p>"),
        (5, 1, "<quote> is not closed", "add </quote>"),
        (6, 1, "<hi> is not closed", "add </hi>"),
    ),
    (
        "ampersands",
        "<p>A & B, C &amp D, R&D</p>",
        (4, 6, "an & stands alone", "write &amp;"),
        (4, 13, "&amp has no semicolon", "write &amp;"),
        (4, 22, "&D has no semicolon", "write &amp;D"),
    ),
    (
        "entities of HTML",
        "<p>a&nbsp;b&unknown;</p>",
        (4, 5, "&nbsp; is not known in XML", "write &#160;"),
        (4, 12, "&unknown; is not known in XML", "write the character itself"),
    ),
    ("less than", "<p>3 < 4 and <5</p>", (4, 6, "a < begins no tag", "&lt;"), (4, 14, "a < begins no tag", "&lt;")),
    ("an attribute twice", '<p n="1" n="2">a</p>', (4, 10, "<p> has @n twice", "keep one")),
    (
        "a value without quotation marks",
        "<p n=1>a</p>",
        (4, 4, "the value of @n of <p> is not in quotation marks", 'write n="1"'),
    ),
    ("an attribute without a value", "<p n>a</p>", (4, 4, "@n of <p> has no value", 'write n="…"')),
    ("a < in a value", '<p n="a<b">a</p>', (4, 4, "@n of <p> holds a <", "&lt;")),
    (
        "a quotation mark that is not closed",
        '<p n="1>a</p>\n<p n="2">b</p>',
        (4, 4, "is not closed", 'add " behind the value'),
    ),
    ("no space between attributes", '<p n="1"m="2">a</p>', (4, 9, "no space before @m", "put a space before it")),
    (
        "prefixes without a declaration",
        '<x:p>a</x:p><p y:n="1">b</p>',
        (4, 1, "the prefix of x:p is not declared", 'add xmlns:x="…"'),
        (4, 13, "the prefix of y:n is not declared", 'add xmlns:y="…"'),
    ),
    ("a control character", "<p>a\x01b</p>", (4, 5, "XML does not allow the character U+0001", "take it out")),
    ("a reference to no character", "<p>a&#0;b</p>", (4, 5, "&#0; is no character", "take it out")),
    ("hyphens in a comment", "<!-- a -- b --><p>a</p>", (4, 1, "a comment holds two hyphens", "write one")),
    ("a comment left open", "<!-- a <p>a</p>", (4, 1, "a comment is never closed", "add -->")),
    ("a CDATA section left open", "<![CDATA[ a <p>a</p>", (4, 1, "a CDATA section is never closed", "add ]]>")),
    ("an instruction left open", "<?page <p>a</p>", (4, 1, "a processing instruction is never closed", "add ?>")),
    ("an end of CDATA in text", "<p>a ]]> b</p>", (4, 6, "“]]>” may not stand in text", "]]&gt;")),
    (
        "a declaration in the middle",
        '<?xml version="1.0"?><p>a</p>',
        (4, 1, "does not stand at the very start", "take out"),
    ),
)


@pytest.mark.parametrize(
    ("inside", "mistakes"), [(each[1], each[2:]) for each in BROKEN], ids=[each[0] for each in BROKEN]
)
def test_every_mistake_of_broken_xml_is_told_once(inside, mistakes):
    found = check(AROUND.format(inside).encode("utf-8"), (profile(),))
    assert [(each.line, each.column) for each in found] == [each[:2] for each in mistakes], [*map(str, found)]
    for violation, (_, _, says, mend) in zip(found, mistakes, strict=True):
        assert says in violation.message
        assert mend in violation.remedy


def test_a_mistake_in_a_note_names_page_note_and_id():
    text = SOUND.replace("باحث في اقتصاد", "باحث & في اقتصاد", 1)
    (found,) = check(text.encode("utf-8"), (profile(),))
    assert (found.page, found.note, found.block) == ("3", "1", "p3.b6")


FILES = (
    ("an empty file", b"", "the file is empty", "copied completely"),
    ("a byte order mark alone", b"\xef\xbb\xbf\n", "the file is empty", "copied completely"),
    ("a PDF", b"%PDF-1.7\n", "the file is a PDF, not XML", "digitize convert"),
    ("a zip archive", b"PK\x03\x04rest", "the file is a zip archive", "unpack it"),
    ("JSON", b'{"a": "<b>"}', "the file is JSON, not XML", "give the .xml file"),
    ("HTML", b"<!DOCTYPE html>\n<html><br></html>", "the file is HTML, not TEI", "give the TEI file"),
    (
        "plain text",
        "كتاب في الأدب".encode(),
        "the file is not XML: it begins with “كتاب في الأدب”",
        "give the .xml file",
    ),
    (
        "bytes that are no UTF-8",
        b'<?xml version="1.0" encoding="UTF-8"?>\n<TEI>\xe9\xff</TEI>',
        "the byte 0xE9 is no UTF-8",
        "save the file as UTF-8",
    ),
    (
        "Arabic of Windows that says it is UTF-8",
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI>هذا نص عربي طويل بما يكفي لمعرفته</TEI>'.encode("windows-1256"),
        "the byte 0xE5 is no UTF-8",
        'write encoding="windows-1256"',
    ),
    (
        "an encoding that is not known",
        b'<?xml version="1.0" encoding="arabic-2"?><TEI/>',
        "the encoding “arabic-2” is not known",
        "save the file as UTF-8",
    ),
    (
        "an encoding of no text",
        b'<?xml version="1.0" encoding="base64"?><TEI/>',
        "the encoding “base64” is not known",
        "save the file as UTF-8",
    ),
    (
        "UTF-16 that is none",
        b'<?xml version="1.0" encoding="UTF-16"?><TEI/>',
        "says that it is in UTF-16, and is not",
        'write encoding="UTF-8"',
    ),
    (
        "a mark of UTF-8 before another encoding",
        b'\xef\xbb\xbf<?xml version="1.0" encoding="windows-1256"?><TEI/>',
        "its byte order mark that it is in UTF-8",
        'write encoding="UTF-8"',
    ),
    (
        "a declaration behind a blank line",
        b'\n<?xml version="1.0"?><TEI/>',
        "does not stand at the very start",
        "take out what is before it",
    ),
    (
        "text behind the end",
        b"<TEI/>text",
        "text stands behind the end of the document",
        "one element must hold everything",
    ),
    ("a second root", b"<TEI/><TEI/>", "a second <TEI> stands behind the end", "one element must hold everything"),
    (
        "TEI in no namespace",
        b"<TEI><text/></TEI>",
        "<TEI> is in no namespace",
        'write xmlns="http://www.tei-c.org/ns/1.0" into the tag <TEI>',
    ),
    ("TEI P4", b"<TEI.2><teiHeader/></TEI.2>", "this is TEI P4", "turn it into P5"),
    (
        "a corpus",
        b'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"/>',
        "this is a corpus of several documents",
        "each <TEI> as a file of its own",
    ),
    (
        "a schema",
        b'<grammar xmlns="http://relaxng.org/ns/structure/1.0"/>',
        "this is a schema, not a document",
        "with --schema",
    ),
    (
        "a document type with entities",
        b'<!DOCTYPE TEI [<!ENTITY who "x">]><TEI>&who;</TEI>',
        "declares the entity “who”; entities are not expanded",
        "take the declaration out",
    ),
    (
        "an entity of a document type elsewhere",
        b'<!DOCTYPE TEI SYSTEM "tei.dtd"><TEI>&who;</TEI>',
        "&who; is an entity of a document type, which is not read",
        "write the character itself",
    ),
    (
        "elements in each other without end",
        b"<p>" * 400 + b"</p>" * 400,
        "more than 256 elements stand in each other",
        "check the end tags",
    ),
)


@pytest.mark.parametrize(("data", "says", "mend"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_a_file_of_another_kind_is_refused_in_words(data, says, mend):
    found = check(data, (profile(),))
    assert len(found) == 1, [*map(str, found)]
    assert says in found[0].message
    assert mend in found[0].remedy
    assert found[0].line >= 1


SOUND_FILES = (
    ("a byte order mark", b"\xef\xbb\xbf" + SOUND.encode()),
    ("UTF-16", SOUND.replace("UTF-8", "UTF-16", 1).encode("utf-16")),
    ("UTF-16 without a mark", SOUND.replace("UTF-8", "UTF-16", 1).encode("utf-16-le")),
    ("a document type without entities", SOUND.replace("<TEI ", '<!DOCTYPE TEI SYSTEM "tei.dtd">\n<TEI ', 1).encode()),
    ("Windows line ends", SOUND.replace("\n", "\r\n").encode()),
    ("no declaration", SOUND.partition("\n")[2].encode()),
)


@pytest.mark.parametrize("data", [case[1] for case in SOUND_FILES], ids=[case[0] for case in SOUND_FILES])
def test_what_xml_allows_is_no_mistake(data):
    assert [*map(str, check(data, (profile(),)))] == []


def test_arabic_of_windows_is_read_where_the_file_says_so():
    data = '<?xml version="1.0" encoding="windows-1256"?><TEI>هذا نص</TEI>'.encode("windows-1256")
    opened = open_xml(data)
    assert isinstance(opened, Opened)
    assert opened.root.text == "هذا نص"


def test_places_are_right_in_any_encoding_and_behind_line_ends_of_windows():
    text = SOUND.replace('<p xml:id="p4.b6">', "<p>", 1)
    (plain,) = check(text.encode(), (profile(),))
    for data in (
        text.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + text.encode(),
        text.replace("UTF-8", "UTF-16", 1).encode("utf-16"),
    ):
        assert check(data, (profile(),)) == (plain,)


@given(st.text(alphabet='<>/&;!-[]?"= \np1', max_size=60))
def test_what_a_parser_refuses_is_told_and_what_it_takes_is_not(inside):
    text = f"<a>{inside}</a>"
    try:
        etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, recover=False))
    except etree.XMLSyntaxError:
        assert not isinstance(open_xml(text.encode()), Opened)
    else:
        assert scan(text) == []


@pytest.mark.parametrize(
    "part", ["<?", "<!DOCTYPE [", "<!--", "<![CDATA[", "<a ", "<a>", "</a>", "&", '<a b="', "<a b='<"]
)
def test_a_file_that_is_nothing_but_beginnings_is_refused(part):
    assert not isinstance(open_xml(part.encode() * 20_000), Opened)
