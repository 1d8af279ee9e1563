"""What stands in a line of TEI: runs of text with their properties, calls of notes, page breaks; and its white space."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import regex
from lxml import etree

from digitize.enrich.urls import is_sound, target_of
from digitize.export.reading import UNREAD, Inline, Run
from digitize.tei.names import LANG, local_name

# Elements whose content is not the text of the document; figDesc describes, fw is a running head or page number.
APART = frozenset(("teiHeader", "standOff", "facsimile", "sourceDoc", "fw", "figDesc", "graphic", "interp", "index"))
_STYLES = {
    "bold": ("bold", "b", "strong"),
    "italic": ("italic", "italics", "i", "it"),
    "superscript": ("superscript", "sup", "super"),
    "subscript": ("subscript", "sub"),
}
_STYLE_OF = {word: style for style, words in _STYLES.items() for word in words}
# Of alternatives one is read: the first of these that there is; the other column is what the source prints.
_READ = ("corr", "reg", "expan", "lem")
_PRINTED = ("sic", "orig", "abbr")
_ADDRESS = regex.compile(r"(?:https?|ftp)://[^/?#\s]+\S*|mailto:[^\s@]+@[^\s@]+", regex.IGNORECASE)
_TAG = regex.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
XML_SPACE = " \t\r\n"
_SPACE = regex.compile(f"[{XML_SPACE}]+")
_LONGEST_GAP = 9999  # characters; a hostile TEI may say more


@dataclass(frozen=True, slots=True)
class Look:
    """What the elements around a text say of it; see Run."""

    styles: tuple[str, ...] = ()
    link: str = ""
    lang: str = ""
    doubt: str = ""
    when: str = ""

    def run(self, text: str, *, sic: str | None = None, is_gap: bool = False) -> Run:
        """The text with this look."""
        return Run(text, self.styles, self.link, self.lang, sic, self.doubt, self.when, is_gap)


def inlines(
    element: etree._Element, look: Look, enter: Callable[[etree._Element], Iterator[Inline]]
) -> Iterator[Inline]:
    """An inline element with everything in it, its tail left out. `enter` reads notes and page breaks.

    An element without a meaning of its own is transparent: its text stays.
    """
    name = local_name(element)
    if not name or name in APART:
        return
    if name in ("note", "pb"):
        yield from enter(element)
    elif name == "gap":
        yield look.run(UNREAD * _gap_length(element), is_gap=True)
    elif name == "lb":
        yield from () if element.get("break") == "no" else (look.run("\n"),)
    elif name in ("choice", "app"):
        yield from _alternatives(element, look, enter)
    else:
        look = within(element, look)
        if element.text:
            yield look.run(element.text)
        for child in element:
            yield from inlines(child, look, enter)
            if child.tail:
                yield look.run(child.tail)


def within(element: etree._Element, look: Look) -> Look:
    """The look of text in this element, which stands in text of the given look."""
    name = local_name(element)
    if name in ("hi", "emph", "bibl", "ref", "title") and (styles := _styles(element)):
        look = replace(look, styles=tuple(sorted({*look.styles, *styles})))
    if name in ("ref", "bibl") and (link := link_of(element.get("target") or element.get("corresp") or "")):
        look = replace(look, link=link)
    if name == "unclear":
        look = replace(look, doubt=element.get("reason") or "unclear")
    if name == "date" and element.get("when"):
        look = replace(look, when=element.get("when", ""))
    return replace(look, lang=language(element) or look.lang)


def language(element: etree._Element) -> str:
    """The language that an element says it is in; "" for none, and for what is no language tag (BCP 47)."""
    lang = element.get(LANG) or ""
    return lang if _TAG.fullmatch(lang) else ""


def link_of(target: str) -> str:
    """A target as a link: web, FTP and mail addresses and places in the document; "" for every other one.

    >>> link_of("javascript:alert(1)"), link_of("#div-1"), link_of("https://example.org/a b")
    ('', '#div-1', 'https://example.org/a%20b')
    """
    target = target.strip()
    if target.startswith("#"):
        return target
    return target_of(target) if is_sound(target) and _ADDRESS.fullmatch(target_of(target)) else ""


def tidy(content: list[Inline]) -> tuple[Inline, ...]:
    """White space as it is read: a run with a tab or line break is one space, and none at the edges of the text.

    Such white space is the layout of the XML file. Spaces alone are the text's own and stay.
    """
    text = "".join(inline.text for inline in content if isinstance(inline, Run))
    keep = [True] * len(text)
    spaces = set()
    for found in _SPACE.finditer(text):
        if found[0].strip(" "):
            keep[found.start() : found.end()] = [False] * len(found[0])
            if found.start() > 0 and found.end() < len(text):
                spaces.add(found.start())
    tidied: list[Inline] = []
    at = 0
    for inline in content:
        if not isinstance(inline, Run):
            tidied.append(inline)
            continue
        here = range(at, at + len(inline.text))
        at = here.stop
        changed = "".join(" " if index in spaces else text[index] for index in here if keep[index] or index in spaces)
        sic = None if inline.sic is None else _SPACE.sub(_one_space, inline.sic)
        if changed or sic:
            tidied.append(replace(inline, text=changed, sic=sic))
    return tuple(_joined(tidied))


def _one_space(found: regex.Match[str]) -> str:
    return " " if found[0].strip(" ") else found[0]


def _joined(content: list[Inline]) -> Iterator[Inline]:
    """Neighbours that share everything as one run."""
    last: Run | None = None
    for inline in content:
        if not isinstance(inline, Run):
            yield from () if last is None else (last,)
            yield inline
            last = None
        elif last is not None and last.sic is None and inline == replace(last, text=inline.text):
            last = replace(last, text=last.text + inline.text)
        else:
            yield from () if last is None else (last,)
            last = inline
    yield from () if last is None else (last,)


def _alternatives(
    element: etree._Element, look: Look, enter: Callable[[etree._Element], Iterator[Inline]]
) -> Iterator[Inline]:
    """The alternative that is read, with what is printed instead on its first run; without such names, the first."""
    named = {local_name(child): child for child in reversed(element) if local_name(child)}
    chosen = next((named[name] for name in _READ if name in named), None)
    printed = next((named[name] for name in _PRINTED if name in named), None)
    if chosen is None or printed is None:
        first = chosen if chosen is not None else next((child for child in element if local_name(child)), None)
        yield from () if first is None else inlines(first, look, enter)
        return
    sic: str = "".join(inline.text for inline in inlines(printed, look, _nothing) if isinstance(inline, Run))
    found = list(inlines(chosen, look, enter))
    if not any(isinstance(inline, Run) for inline in found):
        found.insert(0, look.run(""))
    for inline in found:
        if isinstance(inline, Run):
            yield replace(inline, sic=sic)
            sic = ""
        else:
            yield inline


def _nothing(_: etree._Element) -> Iterator[Inline]:
    return iter(())


def _styles(element: etree._Element) -> set[str]:
    words = (element.get("rend") or "").lower().split()
    found = {_STYLE_OF[word] for word in words if word in _STYLE_OF}
    return found or ({"italic"} if local_name(element) == "emph" else set())


def _gap_length(element: etree._Element) -> int:
    """The number of characters that could not be read; 1 where the TEI counts in something else."""
    quantity = element.get("quantity", "1")
    counted = element.get("unit", "character") in ("character", "chars") and regex.fullmatch("[0-9]{1,6}", quantity)
    return min(int(quantity), _LONGEST_GAP) if counted else 1
