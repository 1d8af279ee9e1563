"""TEI made by chance, with the texts that a reader of it must find; and the texts of TEI that digitize has written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from hypothesis import strategies as st
from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"

# Words of both directions, what Markdown, HTML and JSON live on, and spaces where none are expected.
_ATOMS = (
    "كلمة", "نصّ", "الْعَرَبِيَّة", "٢٠٢٢", "؟", "،", "«قول»", "word", "Zürich", "2022", "1.", "12)", "a_b_c", "*", "**", "***", "_",
    "#", "## ", "<", "<b>", "&", "&amp;", "&#32;", "\\", "\\\\", "|", "`", "```", "~~", "[", "]", "[1]", "[[2]]", "[^1]", "(", ")",
    "](x)", "!", ":", "---", "===", "- ", "+ ", "> ", "$x$", "^", "%", "@", "{.x}", '"', "'", "...", " ", "  ", "    ",
    "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}", "\N{ZERO WIDTH NON-JOINER}", "\N{RIGHT-TO-LEFT MARK}", "\N{LINE SEPARATOR}",
    "\N{GRINNING FACE}", "http://a.org/x", "www.b.org", "]]>", "-->", "=", "\N{ARABIC LETTER BEH}\N{ARABIC SHADDA}",
)  # fmt: skip
_PLAIN = st.lists(st.sampled_from(_ATOMS), min_size=1, max_size=5).map("".join)
_UNREAD = "\N{REPLACEMENT CHARACTER}" * 2
_INLINE = ("text", "text", "text", "hi", "ref", "choice", "unclear", "gap", "name", "note", "pb", "call")
_NAMES = ('date when="2022-02"', "persName", 'foreign xml:lang="en"', 'bibl corresp="#p1.b1"', "madeUp")
_URLS = st.sampled_from(
    (
        "https://example.org/a_b*c?x=1&y=2",
        "http://مثال.org/ص",
        "javascript:alert(1)",
        "#p1.b1",
        "#none",
        "data:text/html,x",
    )
)


@dataclass
class Made:
    """A document while it is made: its XML, and what is to be read in blocks and notes, corrected and as printed."""

    xml: list[str] = field(default_factory=list)
    blocks: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    ids: int = 0
    pages: int = 0

    def new_id(self) -> str:
        self.ids += 1
        return f"p1.b{self.ids}"

    def texts(self, *, printed: bool = False) -> tuple[list[str], list[str]]:
        """What a reader must find."""
        return tuple(
            [pair[printed] for pair in pairs if pair[printed].strip(" ")] for pairs in (self.blocks, self.notes)
        )

    def tei(self) -> bytes:
        body = "".join(self.xml)
        text = f'<text xml:lang="ar"><body>{body}</body></text>'
        return f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="ar"><teiHeader/>{text}</TEI>'.encode()


@st.composite
def documents(draw):
    """A document of a few blocks of all kinds."""
    made = Made()
    for _ in range(draw(st.integers(1, 4))):
        draw(st.sampled_from(_CHUNKS))(draw, made)
    return made


def _content(draw, made, *, notes=True):
    """Mixed content: its XML, its reading text, its text as printed."""
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        text = draw(_PLAIN)
        xml = escape(text, quote=False)
        kind = draw(
            st.sampled_from(
                ("text", "text", "text", "hi", "ref", "choice", "unclear", "gap", "name", "note", "pb", "call")
            )
        )
        if kind == "hi":
            rend = draw(st.sampled_from(("bold", "italic", "bold italic", "superscript")))
            parts.append((f'<hi rend="{rend}">{xml}</hi>', text, text))
        elif kind == "ref":
            target = draw(_URLS)
            shown = draw(st.sampled_from((text, target)))
            parts.append((f'<ref target="{escape(target)}">{escape(shown, quote=False)}</ref>', shown, shown))
        elif kind == "choice":
            wrong = draw(_PLAIN)
            parts.append((f"<choice><sic>{escape(wrong, quote=False)}</sic><corr>{xml}</corr></choice>", text, wrong))
        elif kind == "unclear":
            parts.append((f'<unclear reason="lookalike" cert="low">{xml}</unclear>', text, text))
        elif kind == "gap":
            parts.append(('<gap reason="illegible" unit="character" quantity="2"/>', _UNREAD, _UNREAD))
        elif kind == "name":
            tag = draw(
                st.sampled_from(
                    ('date when="2022-02"', "persName", 'foreign xml:lang="en"', 'bibl corresp="#p1.b1"', "madeUp")
                )
            )
            parts.append((f"<{tag}>{xml}</{tag.split()[0]}>", text, text))
        elif kind == "note" and notes:
            parts.append((_note(draw, made), "", ""))
        elif kind == "pb" and notes:
            parts.append((_pb(made), "", ""))
        elif kind == "call" and notes:
            parts.append(('<note subtype="missing" n="7"/>', "", ""))
        else:
            parts.append((xml, text, text))
    return tuple("".join(column) for column in zip(*parts, strict=True))


def _pb(made):
    made.pages += 1
    return f'<pb xml:id="pb-{made.pages}" n="{made.pages}"/>'


def _note(draw, made):
    own, place = made.new_id(), len(made.notes)
    made.notes.append(("", ""))
    paragraphs = [_content(draw, made, notes=False) for _ in range(draw(st.integers(1, 2)))]
    kept = [each for each in paragraphs if each[1].strip(" ") or each[2].strip(" ")]
    made.notes[place] = tuple("\n".join(each[column] for each in kept) for column in (1, 2))
    xml = paragraphs[0][0] if len(paragraphs) == 1 else "".join(f"<p>{each[0]}</p>" for each in paragraphs)
    sign = draw(st.sampled_from(("", ' n="1"', f' n="{place + 1}"', ' n="*"')))
    return f'<note place="bottom" xml:id="{own}"{sign}>{xml}</note>'


def _block(draw, made, name, attributes=""):
    own = made.new_id()
    before = len(made.blocks)
    made.blocks.append(("", ""))
    xml, text, printed = _content(draw, made)
    made.blocks[before] = (text, printed)
    return f'<{name} xml:id="{own}"{attributes}>{xml}</{name}>\n'


def _simple(draw, made):
    made.xml.append(_block(draw, made, draw(st.sampled_from(("p", "quote", "byline")))))


def _section(draw, made):
    made.xml.append(f"<div>{_block(draw, made, 'head')}{_block(draw, made, 'p')}</div>")


def _list(draw, made):
    numbers = draw(st.sampled_from((("1", "2"), ("3", "5"), ("أ", "ب"), ("", ""))))
    items = [_block(draw, made, "item", f' n="{number}"' if number else "") for number in numbers]
    made.xml.append(f"<list>\n{''.join(items)}</list>")


def _table(draw, made):
    head = _block(draw, made, "head")
    width = draw(st.integers(1, 2))
    rows = ["".join(_block(draw, made, "cell") for _ in range(width)) for _ in range(2)]
    role = draw(st.sampled_from(("", ' role="label"')))
    made.xml.append(f"<table>{head}<row{role}>{rows[0]}</row>{_pb(made)}<row>{rows[1]}</row></table>")


def _figure(draw, made):
    head = _block(draw, made, "head")
    made.xml.append(f"<figure>{head}<floatingText><body>{_block(draw, made, 'p')}</body></floatingText></figure>")


def _verses(draw, made):
    made.xml.append(f"<lg>{_block(draw, made, 'l')}{_block(draw, made, 'l')}</lg>")


def _address(draw, made):
    made.xml.append(f"<p><address>{_block(draw, made, 'addrLine')}{_block(draw, made, 'addrLine')}</address></p>")


def _stray(draw, made):
    made.xml.append(_note(draw, made))


def _page(_, made):
    made.xml.append(_pb(made))


_CHUNKS = (_simple, _simple, _section, _list, _table, _figure, _verses, _address, _stray, _page)


# -- TEI of ours, read by nothing but its structure

_BLOCK = re.compile(r"p\d+\.b\d+(?:-\d+)?")
_ONE_OF = {"corr": "sic", "sic": "corr"}


def plain(element, *, printed=False):
    """The text of an element without its notes, corrected or as printed."""
    left_out = "corr" if printed else "sic"
    parts = [element.text or ""]
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name == "gap":
            parts.append("\N{REPLACEMENT CHARACTER}" * int(child.get("quantity", "1")))
        elif name and name not in ("note", left_out):
            parts.append(plain(child, printed=printed))
        parts.append(child.tail or "" if name not in ("sic", "corr") else "")
    return "".join(parts)


def texts_of(data: bytes, *, printed: bool = False) -> tuple[list[str], list[str]]:
    """Blocks and notes of a TEI document that digitize has written; an entry of the printed contents is one text."""
    text = etree.fromstring(data).find(f"{TEI}text")
    blocks, notes = [], []
    for element in text.iter(etree.Element):
        name = etree.QName(element).localname
        if name == "note" and len(element) + len(element.text or ""):
            paragraphs = element.findall(f"{TEI}p") or [element]
            notes.append("\n".join(plain(each, printed=printed) for each in paragraphs))
        elif (name == "item" and element.getparent().get("type") == "contents") or (
            _BLOCK.fullmatch(element.get(ID) or "") and name not in ("note", "ref", "seg")
        ):
            blocks.append(plain(element, printed=printed))
    return [text for text in blocks if text.strip(" ")], [text for text in notes if text.strip(" ")]
