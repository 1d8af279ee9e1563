"""One HTML page that needs nothing beside it: pictures inside, notes behind the text, no script, nothing fetched.

The text is all in `<main>`; what is added there is said in `digitize/export/markup.py`. Contents that a reader can click
stand before it, unless the document has its own.
"""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

from digitize.export import markup
from digitize.export.pictures import Pictures
from digitize.export.reading import Kind, Reading, Run, is_right_to_left

SUFFIX = ".html"
# Nothing may be fetched or run, whatever stands in the text.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = Path(__file__).with_name("style.css")
_PAGE = Path(__file__).with_name("page.css")


def write(reading: Reading, pictures: Pictures) -> dict[str, bytes]:
    """The files of the export by name."""

    def source(url: str) -> str:
        picture = pictures.read(url)
        if picture is None:
            return ""
        return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"

    frame = markup.frame_of(reading, lambda each: f"#{each}", source)
    words = frame.words
    body = "\n".join(markup.parts(reading.parts, frame))
    notes = "\n".join(markup.notes(reading.notes, frame))
    if notes:
        notes = (
            f'<section class="notes" role="doc-endnotes"><h2 class="added">{words.notes}</h2>\n{notes}\n</section>\n'
        )
    direction = "rtl" if is_right_to_left(reading.lang) else "ltr"
    page = (
        f'<!DOCTYPE html>\n<html lang="{escape(reading.lang)}" dir="{direction}">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{escape(reading.title)}</title>\n{_facts(reading)}"
        f"<style>\n{_STYLE.read_text(encoding='utf-8')}{_PAGE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f"{_contents(reading, words.contents)}<main>\n<article>\n{body}\n</article>\n{notes}</main>\n</body>\n</html>\n"
    )
    return {f"{reading.name}{SUFFIX}": page.encode()}


def _facts(reading: Reading) -> str:
    """The catalogue for machines that read pages: Dublin Core, as Zotero and search engines know it."""
    facts = reading.catalogue
    pairs = [("author", name) for name in facts.authors]
    pairs += [("DC.title", reading.title), *(("DC.creator", name) for name in facts.authors)]
    pairs += [("DC.publisher", facts.publisher), ("DC.date", facts.when), ("DC.language", reading.lang)]
    pairs += [("generator", facts.program)]
    return "".join(f'<meta name="{name}" content="{escape(value)}"/>\n' for name, value in pairs if value)


def _contents(reading: Reading, title: str) -> str:
    headings = [block for block in reading.blocks() if block.kind is Kind.HEADING]
    if len(headings) < 2 or _has_own_contents(reading):
        return ""
    listed = "".join(markup.nested(headings, lambda each: f"#{each}"))
    return f'<nav class="contents"><details open="open"><summary>{title}</summary>\n{listed}\n</details></nav>\n'


def _has_own_contents(reading: Reading) -> bool:
    """True where printed contents lead to sections."""
    return any(
        isinstance(inline, Run) and inline.link.startswith("#")
        for block in reading.blocks()
        if block.kind is Kind.ENTRY
        for inline in block.content
    )
