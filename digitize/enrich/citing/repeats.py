"""Which reference repeats which: `المرجع نفسه` the one before it, `مرجع سابق` and short titles an earlier one.

A link is made only where one work fits. What says that it repeats, and can't be told, is listed as a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from digitize.arabic import skeleton
from digitize.enrich.citing.citations import Reference

# A reference by the index of its note and its index in the note.
Place = tuple[int, int]
Notes = Sequence[tuple[Reference, ...]]


class Uncertain(NamedTuple):
    """A reference that says that it repeats another, and why it can't be told which."""

    note: int
    reference: int
    reason: str


def repeats(notes: Notes) -> dict[Place, Place]:
    """Which reference repeats which earlier one; the earlier one is never itself a repeat."""
    return {place: found for place, found in _read(notes) if not isinstance(found, str)}


def uncertain_repeats(notes: Notes) -> tuple[Uncertain, ...]:
    """The references that repeat a work which can't be told for certain, in order."""
    return tuple(Uncertain(*place, found) for place, found in _read(notes) if isinstance(found, str))


def _read(notes: Notes) -> Iterator[tuple[Place, Place | str]]:
    """Each repeat with the work that it repeats, or with the reason why that can't be told."""
    works = _Works()
    linked: dict[Place, Place] = {}
    unsure: set[Place] = set()
    for place, reference in _placed(notes):
        is_next = reference.kind == "ibid" or (
            reference.kind == "again" and not reference.author and not reference.title
        )
        found = _before(notes, place, linked, unsure) if is_next else works.same(reference)
        if found is None:
            works.add(place, reference)
            continue
        if isinstance(found, str):
            unsure.add(place)
        else:
            linked[place] = found
        yield place, found


def _placed(notes: Notes) -> Iterator[tuple[Place, Reference]]:
    for note, references in enumerate(notes):
        for index, reference in enumerate(references):
            yield (note, index), reference


def _before(notes: Notes, place: Place, linked: dict[Place, Place], unsure: set[Place]) -> Place | str:
    """The reference that stands before one: in its note, else the only one of the note before."""
    note, index = place
    before = (note, index - 1) if index else (note - 1, 0)
    if not index and (not note or len(notes[note - 1]) != 1):
        count = len(notes[note - 1]) if note else 0
        return "the note before has several references" if count else "no reference stands in the note before"
    if before in unsure:
        return "what the reference before repeats is not sure itself"
    return linked.get(before, before)


class _Works:
    """The works named so far, by what they are found by: each with the place of its first reference."""

    def __init__(self) -> None:
        self._titles: dict[str, list[tuple[Place, Reference]]] = {}
        self._authors: dict[str, list[tuple[Place, Reference]]] = {}

    def add(self, place: Place, reference: Reference) -> None:
        """Remembers a reference in full."""
        if reference.kind:
            return
        for word in set(_folded(reference.author).split()):
            self._authors.setdefault(word, []).append((place, reference))
        if title := _folded(reference.title):
            self._titles.setdefault(title.split()[0], []).append((place, reference))

    def same(self, reference: Reference) -> Place | str | None:
        """The work that a short reference repeats; a reason where that is not sure, None where it repeats none."""
        is_short = not (reference.date or reference.venue or reference.publisher or reference.place or reference.url)
        if not is_short or not (reference.author or reference.title):
            return None
        candidates = self._by_title(reference) if reference.title else self._by_author(reference)
        works = {(_folded(each.author), _folded(each.title)): place for place, each in reversed(candidates)}
        if len(works) == 1:
            return next(iter(works.values()))
        if reference.kind != "again":
            return None
        return "several earlier works fit" if works else "no earlier reference fits"

    def _by_title(self, short: Reference) -> list[tuple[Place, Reference]]:
        title = _folded(short.title)
        if not title:
            return []
        earlier = self._titles.get(title.split()[0], [])
        return [
            each
            for each in earlier
            if _begins(_folded(each[1].title), title) and _is_author(each[1].author, short.author)
        ]

    def _by_author(self, short: Reference) -> list[tuple[Place, Reference]]:
        words = _folded(short.author).split()
        earlier = self._authors.get(words[-1], []) if words else []
        return [each for each in earlier if _is_author(each[1].author, short.author)]


def _is_author(whole: str, short: str) -> bool:
    """True where a short name can be that of the first author: the same words, or the last of them; or none is given."""
    if not short or not whole:
        return not short
    first, last = _folded(whole.partition(";")[0]).split(), _folded(short.partition(";")[0]).split()
    return first[-len(last) :] == last or (len(last) > 1 and first[: len(last)] == last)


def _begins(title: str, short: str) -> bool:
    """True where a title begins with all the words of a shorter one."""
    return title == short or title.startswith(f"{short} ")


def _folded(text: str) -> str:
    """Words without marks, case and punctuation, their hamzas levelled: what two printings of one title share."""
    return " ".join(regex.findall(r"[\p{L}\p{N}]+", skeleton(text).lower()))
