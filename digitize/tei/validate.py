"""Is it valid? The profile's schema first, then the rules that RELAX NG cannot say; errors in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex
from lxml import etree

from digitize.errors import UsageError
from digitize.tei.names import ID, TEI, local_name
from digitize.tei.profile import Profile

# What a converter must not leave in its text: controls of direction, presentation forms, private use.
_RESIDUE = regex.compile(
    r"[\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\u202A-\u202E\u2066-\u2069\N{ZERO WIDTH NO-BREAK SPACE}]"
    r"|[\uFB50-\uFD3D\uFD50-\uFDCF\uFE70-\uFEFC]"
)


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong: where (line of the file, path, nearest xml:id), what, what is allowed, how to mend."""

    line: int
    path: str
    block: str
    message: str
    allowed: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        """One line."""
        place = f"line {self.line}, {self.path}" + (f" in {self.block}" if self.block else "")
        return "; ".join(part for part in (f"{place}: {self.message}", self.allowed, self.remedy) if part)


def schema_path() -> Path:
    """The profile: package data in a wheel, `schemas/tei.rng` in a checkout."""
    inside = Path(__file__).with_name("tei.rng")
    return inside if inside.exists() else Path(__file__).parents[2] / "schemas" / "tei.rng"


def validate(data: bytes) -> tuple[Violation, ...]:
    """What is wrong with a TEI file by our profile; empty when nothing is. Never raises for bad input."""
    root, faults = _parsed(data)
    if root is None:
        return faults
    if not _compiled(schema_path()).validate(root):
        found = tuple(
            Violation(_line(element), path_of(element), nearest_id(element), *fault)
            for element, *fault in _profile().faults(root)
        )
        return found or _from_libxml(_compiled(schema_path()))
    return tuple(_rules(root))


def validate_with(data: bytes, schema: Path) -> tuple[Violation, ...]:
    """What is wrong with an XML file by somebody's RELAX NG schema; raises UsageError where that is none."""
    root, faults = _parsed(data)
    if root is None:
        return faults
    compiled = _compiled(schema)
    return () if compiled.validate(root) else _from_libxml(compiled)


def _parsed(data: bytes) -> tuple[etree._Element | None, tuple[Violation, ...]]:
    """XML read with entities, DTDs and the network off."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser), ()
    except etree.XMLSyntaxError as error:
        message = " ".join((error.msg or "not well-formed").split())
        line = error.lineno or 0
        return None, (Violation(line, "/", "", f"not well-formed XML: {message}", remedy="mend the XML first"),)


@cache
def _compiled(path: Path) -> etree.RelaxNG:
    try:
        return etree.RelaxNG(etree.parse(str(path)))
    except (OSError, etree.XMLSyntaxError, etree.RelaxNGParseError) as error:
        raise UsageError(
            f"is not a RELAX NG schema in XML syntax ({' '.join(str(error).split())[:120]})",
            where=str(path),
            remedy="give a .rng file",
        ) from None


@cache
def _profile() -> Profile:
    return Profile(schema_path())


def _from_libxml(schema: etree.RelaxNG) -> tuple[Violation, ...]:
    """libxml2's own words; poor, but all there is for schemas that are not ours."""
    found = {(entry.line, entry.path, entry.message): None for entry in schema.error_log}
    shown = list(found) or [(0, "/", "does not fit the schema")]
    return tuple(Violation(line, _short(path or "/"), "", " ".join(message.split())) for line, path, message in shown)


def _short(path: str) -> str:
    return regex.sub(r"\*\[?|/tei:|\{[^}]*\}", lambda found: "/" if found[0] == "/tei:" else found[0], path)


# -- what RELAX NG cannot say


def _rules(root: etree._Element) -> Iterator[Violation]:
    ids = {element.get(ID) for element in root.iter() if element.get(ID)}
    for element in root.iter():
        if not isinstance(element.tag, str) or not element.tag.startswith(f"{{{TEI}}}"):
            continue
        yield from _pointers(element, ids)
        yield from _residue(element)
    yield from _page_order(root)


def _pointers(element: etree._Element, ids: set[str | None]) -> Iterator[Violation]:
    for name in ("target", "corresp", "sameAs", "resp", "ana", "who", "rendition", "facs"):
        for pointer in (element.get(name) or "").split():
            if pointer.startswith("#") and pointer[1:] not in ids:
                yield _violation(
                    element, f"@{name} points to {pointer}, which is not there", remedy="mend the pointer or the xml:id"
                )


def _residue(element: etree._Element) -> Iterator[Violation]:
    if local_name(element) == "sic" or _in_header(element):
        return
    tail = element.tail if element.getparent() is not None and not _in_header(element) else None
    for text in (element.text, tail):
        found = _RESIDUE.search(text or "")
        if found:
            yield _violation(
                element,
                f"the text holds U+{ord(found[0]):04X}, a control or a presentation form",
                remedy="replace it by the letters it stands for, or take it out",
            )


def _in_header(element: etree._Element) -> bool:
    return any(local_name(each) == "teiHeader" for each in (element, *element.iterancestors()))


def _page_order(root: etree._Element) -> Iterator[Violation]:
    last = 0
    for element in root.iter(f"{{{TEI}}}pb"):
        found = regex.fullmatch(r"pb-(\d+)", element.get(ID) or "")
        if not found:
            continue
        number = int(found[1])
        if number <= last:
            yield _violation(element, f"page {number} follows page {last}", remedy="put the page breaks in order")
        last = number


def _violation(element: etree._Element, message: str, *, remedy: str) -> Violation:
    return Violation(_line(element), path_of(element), nearest_id(element), message, remedy=remedy)


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def path_of(element: etree._Element) -> str:
    """The way to an element in local names, e.g. `/TEI/text/body/div[2]/p[3]`."""
    parts = []
    for each in (element, *element.iterancestors()):
        parent = each.getparent()
        same = [child for child in parent if child.tag == each.tag] if parent is not None else [each]
        parts.append(local_name(each) + (f"[{same.index(each) + 1}]" if len(same) > 1 else ""))
    return "/" + "/".join(reversed(parts))


def nearest_id(element: etree._Element) -> str:
    """The xml:id of the element or of the nearest one around it."""
    return next((each.get(ID) or "" for each in (element, *element.iterancestors()) if each.get(ID)), "")
