"""Deliberately broken TEI: one sound document, and what each of many changes must make the validator say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.conftest import SAMPLES

SOUND = (SAMPLES / "expected" / "damaged.xml").read_text(encoding="utf-8")
CARET = "‸"


@dataclass(frozen=True)
class Broken:
    """A change, as a regular expression and its replacement, and what must be said of it.

    `blame` is a text of the changed file: its beginning, or the place of ‸ in it, is where the mistake must be told.
    `says` are words of the message, `mend` of the remedy; `page` and `note` those that it must name.
    """

    name: str
    pattern: str
    replacement: str
    blame: str
    rule: str
    says: str
    mend: str
    page: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """The broken file."""
        return changed(self.pattern, self.replacement)

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of the blame."""
        found = self.text.index(self.blame.replace(CARET, "")) + max(self.blame.find(CARET), 0)
        before = self.text[:found]
        return before.count("\n") + 1, found - before.rfind("\n")


def changed(pattern: str, replacement: str) -> str:
    """The sound document with one change."""
    text, times = re.subn(pattern, replacement, SOUND, count=1, flags=re.DOTALL)
    assert times == 1, pattern
    return text


BY_SCHEMA = (
    Broken(
        "a note without its type",
        r'(<note )type="footnote" (place="bottom" n="2")', r"\1\2", '<note place="bottom" n="2"',
        "attribute-missing", "<note> has no @type", 'add type="footnote"', "3", "2",
    ),
    Broken(
        "a value misspelt",
        r'place="bottom" n="2"', 'place="botom" n="2"', 'place="botom"',
        "attribute-value", "@place of <note> is “botom”", "did you mean “bottom”?", "3", "2",
    ),
    Broken(
        "an attribute misspelt",
        r'<ref target="https', '<ref traget="https', "traget=",
        "attribute-not-allowed", "<ref> has @traget", "did you mean @target?", "3", "2",
    ),
    Broken(
        "an attribute that belongs to another element",
        r'<note type="footnote" place="bottom" n="2"', '<note type="footnote" ana="#rules" place="bottom" n="2"', 'ana="#rules"',
        "attribute-not-allowed", "<note> has @ana", "take @ana out", "3", "2",
    ),
    Broken(
        "a correction without its correct form",
        r"(<choice><sic>[^<]*</sic>)<corr[^>]*>[^<]*</corr>", r"\1", "<choice><sic>",
        "element-missing", "<choice> has no <corr>", "add <corr>", "3",
    ),
    Broken(
        "a correction without what was found",
        r"<choice><sic>[^<]*</sic>", "<choice>", '<choice>‸<corr resp="#resp-digitize"',
        "element-missing", "<sic> is missing before <corr>", "add <sic>", "3",
    ),
    Broken(
        "text that stands in no paragraph",
        r"(<list rendition)", r"loose words \1", "loose words",
        "text-not-allowed", "<div> may not hold text: “loose words”", "put it into <p>", "5",
    ),
    Broken(
        "text in a figure",
        r"(<figure>)", r"\1loose words", "loose words",
        "text-not-allowed", "<figure> may not hold text: “loose words”", "put it into <head>", "4",
    ),
    Broken(
        "an element that TEI does not have",
        r"<quote (.*?)</quote>", r"<paragraph \1</paragraph>", "<paragraph ",
        "unknown-element", "<paragraph> is not an element of the schema", "rename it or take it out", "5",
    ),
    Broken(
        "an element misspelt",
        r'<byline (xml:id="p1[^>]*>)(.*?)</byline>', r"<byliine \1\2</byliine>", "<byliine",
        "unknown-element", "<byliine> is not an element of the schema", "did you mean <byline>?", "1",
    ),
    Broken(
        "a paragraph straight in a list",
        r'<item (xml:id="p5\.b4">.*?)</item>', r"<p \1</p>", '<p xml:id="p5.b4"',
        "element-not-allowed", "<p> is not allowed in <list>", "move it or take it out", "5",
    ),
    Broken(
        "an empty title page",
        r"(<titlePage>.*?</titlePage>)", r"<titlePage/>", "<titlePage/>",
        "element-missing", "<titlePage> is empty", "or take <titlePage> out", "1",
    ),
    Broken(
        "the header in another order",
        r"(<titleStmt>.*?</titleStmt>)(\s*)(<extent>.*?</extent>)", r"\3\2\1", "<titleStmt>",
        "element-misplaced", "<titleStmt> stands too late in <fileDesc>", "move it before <extent>",
    ),
    Broken(
        "a part of the header twice",
        r"(<extent>.*?</extent>)", r"\1<!-- again -->\1", "<!-- again -->‸<extent>",
        "element-misplaced", "<extent> may not stand here in <fileDesc>", "move it or take it out",
    ),
    Broken(
        "a section without a heading",
        r'<head xml:id="p3\.b3">[^<]*</head>', "", '<p xml:id="p3.b4"',
        "element-missing", "<head> is missing before <p> in <div>", "add <head>", "3",
    ),
    Broken(
        "a paragraph behind the sections of its section",
        r'(</p>)(\s*</div>\s*<div type="section" n="2")',
        r'\1<div type="section" n="9" xml:id="div-9" xml:lang="ar"><head xml:id="x1">عنوان</head></div><p xml:id="x2">نص</p>\2',
        '<p xml:id="x2"', "element-misplaced", "<p> may not stand here in <div>", "move it", "4",
    ),
    Broken(
        "a paragraph without an id",
        r'<p xml:id="p4\.b6">', "<p>", "<p>وتشير",
        "attribute-missing", "<p> has no @xml:id", "add @xml:id", "4",
    ),
    Broken(
        "an id that begins with a digit",
        r'<p xml:id="p4\.b6">', '<p xml:id="4b6">', 'xml:id="4b6"',
        "attribute-value", "@xml:id of <p> is “4b6”", "write what is allowed", "4",
    ),
    Broken(
        "a number that is none",
        r'quantity="\d+"', 'quantity="five"', 'quantity="five"',
        "attribute-value", "@quantity of <measure> is “five”", "write what is allowed",
    ),
    Broken(
        "emphasis of a kind that is not known",
        r'rend="italic"', 'rend="oblique"', 'rend="oblique"',
        "attribute-value", "@rend of <hi> is “oblique”", "write what is allowed", "3", "3",
    ),
    Broken(
        "an empty correction group",
        r"<choice>.*?</choice>", "<choice/>", "<choice/>",
        "element-missing", "<choice> is empty; it needs <sic> and <corr>", "add <sic> and <corr>", "3",
    ),
)  # fmt: skip

BY_RULES = (
    Broken(
        "a pointer to nothing",
        r'target="#div-2"', 'target="#div-22"', 'target="#div-22"',
        "pointer", "@target points to #div-22, which is not there", "did you mean #div-2?", "2",
    ),
    Broken(
        "an id used twice",
        r'xml:id="p4\.b6"', 'xml:id="p4.b4"', 'xml:id="p4.b4">وتشير',
        "id-twice", "xml:id “p4.b4” is used before, by <head>", "another id", "4",
    ),
    Broken(
        "a page break twice",
        r'<pb xml:id="pb-5"', '<pb xml:id="pb-3a" n="3"/><pb xml:id="pb-5"', 'xml:id="pb-3a"',
        "attribute-value", "@xml:id of <pb> is “pb-3a”", "write what is allowed", "3",
    ),
    Broken(
        "page breaks out of order",
        r'<pb xml:id="pb-4" n="4"/>', '<pb xml:id="pb-6" n="6"/>', '<pb ‸xml:id="pb-5"',
        "page-order", "page 5 follows page 6", "put the page breaks in order", "5",
    ),
    Broken(
        "a day that there is not",
        r'when="2022-03"', 'when="2022-02-30"', 'when="2022-02-30"',
        "date-impossible", "@when of <date> is “2022-02-30”: February 2022 has 28 days", "mend the date",
    ),
    Broken(
        "another year than the text says",
        r'when="2022-03"', 'when="2012-03"', 'when="2012-03"',
        "date-contradicted", "@when of <date> is 2012-03, but the text says 2022", 'write when="2022-03"',
    ),
    Broken(
        "another month than the text says",
        r'when="2022-03"', 'when="2022-05"', 'when="2022-05"',
        "date-contradicted", "@when of <date> is 2022-05, but the text says 2022-03", 'write when="2022-03"',
    ),
    Broken(
        "a direction mark in the text",
        "وتشير بيانات", "وتشير \N{RIGHT-TO-LEFT MARK}بيانات", "\N{RIGHT-TO-LEFT MARK}بيانات",
        "text-control", "the text holds U+200F, a control of direction", "take it out", "4",
    ),
    Broken(
        "a glyph code behind a note",
        "</note> ثم عادت", "</note> \N{ARABIC LETTER THEH INITIAL FORM}م عادت", "\N{ARABIC LETTER THEH INITIAL FORM}م",
        "text-glyph", "the text holds U+FE9B, the code of a glyph", "write the letters", "4",
    ),
    Broken(
        "a link to nowhere",
        r'<ref target="http://jisr[^"]*"', '<ref target=""', 'target=""',
        "url", "@target of <ref> is empty", "take the element away", "4", "5",
    ),
    Broken(
        "a link cut by a space",
        r'<ref target="http://jisr-studies\.org/', '<ref target="http://jisr-studies.org/ ', 'target="http://jisr-studies.org/ ',
        "url", "@target of <ref> holds a space", "take the space out", "4", "5",
    ),
    Broken(
        "a mark that cannot be seen in a link",
        r'<ref target="http://jisr', '<ref target="http://\N{LEFT-TO-RIGHT MARK}jisr', 'target="http://\N{LEFT-TO-RIGHT MARK}',
        "url", "@target of <ref> holds U+200E, which cannot be seen", "take the character out", "4", "5",
    ),
    Broken(
        "a language that the header does not name",
        r'(n="7" [^>]*)xml:lang="[^"]*"', r'\1xml:lang="xx"', 'xml:lang="xx"',
        "language", "xml:lang “xx” is not declared", "use one of them", "5", "7",
    ),
    Broken(
        "an empty paragraph",
        r'(<p xml:id="p5\.b6">)[^<]*', r"\1", '<p xml:id="p5.b6"',
        "empty-block", "<p> is empty", "fill it or take it out", "5",
    ),
    Broken(
        "a list's style that is no style",
        r'rendition="#bullet-25C0"', 'rendition="#rules"', 'rendition="#rules"',
        "pointer-kind", "@rendition of <list> points to #rules, which is a <taxonomy>", "give the xml:id of a <rendition>", "5",
    ),
    Broken(
        "a correction's rule that is no rule",
        r'ana="#rule-homoglyphs"', 'ana="#resp-digitize"', 'ana="#resp-digitize"',
        "pointer-kind", "@ana of <corr> points to #resp-digitize, which is a <respStmt>", "<category>", "3",
    ),
    Broken(
        "a gap in the numbers of notes",
        r'n="7" xml:', 'n="9" xml:', 'n="9" xml:',
        "note-numbering", "note 9 is there, but notes 7 to 8 are not", "or the doubt", "5", "9",
    ),
    Broken(
        "a number of a note twice",
        r'n="7" xml:', 'n="6"  xml:', 'n="6"  xml:',
        "note-numbering", "the number 6 is there 2 times", "mend the number", "5", "6",
    ),
    Broken(
        "a second call with another number",
        r"(</note>) ثم عادت", r'\1<note type="footnote" place="bottom" sameAs="#p3.b7" n="3"/> ثم عادت', 'sameAs="#p3.b7" ‸n="3"',
        "note-call", "the call has the number 3, its note the number 2", 'write n="2"', "4", "3",
    ),
    Broken(
        "a second call to what is no note",
        r"(</note>) ثم عادت", r'\1<note type="footnote" place="bottom" sameAs="#p3.b4"/> ثم عادت', 'sameAs="#p3.b4"',
        "pointer-kind", "@sameAs of <note> points to #p3.b4, which is a <p>", "give the xml:id of a <note>", "4",
    ),
)  # fmt: skip

WARNED = (
    Broken(
        "a stretched word",
        "وتشير بيانات", "وتشـــير بيانات", "ـــير",
        "text-stretched", "the text holds a stretched word: “وتشـــير”", "take the tatweel out", "4",
    ),
    Broken(
        "a Cyrillic letter in an Arabic word",
        "وتشير بيانات", "وتشиير بيانات", "иير",
        "text-stray", "letters of another script inside an Arabic word: “وتشиير”", "write it in Arabic letters", "4",
    ),
)  # fmt: skip

# What looks like a mistake and is none: a pattern, and what it becomes.
HARMLESS = (
    ("a comment in a paragraph", "وتشير بيانات", "وتشير <!-- seen -->بيانات"),
    ("a processing instruction", "<body>", "<?page break?><body>"),
    ("a character reference", "وتشير بيانات", "&#1608;تشير بيانات"),
    ("a CDATA section", "وتشير بيانات", "<![CDATA[وتشير]]> بيانات"),
    ("other quotation marks", r'n="7" xml:', "n='7' xml:"),
    ("a page that was left out", r'<pb xml:id="pb-1" n="1"/>', ""),
    ("page numbers that are no numbers", r'<pb xml:id="pb-1" n="1"/>', '<pb xml:id="pb-1" n="xii"/>'),
    (
        "a gap in the numbers that the header tells of",
        r'(<publicationStmt>.*?</publicationStmt>)(.*)n="7"( [^>]*xml:id="p5\.b10")',
        r'\1<notesStmt><note type="doubt" subtype="numbering" target="#p5.b10">note 9 follows note 6</note></notesStmt>\2n="9"\3',
    ),
    (
        "a gap filled by a call whose note is missing",
        r"(</note>) ثم عادت(.*)n=\"7\"",
        r'\1<note type="footnote" place="bottom" subtype="missing" n="7"/> ثم عادت\2n="8"',
    ),
    (
        "a call that says that its note is missing",
        r"(</note>) ثم عادت",
        r'\1<note type="footnote" place="bottom" subtype="missing" n="30"/> ثم عادت',
    ),
    ("numbers that begin anew", r'n="7" xml:', 'n="1" xml:'),
    ("notes with signs instead of numbers", r'n="7" xml:', 'n="*" xml:'),
    (
        "a second call with the number of its note",
        r"(</note>) ثم عادت",
        r'\1<note type="footnote" place="bottom" sameAs="#p3.b7" n="2"/> ثم عادت',
    ),
    ("a date less exact than the text", r'when="2022-03"', 'when="2022"'),
    ("a date in words that say no year", "آذار/ مارس 2022</date>", "الربيع</date>"),
    ("a Hijri year beside the Gregorian date", "آذار/ مارس 2022</date>", "شعبان 1443</date>"),
    ("the abbreviation of Hijri", "وتشير بيانات", "وتشير 1443 هـ بيانات"),
    ("tatweel before a Latin word", "وتشير بيانات", "الـDNA بيانات"),
    ("an Arabic article before a Latin word", "وتشير بيانات", "الDNA بيانات"),
    ("a direction mark that is shown as found", r"<sic>", "<sic>\N{RIGHT-TO-LEFT MARK}"),
    ("the honorific of the Prophet, one character", "وتشير بيانات", "وتشير ﷺ بيانات"),
    ("an Arabic address", r'<ref target="http://jisr[^"]*"', '<ref target="http://ar.example.org/القدس"'),
    (
        "a paragraph that holds a note alone",
        r'(<p xml:id="p5\.b6">)[^<]*',
        r'\1<note type="footnote" place="bottom" subtype="missing" n="8"/>',
    ),
)
