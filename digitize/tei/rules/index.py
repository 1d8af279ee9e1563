"""A document gone through once: its elements by name, its attributes, its ids."""

from __future__ import annotations

from lxml import etree

from digitize.tei.names import ID, TEI

_PREFIX = f"{{{TEI}}}"


class Index:
    """The TEI elements of a document in their order, by local name; and every attribute of theirs."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.named: dict[str, list[etree._Element]] = {}
        self.attributes: list[tuple[etree._Element, str, str]] = []
        self.ids: dict[str, etree._Element] = {}
        self.repeated: list[tuple[str, etree._Element]] = []
        for element in root.iter():
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if tag.startswith(_PREFIX):
                self.named.setdefault(tag[len(_PREFIX) :], []).append(element)
            for name, value in element.items():
                self.attributes.append((element, str(name), str(value)))
                if name == ID:
                    self._add_id(str(value), element)

    def _add_id(self, value: str, element: etree._Element) -> None:
        if value in self.ids:
            self.repeated.append((value, element))
        else:
            self.ids[value] = element

    def all(self, *names: str) -> list[etree._Element]:
        """The TEI elements of these names."""
        return [element for name in names for element in self.named.get(name, ())]

    @property
    def texts(self) -> list[etree._Element]:
        """The `text` elements that stand in no other; the header is not among them."""
        return [each for each in self.named.get("text", ()) if next(each.iterancestors(f"{_PREFIX}text"), None) is None]
