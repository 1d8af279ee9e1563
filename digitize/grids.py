"""Tables drawn with lines: the cells that horizontal and vertical rules make, merged cells as wholes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from digitize.geometry import Box, around, clusters

NEAR = 3.0  # points: rules no further apart meet
NARROWEST = 6.0  # points: closer rules are one doubled line


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's outer box and its cells: (row, column) from the top left, both from 0, and the cell's box.

    `spans` tells how many (rows, columns) a cell goes over, for those that go over more than one.
    """

    box: Box
    cells: tuple[tuple[tuple[int, int], Box], ...]
    spans: Mapping[tuple[int, int], tuple[int, int]]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell around a point; None beside the grid."""
        return next((place for place, box in self.cells if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1), None)

    @property
    def columns(self) -> int:
        """How many columns the grid has at most."""
        return max(column + self.spans.get((row, column), (1, 1))[1] for (row, column), _ in self.cells)


def grids_of(rules: Sequence[Box]) -> list[Grid]:
    """The grids of a page from top to bottom: rules that meet, with at least two columns of cells."""
    lines = _joined([rule for rule in rules if rule.width >= rule.height], across=True)
    posts = _joined([rule for rule in rules if rule.height > rule.width], across=False)
    if len(lines) < 2 or len(posts) < 3:
        return []
    found = [_grid(own_lines, own_posts) for own_lines, own_posts in _groups(lines, posts)]
    return sorted((grid for grid in found if grid is not None), key=lambda grid: grid.box.y0)


def _joined(rules: Iterable[Box], *, across: bool) -> list[Box]:
    """Rules in line with each other that touch, made one."""
    axis, start, end = (1, 0, 2) if across else (0, 1, 3)
    joined: list[Box] = []
    for rule in sorted(rules, key=lambda each: (round(each[axis] / NEAR), each[start])):
        last = joined[-1] if joined else None
        if last is not None and abs(last[axis] - rule[axis]) <= NEAR and rule[start] - last[end] <= NEAR:
            joined[-1] = last.union(rule)
        else:
            joined.append(rule)
    return joined


def _groups(lines: Sequence[Box], posts: Sequence[Box]) -> list[tuple[list[Box], list[Box]]]:
    """Rules that are held together by crossings."""
    every = [*lines, *posts]
    group = list(range(len(every)))

    def root(index: int) -> int:
        while group[index] != index:
            index = group[index]
        return index

    for number, post in enumerate(posts, len(lines)):
        for index, line in enumerate(lines):
            if line.x0 - NEAR <= post.x0 <= line.x1 + NEAR and post.y0 - NEAR <= line.y0 <= post.y1 + NEAR:
                group[root(index)] = root(number)
    parts: dict[int, tuple[list[Box], list[Box]]] = defaultdict(lambda: ([], []))
    for index, rule in enumerate(every):
        parts[root(index)][index >= len(lines)].append(rule)
    return list(parts.values())


def _grid(lines: Sequence[Box], posts: Sequence[Box]) -> Grid | None:
    xs = [sum(each) / len(each) for each in clusters((post.middle[0] for post in posts), within=NARROWEST)]
    ys = [sum(each) / len(each) for each in clusters((line.middle[1] for line in lines), within=NARROWEST)]
    if len(xs) < 3 or len(ys) < 2:
        return None
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            middle = (left + right) / 2, (top + bottom) / 2
            owner[row, column] = (row, column)
            if column and not _has_post(posts, left, middle[1]):
                owner[row, column] = owner[row, column - 1]
            elif row and not _has_line(lines, top, middle[0]):
                owner[row, column] = owner[row - 1, column]
    boxes: dict[tuple[int, int], list[Box]] = defaultdict(list)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), place in owner.items():
        boxes[place].append(Box(xs[column], ys[row], xs[column + 1], ys[row + 1]))
        if (row, column) != place:
            rows, columns = spans.get(place, (1, 1))
            spans[place] = max(rows, row - place[0] + 1), max(columns, column - place[1] + 1)
    cells = tuple((place, around(each)) for place, each in sorted(boxes.items()))
    if len(cells) < 2 or len({column for (_, column), _ in cells}) < 2:
        return None
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), cells, spans)


def _has_post(posts: Iterable[Box], x: float, y: float) -> bool:
    return any(abs(post.middle[0] - x) <= NARROWEST and post.y0 - NEAR <= y <= post.y1 + NEAR for post in posts)


def _has_line(lines: Iterable[Box], y: float, x: float) -> bool:
    return any(abs(line.middle[1] - y) <= NARROWEST and line.x0 - NEAR <= x <= line.x1 + NEAR for line in lines)
