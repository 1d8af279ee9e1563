"""Words drawn inside a picture: the labels and figures of a chart, the names on a map. They are no running text."""

from __future__ import annotations

from digitize.layout.rows import Row, View
from digitize.model import Role

LEAST = 3  # lines: fewer inside a box may be a title in a frame
MOST_WORDS = 4  # of a label
SMALLER = 0.95  # of the size of the text: labels are set smaller
LARGEST = 0.6  # of the page: what covers more of it is a ground behind the text
EDGE = 2.0  # points by which a label may reach out


def claim_picture_text(view: View) -> None:
    """Labels the lines inside every picture of a PDF that are all short and small; each is a block of its own."""
    for number, rows in view.pages.items():
        page = view.page(number)
        for picture in page.pictures:
            if picture.box.width * picture.box.height > LARGEST * page.width * page.height:
                continue
            inside = [row for row in rows if row.is_free() and row.box.is_inside(picture.box, EDGE)]
            if len(inside) >= LEAST and all(_is_label(view, row) for row in inside):
                for row in inside:
                    row.claim(Role.PICTURE_TEXT, "a short line drawn inside a picture", 0.9, group=picture.id)
                    row.opens = True


def _is_label(view: View, row: Row) -> bool:
    return len(row.text.split()) <= MOST_WORDS and row.size < SMALLER * view.body_size
