"""URLs cut by line ends in right-to-left rows: which signs at a row's edge belong to the half of a URL that stands there."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import regex

OF_URLS = "-/_%=&?+#~"  # signs at which a URL is cut, and which stay with their half
_CUT = regex.compile(
    r"(?P<latin>[^\s<>\p{Bidi_Class=R}\p{Bidi_Class=AL}]*?)(?P<signs>[-/_%=&?+#~.]+)(?=[\s<>()\[\]]|$)"
)
_SIGN_AFTER_SIGN = regex.compile(r"[-/_=&?%+][-/_=&?.]")
_ENDING = regex.compile(r"\.(?:html?|php|pdf|aspx?|jsp)[-_/\p{L}\p{Nd}]", regex.IGNORECASE)
_LATIN = regex.compile(r"\p{Latin}")
_INSIDE_URLS = OF_URLS + ".:,;@!"


def hold_second_half(clusters: Sequence[str], forward: list[bool], *, sign_first: bool) -> None:
    """Marks the half of a URL at the right edge as one stretch from left to right.

    `sign_first`: the half above ends with a letter, so that a sign begins this half.
    """
    _hold_edge(clusters, forward)
    if forward[-1]:
        _extend_start(clusters, forward, sign_first=sign_first)


def hold_first_half(clusters: Sequence[str], forward: list[bool]) -> None:
    """Marks the half of a URL at the left edge, with the signs at its cut, as one stretch from left to right."""
    if not forward[0]:
        return
    at = forward.index(False) if False in forward else len(forward)
    while at < len(forward) and clusters[at][0] in OF_URLS + ".":
        forward[at] = True
        at += 1


def _extend_start(clusters: Sequence[str], forward: list[bool], *, sign_first: bool) -> None:
    """Makes the second half of a cut URL, at the right edge, hold what stands to its left and is its beginning.

    Digits can be there only because they begin it. Of the signs, the nearest begins it where the half above ends with
    a letter, or where it is the percent sign of an encoded letter; the others end it.
    """
    at = len(forward) - 1
    while at >= 0 and forward[at]:
        at -= 1
    far = at
    while far >= 0 and (clusters[far][0] in _INSIDE_URLS or _is_digit(clusters[far])):
        if _is_digit(clusters[far]):
            forward[far : at + 1] = [True] * (at + 1 - far)
            at = far - 1
        far -= 1
    if at >= 0 and clusters[at][0] in _INSIDE_URLS and (sign_first or clusters[at][0] == "%"):
        forward[at] = True


def _hold_edge(clusters: Sequence[str], forward: list[bool]) -> None:
    """Signs of a URL at the right edge belong to its second half: they end it, where it is set as one."""
    at = len(forward)
    while at and not forward[at - 1] and clusters[at - 1][0] in OF_URLS:
        at -= 1
    if at and forward[at - 1]:
        for index in range(at, len(forward)):
            forward[index] = True


def is_torn(first: str, below: str) -> bool:
    """True where the half of a URL above and what begins the line below do not make one: `a-` and `/b`, `a.htm` and `2`."""
    second = below.partition(" ")[0]
    joint = first[-8:] + second
    at = len(joint) - len(second)
    return (
        not second
        or not (second[0].isascii() and (second[0].isalnum() or second[0] in _INSIDE_URLS + ">)"))
        or (_SIGN_AFTER_SIGN.match(joint, at - 1) is not None and not first.endswith(":/"))
        or _ENDING.search(joint) is not None
    )


def cut_at_end(clusters: Sequence[str]) -> bool:
    """True for a right-to-left row whose left edge is Latin with a sign at its far end: a URL or a name is cut there."""
    shown = "".join(clusters)
    found = _CUT.match(shown)
    if found is None or not _LATIN.search(found["latin"]):
        return False
    return "://" in found["latin"] or "www." in found["latin"] or found["signs"] == "-" or "%" in found["latin"]


def _is_digit(cluster: str) -> bool:
    return unicodedata.bidirectional(cluster[0]) in ("EN", "AN")
