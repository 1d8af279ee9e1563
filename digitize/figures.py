"""Which pictures of a document are figures, and where each stands in the text.

Not figures: what is drawn behind text (tinted boxes, frames), what returns in the same place on many pages (a logo in
the running head), hairlines and small ornaments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from digitize.geometry import Box
from digitize.model import Block, Document, Page, Picture, Role

SMALLEST = 24.0  # points in both directions; what is smaller decorates
LONGEST = 12.0  # times as long as wide: what is longer is a rule or a band
RETURNS = 3  # pages on which the same box is furniture
EDGE = 2.0  # points by which text may reach out of a picture that it is drawn in


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that belongs to the text. `before` is the block it stands before, None at the end of the text.

    A figure with a caption stands where its caption does. `name` is the name of its image file without the suffix.
    """

    picture: Picture
    page: int
    captions: tuple[Block, ...]
    texts: tuple[Block, ...]
    before: str | None
    on_title_page: bool = False

    @property
    def name(self) -> str:
        """The name of the image file: page and number of the picture, e.g. `figure-p4-f1`."""
        return "figure-" + self.picture.id.replace(".", "-")


def figures(document: Document) -> tuple[Figure, ...]:
    """The figures of a document in the order of its pages."""
    returning = _returning(document)
    by_group: dict[str, list[Block]] = {}
    for block in document.with_role(Role.CAPTION, Role.PICTURE_TEXT):
        if block.label.group:
            by_group.setdefault(block.label.group, []).append(block)
    title_pages = {block.page for block in document.blocks if block.label.front and block.label.role is Role.TITLE}
    found: list[Figure] = []
    for page in document.source.pages:
        for picture in _outermost(page):
            own = by_group.get(picture.id, [])
            captions = tuple(block for block in own if block.label.role is Role.CAPTION)
            texts = tuple(block for block in own if block.label.role is Role.PICTURE_TEXT)
            if not captions and (_is_small(picture.box) or returning[_place(picture)] >= RETURNS):
                continue
            if _holds_text(document, page, picture.box):
                continue
            before = _before(document, page, picture.box)
            found.append(Figure(picture, page.number, captions, texts, before, page.number in title_pages))
    return tuple(found)


def _place(picture: Picture) -> tuple[int, ...]:
    return tuple(round(edge / 4) for edge in picture.box)


def _returning(document: Document) -> Counter[tuple[int, ...]]:
    return Counter(place for page in document.source.pages for place in {_place(each) for each in page.pictures})


def _outermost(page: Page) -> Iterator[Picture]:
    """The page's pictures without those that lie inside another."""
    for index, picture in enumerate(page.pictures):
        inside = any(
            picture.box.is_inside(other.box, EDGE) and (other.box != picture.box or at < index)
            for at, other in enumerate(page.pictures)
            if at != index
        )
        if not inside:
            yield picture


def _is_small(box: Box) -> bool:
    long, short = max(box.width, box.height), min(box.width, box.height)
    return short < SMALLEST or long > LONGEST * short


def _holds_text(document: Document, page: Page, box: Box) -> bool:
    """True where running text is printed on the picture: it is a frame, a ground or a scan behind a text layer."""
    own = {
        name
        for block in document.with_role(Role.CAPTION, Role.PICTURE_TEXT, Role.PAGE_NUMBER, Role.HEADER, Role.FOOTER)
        for name in block.lines
    }
    lines = [line.box for line in page.lines if line.id not in own and line.box is not None]
    return any(line.is_inside(box, EDGE) or Box(*line.middle, *line.middle).is_inside(box) for line in lines)


def _before(document: Document, page: Page, box: Box) -> str | None:
    """The first block of the body that begins below the picture's middle, on its page or a later one."""
    for block in document.blocks:
        if block.label.front or not block.label.role.is_text or block.label.role in (Role.NOTE, Role.PICTURE_TEXT):
            continue
        if block.page > page.number:
            return block.id
        line = document.source.lines[block.lines[0]] if block.lines else None
        if block.page == page.number and line is not None and line.box is not None and line.box.y0 >= box.middle[1]:
            return block.id
    return None
