"""Small readers that take the text back out of every format, as the format's documentation says that it can be done.

Each gives the texts of blocks and those of notes in their order; a text of nothing is none.
"""

from __future__ import annotations

import io
import json
import re
import zipfile

from lxml import etree, html

try:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
except ImportError:  # the tests that need them say so
    MarkdownIt = footnote_plugin = None

XHTML = "{http://www.w3.org/1999/xhtml}"
RULE = "\t" + "―" * 8
SIGN = r"[\d*†‡§?]{1,6}"


def _kept(texts):
    return [text for text in texts if text.strip(" ")]


# -- plain text


def _foot(text):
    """The lines of notes, as pairs of sign and text; and the number of brackets around signs, 0 where there are none."""
    notes = []
    for line in text.split("\n"):
        sign, tab, rest = line.partition("\t")
        if tab and sign:
            notes.append((sign, rest))
        elif tab:
            notes[-1] = (notes[-1][0], f"{notes[-1][1]}\n{rest}")
    depth = next((len(sign) - len(sign.lstrip("[")) for sign, _ in notes), 0)
    return notes, depth


def _calls_out(text, depth):
    return re.sub(r"\[" * depth + SIGN + r"\]" * depth, "", text) if depth else text


def _lines(body):
    for line in body.split("\n"):
        if line.endswith("\t"):
            yield from line.split("\t")[:-1]
        elif line.startswith("\t"):
            yield line.lstrip("\t").partition(" ")[2]
        else:
            yield line


def txt(files):
    text = next(iter(files.values())).decode()
    body, _, foot = text.partition(f"{RULE}\n")
    notes, depth = _foot(foot)
    return _kept(_calls_out(line, depth) for line in _lines(body)), _kept(_calls_out(note, depth) for _, note in notes)


def diplomatic(files):
    text = next(iter(files.values())).decode()
    body, notes, depths = "", [], [0]
    for index, sheet in enumerate(text.split("\f")):
        above, _, foot = sheet.partition(f"{RULE}\n")
        above = above.removesuffix("\n") if foot else above  # the blank line before the rule
        if index:
            above = above.partition("\n")[2]
            body = body if above.startswith("\n") or not body else body.removesuffix("\n")
        body += above
        found, depth = _foot(foot)
        notes += found
        depths += [depth] if found else []
    return (
        _kept(_calls_out(line, depths[-1]) for line in _lines(body)),
        _kept(_calls_out(note, depths[-1]) for _, note in notes),
    )


# -- pages and books

_ADDED = ("call", "marker", "back", "added")


def _local(element):
    return element.tag.removeprefix(XHTML) if isinstance(element.tag, str) else ""


def _text(element):
    """The text of an element without what the export has added."""
    if set((element.get("class") or "").split()) & set(_ADDED):
        return ""
    return (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)


def _markup(root):
    blocks, notes = [], []
    for element in root.iter():
        name, kind = _local(element), element.get("class") or ""
        if name == "aside":
            notes.append("\n".join(_text(each) for each in element.iter() if _local(each) == "p"))
        elif name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "th", "td", "li") and kind not in _ADDED:
            in_note = any(_local(each) == "aside" for each in element.iterancestors())
            blocks += [_text(element)] if element.get("id") and not in_note else []
    return _kept(blocks), _kept(notes)


def page(files):
    root = html.document_fromstring(next(iter(files.values())))
    return _markup(root.find(".//main"))


def book(files):
    blocks, notes = [], []
    for _, root in chapters(files):
        more_blocks, more_notes = _markup(root.find(f"{XHTML}body"))
        blocks += more_blocks
        notes += more_notes
    return blocks, notes


def chapters(files):
    """The names and roots of the chapters of an EPUB in the order of its spine."""
    archive = zipfile.ZipFile(io.BytesIO(next(iter(files.values()))))
    package = etree.fromstring(archive.read("EPUB/package.opf"))
    opf = {"o": "http://www.idpf.org/2007/opf"}
    names = {each.get("id"): each.get("href") for each in package.iterfind(".//o:item", opf)}
    spine = [each.get("idref") for each in package.iterfind(".//o:itemref", opf) if each.get("linear") != "no"]
    return [(names[each], etree.fromstring(archive.read(f"EPUB/{names[each]}"))) for each in spine]


# -- Markdown, by a parser that is not ours


def markdown(files):
    source = next(iter(files.values())).decode()
    tokens = MarkdownIt("commonmark").enable("table").use(footnote_plugin).parse(source)
    blocks, notes, note = [], {}, None
    for token in tokens:
        if token.type == "footnote_open":
            note = int(token.meta["label"])
            notes[note] = []
        elif token.type == "footnote_close":
            note = None
        elif token.type == "inline":
            texts = _inline_texts(token.children)
            if note is None:
                blocks += texts
            else:
                notes[note] += texts
        else:
            assert token.type not in ("code_block", "fence", "hr"), token
            assert token.type != "html_block" or token.content.strip() == "<!-- -->"
    return _kept(blocks), _kept("\n".join(notes[number]) for number in sorted(notes))


def _inline_texts(children):
    lines, skipping, after_marker = [""], "", False
    for child in children:
        if child.type == "html_inline":
            if child.content in ('<sup class="missing">', '<span class="marker">'):
                skipping = child.content
            elif skipping:
                after_marker, skipping = "marker" in skipping, ""
            else:
                assert re.fullmatch("</?(sup|sub|strong|em)>", child.content), child.content
        elif child.type == "hardbreak":
            lines.append("")
        elif child.type == "text" and not skipping:
            lines[-1] += child.content.removeprefix(" ") if after_marker else child.content
            after_marker = False
        else:
            assert skipping or child.type not in ("code_inline", "softbreak", "text_special"), child
    return lines


# -- JSON lines


def jsonl(files):
    lines = [json.loads(line) for line in next(iter(files.values())).decode().splitlines()]
    return (
        _kept(line["text"] for line in lines if line["kind"] != "note"),
        _kept(line["text"] for line in lines if line["kind"] == "note"),
    )


READERS = {
    "txt": txt,
    "diplomatic": diplomatic,
    "html": page,
    "epub": book,
    "markdown": markdown,
    "jsonl": jsonl,
}
