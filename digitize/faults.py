"""What is wrong at an element of an XML document, before its place in the file is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lxml import etree


class Level(StrEnum):
    """An error makes a document invalid; a warning is worth a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: at which element, by which rule, what is wrong, what is allowed there, how to mend it.

    `attribute` is the name, as lxml writes it, of an attribute that is to blame; `text` the beginning of a text that
    is, which stands in the element, or behind its child `after`.
    """

    element: etree._Element
    rule: str
    message: str
    allowed: str = ""
    remedy: str = ""
    attribute: str = ""
    text: str = ""
    after: etree._Element | None = None
    level: Level = Level.ERROR
