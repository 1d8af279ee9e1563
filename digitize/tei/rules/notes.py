"""Every call has its note and every note its call; numbers run without gaps, or the header says why they do not.

In our profile a note stands at its call. What can be wrong is a second call (`sameAs`), and the numbers. In other TEI
notes are often gathered at the end and called by `ref type="noteAnchor"`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from digitize.faults import Fault, Level
from digitize.tei.names import ID, local_name
from digitize.tei.rules.index import Index

_MISSING = "missing"  # a call whose note is not there says so itself
_NUMBERING = "numbering"  # the kind of doubt that tells of gaps and repeats


def anchors(index: Index) -> Iterator[Fault]:
    """A call (`noteAnchor`) that leads to no note; where notes are called so, a gathered note that nothing calls."""
    calls = [each for each in index.all("ref", "ptr") if each.get("type") == "noteAnchor"]
    called: set[str] = set()
    for call in calls:
        for pointer in (call.get("target") or "").split():
            called.add(pointer.removeprefix("#"))
            found = index.ids.get(pointer.removeprefix("#"))
            if found is not None and pointer.startswith("#") and local_name(found) != "note":
                yield Fault(
                    call,
                    "note-call",
                    f"the call of a note points to {pointer}, which is a <{local_name(found)}>",
                    'ref type="noteAnchor" points to a <note>',
                    "give the xml:id of the note",
                    attribute="target",
                )
    for note in index.all("note") if calls else ():
        identifier = note.get(ID)
        parent = note.getparent()
        is_gathered = parent is not None and local_name(parent) in ("div", "noteGrp", "list", "back")
        if is_gathered and identifier and identifier not in called and not (note.get("target") or note.get("corresp")):
            yield Fault(
                note,
                "note-uncalled",
                f"nothing calls the note {note.get('n') or identifier}",
                'a call is ref type="noteAnchor"',
                f'add <ref type="noteAnchor" target="#{identifier}"/> where it belongs',
                level=Level.WARNING,
            )


def repeated_calls(index: Index) -> Iterator[Fault]:
    """A second call to a note that has another number, or points to a call instead of a note."""
    for call in index.all("note"):
        note = index.ids.get((call.get("sameAs") or "").removeprefix("#"))
        if note is None or local_name(note) != "note":
            continue
        if note.get("sameAs"):
            message, remedy = f"sameAs points to {call.get('sameAs')}, itself a second call", "point to the note itself"
            yield Fault(call, "note-call", message, remedy=remedy, attribute="sameAs")
        elif call.get("n") and note.get("n") and call.get("n") != note.get("n"):
            yield Fault(
                call,
                "note-call",
                f"the call has the number {call.get('n')}, its note the number {note.get('n')}",
                "a second call has the number of the note",
                f'write n="{note.get("n")}", or mend sameAs',
                attribute="n",
            )


def numbering(index: Index) -> Iterator[Fault]:
    """A number without the one before it anywhere, or there more often than numbering begins; unless told as a doubt."""
    doubts = [each for each in index.all("note") if each.get("type") == "doubt" and each.get("subtype") == _NUMBERING]
    doubtful = {(each.get("target") or "").removeprefix("#") for each in doubts}
    for is_end in (False, True):
        notes = [each for each in _printed(index) if (each.get("type") == "endnote") == is_end]
        numbered = [(int(each.get("n") or 0), each) for each in notes if (each.get("n") or "").isdecimal()]
        present = {number for number, _ in numbered}
        own = [
            (number, each) for number, each in numbered if not (each.get("sameAs") or each.get("subtype") == _MISSING)
        ]
        for number, note in own:
            if number > 1 and number - 1 not in present and not doubtful & {note.get(ID) or "", ""}:
                yield _gap(note, number, present)
        times = Counter(number for number, _ in own)
        for number in () if doubts else sorted(each for each in times if times[each] > max(times[1], 1)):
            last = next(each for other, each in reversed(own) if other == number)
            yield _repeat(last, number, times[number])


def _printed(index: Index) -> list[etree._Element]:
    """The notes of the text; those of the header are not printed ones."""
    texts = set(index.texts)
    return [note for note in index.all("note") if any(each in texts for each in note.iterancestors())]


def _gap(note: etree._Element, number: int, present: set[int]) -> Fault:
    before = max((each for each in present if each < number), default=0)
    missing = f"note {number - 1} is" if before == number - 2 else f"notes {before + 1} to {number - 1} are"
    return Fault(
        note,
        "note-numbering",
        f"note {number} is there, but {missing} not",
        "numbers run without gaps, or notesStmt has a doubt of subtype numbering",
        'add the note, a <note subtype="missing"> at its call, or the doubt',
        attribute="n",
    )


def _repeat(note: etree._Element, number: int, times: int) -> Fault:
    return Fault(
        note,
        "note-numbering",
        f"the number {number} is there {times} times",
        "a number comes again only where numbering begins anew, at 1",
        'mend the number; a second call to one note is <note sameAs="#…"/>',
        attribute="n",
    )
