"""The sign under which a reader meets a note: the printed one where it is plain and no two are alike, else a number."""

from __future__ import annotations

import regex

from digitize.export.reading import Call, Reading

SIGN = r"[\p{Nd}*†‡§?]{1,6}"
MISSING = "?"  # the sign of a call that no note answers, where the printed one would lead astray
_SIGN = regex.compile(SIGN)


def labels(reading: Reading) -> dict[str, str]:
    """The sign of every note by its id.

    Sources that number their notes anew on each page print the same sign twice: there all notes are numbered through.
    """
    printed = [note.sign for note in reading.notes.values()]
    if len(set(printed)) == len(printed) and all(map(_SIGN.fullmatch, printed)):
        return dict(zip(reading.notes, printed, strict=True))
    return {key: str(number) for number, key in enumerate(reading.notes, 1)}


def label_of(call: Call, known: dict[str, str]) -> str:
    """The sign of a call."""
    if call.note in known:
        return known[call.note]
    return call.sign if _SIGN.fullmatch(call.sign) and call.sign not in known.values() else MISSING


def sign_of(call: Call, known: dict[str, str]) -> str:
    """The sign of a call as it is printed, if it is plain."""
    return call.sign if _SIGN.fullmatch(call.sign) else label_of(call, known)
