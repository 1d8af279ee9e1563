"""The pages of a document that are to be converted, such as `1-4,9`; those that are left out keep their numbers."""

from __future__ import annotations

from digitize.errors import UsageError

Ranges = tuple[tuple[int, int], ...]  # first and last page, from 1; ascending, apart from each other; () for all pages

MOST = 1_000_000  # a page beyond is a slip of the pen


def ranges_of(text: str) -> Ranges:
    """Ranges as a person writes them, in any order; raises ValueError where they are none.

    >>> ranges_of("9,1-3,2-4")
    ((1, 4), (9, 9))
    """
    merged: list[tuple[int, int]] = []
    for first, last in sorted(_range(part.strip()) for part in text.split(",")):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return tuple(merged)


def _range(text: str) -> tuple[int, int]:
    first, dash, last = text.partition("-")
    pair = int(first), int(last if dash else first)
    if not (text.replace("-", "").isdecimal() and 1 <= pair[0] <= pair[1] <= MOST):
        raise ValueError(text)
    return pair


def words(ranges: Ranges) -> str:
    """Ranges as a person writes them, "" for all pages.

    >>> words(((1, 4), (9, 9)))
    '1-4,9'
    """
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def are_together(ranges: Ranges, first: int, last: int) -> bool:
    """True where no page between the two was left out: what runs from one to the other may be read as one."""
    return not ranges or any(start <= first <= last <= end for start, end in ranges)


def chosen(ranges: Ranges, count: int, name: str) -> list[int]:
    """The pages of a document of so many; raises UsageError where it has no such page."""
    if not ranges:
        return list(range(1, count + 1))
    if ranges[-1][1] > count:
        has = "1 page" if count == 1 else f"{count} pages"
        raise UsageError(f"has {has}, none of number {ranges[-1][1]}", where=name, remedy="choose others with --pages")
    return [number for first, last in ranges for number in range(first, last + 1)]
