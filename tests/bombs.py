"""PDFs that mean harm, written object by object: a few kilobytes that would fill a disk, a memory or a lifetime."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

HEADER = b"%PDF-1.7\n"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SHOWN = b"BT /F1 12 Tf 72 700 Td (What is printed on this page can be read.) Tj ET"


def pdf(objects: Mapping[int, bytes], *, root: int = 1) -> bytes:
    """A PDF of these objects, with a sound table of their places."""
    data = bytearray(HEADER)
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(data)
    size = max(places) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        data += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return bytes(data + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(content), content)


def page(parent: int, contents: int, more: bytes = b"") -> bytes:
    return b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 9 0 R>>>>%b>>" % (
        parent,
        contents,
        more,
    )


def one_page(contents: bytes, more: bytes = b"") -> dict[int, bytes]:
    """The objects of a document of one page; 4 is its content stream, 9 its font."""
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: page(2, 4, more),
        4: contents,
        9: FONT,
    }


def inflating(size: int) -> bytes:
    """A page whose content stream is blanks, so many bytes of them, deflated twice over."""
    blanks = b" " * 1_000_000
    packer = zlib.compressobj(9)
    once = b"".join([packer.compress(blanks) for _ in range(size // len(blanks))]) + packer.flush()
    return pdf(one_page(stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]")))


def inflating_picture(side: int) -> bytes:
    """A page with a black picture of so many pixels a side."""
    packer = zlib.compressobj(9)
    row = bytes(side)
    data = b"".join([packer.compress(row) for _ in range(side)]) + packer.flush()
    entries = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
        % (side, side)
    )
    drawn = SHOWN + b" q 400 0 0 400 72 200 cm /Im1 Do Q"
    objects = one_page(stream(drawn))
    objects[3] = page(2, 4).replace(b"/Resources<<", b"/Resources<</XObject<</Im1 5 0 R>>")
    return pdf({**objects, 5: stream(data, entries)})


def round_page_tree() -> bytes:
    """A page tree that is its own branch."""
    objects = one_page(stream(SHOWN))
    objects[2] = b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1000000>>"
    return pdf(objects)


def deep_page_tree(depth: int) -> bytes:
    """One page below so many branches."""
    objects = {1: b"<</Type/Catalog/Pages 10 0 R>>", 4: stream(SHOWN), 9: FONT}
    for number in range(10, 10 + depth):
        above = b"/Parent %d 0 R" % (number - 1) if number > 10 else b""
        objects[number] = b"<</Type/Pages/Kids[%d 0 R]/Count 1%b>>" % (number + 1, above)
    objects[10 + depth] = page(9 + depth, 4)
    return pdf(objects)


def wide_page_tree(count: int) -> bytes:
    """So many pages, all of them one object."""
    objects = one_page(stream(SHOWN))
    objects[2] = b"<</Type/Pages/Kids[%b]/Count %d>>" % (b"3 0 R " * count, count)
    return pdf(objects)


def claimed_pages(count: int) -> bytes:
    """One page, and a page tree that says it has so many."""
    objects = one_page(stream(SHOWN))
    objects[2] = b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % count
    return pdf(objects)


def nested(opening: bytes, closing: bytes, depth: int) -> bytes:
    """Brackets in brackets: in the page's dictionary, and in its content stream."""
    deep = opening * depth + closing * depth
    return pdf(one_page(stream(deep + b" " + SHOWN), b"/Deep " + deep))


def nested_forms(depth: int, *, times: int = 1, is_round: bool = False) -> bytes:
    """A form that draws a form that draws a form, each so many times; the last one the first again, or the text."""
    objects = one_page(stream(b"/X Do"))
    objects[3] = page(2, 4).replace(b"/Resources<<", b"/Resources<</XObject<</X 10 0 R>>")
    for number in range(10, 10 + depth):
        below = b"/XObject<</X %d 0 R>>" % (10 if is_round and number == 9 + depth else number + 1)
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<%b/Font<</F1 9 0 R>>>>" % below
        objects[number] = stream(b"/X Do " * times if not is_round or number % 2 else SHOWN + b" /X Do", entries)
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 9 0 R>>>>"
    objects[10 + depth] = stream(SHOWN, entries)
    return pdf(objects)


def no_pages() -> bytes:
    objects = one_page(stream(SHOWN))
    objects[2] = b"<</Type/Pages/Kids[]/Count 0>>"
    return pdf(objects)
