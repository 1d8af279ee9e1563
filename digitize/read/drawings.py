"""What a page draws beside its text: pictures and rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from digitize.geometry import Box
from digitize.read.frame import Frame

MOST_DRAWINGS = 4000  # paths on a page; more are a map or a chart, and looking at each would take minutes
THINNEST = 3.0  # points: what is thinner is a rule
SMALLEST_PICTURE = 12.0  # points in both directions; smaller images are ornaments


def pictures_and_rules(
    images: Sequence[dict[str, Any]], drawings: Sequence[dict[str, Any]], frame: Frame
) -> tuple[list[Box], list[Box]]:
    """Pictures (images, and drawings as large as pictures) and rules."""
    pictures: list[Box] = []
    rules: list[Box] = []
    for image in images:
        box = frame.box(image["bbox"])
        if min(box.width, box.height) >= SMALLEST_PICTURE and not _fills(box, frame):
            pictures.append(box)
    if len(drawings) > MOST_DRAWINGS:
        return pictures, rules
    shapes: list[tuple[Box, int]] = []
    for drawing in drawings:
        box = frame.box(drawing["rect"])
        border = _border(drawing, frame)
        if border is not None:
            rules.append(border)
        elif min(box.width, box.height) <= THINNEST:
            if max(box.width, box.height) > 4 * THINNEST:
                rules.append(box)
        elif not _fills(box, frame) and _is_painted(drawing):
            shapes.append((box, len(drawing["items"])))
    pictures += [
        box for box, items in _merged(shapes) if min(box.width, box.height) >= 3 * SMALLEST_PICTURE and items > 1
    ]
    return pictures, rules


def _border(drawing: dict[str, Any], frame: Frame) -> Box | None:
    """The line that is left where a box is drawn with a hole nearly as large: the border of one side."""
    items = drawing["items"]
    if len(items) != 2 or any(item[0] != "re" for item in items):
        return None
    one, two = (frame.box(item[1]) for item in items)
    sides = [abs(a - b) for a, b in zip(one, two, strict=True)]
    if max(sides) > THINNEST or sum(side > 0.05 for side in sides) != 1:
        return None
    outer = one.union(two)
    side = max(range(4), key=lambda each: sides[each])
    edge = outer[side]
    if side % 2:
        return Box(outer.x0, edge - sides[side] / 2, outer.x1, edge + sides[side] / 2)
    return Box(edge - sides[side] / 2, outer.y0, edge + sides[side] / 2, outer.y1)


def _is_painted(drawing: dict[str, Any]) -> bool:
    """False for what leaves no ink: clips, invisible boxes, white ground."""
    fill, stroke = drawing.get("fill"), drawing.get("color")
    return (stroke is not None and any(part < 0.97 for part in stroke)) or (
        fill is not None and any(part < 0.97 for part in fill)
    )


def _fills(box: Box, frame: Frame) -> bool:
    return box.width * box.height > 0.85 * frame.width * frame.height


def _merged(shapes: Sequence[tuple[Box, int]]) -> list[tuple[Box, int]]:
    """Shapes that touch made one, with the number of lines and curves in them; one alone is a frame, not a picture."""
    merged: list[tuple[Box, int]] = []
    for box, items in sorted(shapes):
        whole, count = box, items
        rest: list[tuple[Box, int]] = []
        for other, others in merged:
            if other.overlaps_horizontally(whole) and other.overlaps_vertically(whole):
                whole, count = whole.union(other), count + others
            else:
                rest.append((other, others))
        merged = [*rest, (whole, count)]
    return merged
