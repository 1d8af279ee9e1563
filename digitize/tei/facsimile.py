"""Pictures of the pages, and where on them every block stands: `<facsimile>`, TEI P5 chapter 12.1.

Coordinates are points of the page, from its top left. A block that goes over a page end has a zone on both pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from digitize.geometry import Box, around
from digitize.model import Block, Document, page_of
from digitize.tei.names import add


@dataclass(frozen=True, slots=True)
class Pictures:
    """The folder of a document's pictures, as a URL relative to the TEI, "" for none; whether it has those of pages."""

    folder: str = ""
    pages: bool = False


NO_PICTURES = Pictures()


def surface_id(page: int) -> str:
    """The id of a page's surface, e.g. `page-4`; its picture has the same name."""
    return f"page-{page}"


def zone_ids(document: Document, block: Block) -> list[str]:
    """The ids of a block's zones, the first named after the block, the others after the page too."""
    return [_zone_id(block, index, page) for index, page in enumerate(_places(document, block))]


def write_facsimile(root: etree._Element, document: Document, images: str) -> None:
    """A surface for every page that has a size, with its picture and the zones of its blocks."""
    zones: dict[int, list[tuple[str, Block, Box]]] = {}
    for block in document.blocks:
        if block.label.role.is_text:
            for index, (number, box) in enumerate(_places(document, block).items()):
                zones.setdefault(number, []).append((_zone_id(block, index, number), block, box))
    facsimile = add(root, "facsimile")
    for page in document.source.pages:
        surface = add(facsimile, "surface", id=surface_id(page.number), n=str(page.number))
        _corners(surface, Box(0, 0, page.width, page.height))
        add(
            surface,
            "graphic",
            url=f"{images}/{surface_id(page.number)}.png",
            mimeType="image/png",
            width=f"{page.width:.0f}pt",
            height=f"{page.height:.0f}pt",
        )
        for name, block, box in zones.get(page.number, ()):
            _corners(add(surface, "zone", id=name, type=block.label.role.value), box)


def _zone_id(block: Block, index: int, page: int) -> str:
    return f"zone-{block.id}" + (f"-{page}" if index else "")


def _places(document: Document, block: Block) -> dict[int, Box]:
    """The box around a block's lines on each of its pages."""
    boxes: dict[int, list[Box]] = {}
    for name in block.lines:
        box = document.source.lines[name].box
        if box is not None:
            boxes.setdefault(page_of(name), []).append(box)
    return {page: around(found) for page, found in boxes.items()}


def _corners(element: etree._Element, box: Box) -> None:
    for name, value in zip(("ulx", "uly", "lrx", "lry"), box, strict=True):
        element.set(name, f"{max(0.0, value):.0f}")
