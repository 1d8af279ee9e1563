"""Pictures and their links in a TEI file: which there are, and other names for them, no other byte changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

import regex
from lxml import etree

from digitize.archive.names import same_name
from digitize.errors import DigitizeError
from digitize.tei.names import tei

_REMOTE = regex.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_URL = regex.compile(rb"""(?P<before>\surl\s*=\s*(?P<quote>["']))(?P<url>.*?)(?=(?P=quote))""", regex.DOTALL)


def pictures(root: etree._Element, folder: str, where: str) -> dict[str, str]:
    """The pictures that a TEI shows: for each URL the path of its file, relative to the TEI, in order of appearance.

    Raises DigitizeError for one that does not lie in `folder`. A picture with a URL of the web is not ours to pack.
    """
    found: dict[str, str] = {}
    for graphic in root.iter(tei("graphic")):
        url = graphic.get("url") or ""
        if _REMOTE.match(url):
            continue
        parts = PurePosixPath(unquote(url)).parts
        if len(parts) != 2 or not same_name(parts[0], folder) or parts[1] == "..":
            raise DigitizeError(
                f"shows a picture “{url}”, which does not lie in {folder}/",
                where=where,
                remedy="mend the url of the graphic, or convert the document again",
            )
        found[url] = f"{folder}/{parts[1]}"
    return found


def relinked(data: bytes, new: Mapping[str, str], where: str) -> bytes:
    """A TEI file whose pictures have other URLs; `new` tells them by the old ones. All other bytes stay.

    Raises DigitizeError where the result would say anything else than the file did.
    """
    changed = {old: url for old, url in new.items() if old != url}
    if not changed:
        return data
    names = {_escaped(old): url.encode() for old, url in changed.items()}
    written = _URL.sub(lambda match: match["before"] + names.get(match["url"], match["url"]), data)
    if _in_other_words(data, changed) != etree.tostring(_parse(written), method="c14n"):
        raise DigitizeError(
            "the links to its pictures cannot be changed to the names of the package",
            where=where,
            remedy="give the result an ASCII name: convert again with -o NAME.xml",
        )
    return written


def _in_other_words(data: bytes, new: Mapping[str, str]) -> bytes:
    root = _parse(data)
    for graphic in root.iter(tei("graphic")):
        url = graphic.get("url") or ""
        graphic.set("url", new.get(url, url))
    return etree.tostring(root, method="c14n")


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))


def _escaped(url: str) -> bytes:
    return url.replace("&", "&amp;").replace("<", "&lt;").encode()
