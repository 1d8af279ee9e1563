"""Names of the TEI vocabulary, and elements with text and tails that keep every space where it belongs."""

from __future__ import annotations

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
# lxml-stubs know only prefixed namespaces; the default one has the key None.
NAMESPACES: dict[str, str] = {None: TEI}  # type: ignore[dict-item]
ID = f"{{{XML}}}id"
LANG = f"{{{XML}}}lang"

RESPONSIBLE = "resp-digitize"


def tei(name: str) -> str:
    """A TEI element's name with its namespace."""
    return f"{{{TEI}}}{name}"


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; "" for comments and processing instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A new last child; `id` and `lang` become xml:id and xml:lang."""
    full = {{"id": ID, "lang": LANG}.get(key, key.replace("_", "-")): value for key, value in attributes.items()}
    child = etree.SubElement(parent, tei(name), full)
    child.text = text
    return child


def append_text(element: etree._Element, text: str) -> None:
    """Text behind everything that the element holds."""
    if len(element):
        last = element[-1]
        last.tail = (last.tail or "") + text
    else:
        element.text = (element.text or "") + text
