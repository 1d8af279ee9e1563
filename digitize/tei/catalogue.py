"""What a TEI header says for a catalogue: read back from the header alone, for exports and packages."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from digitize.tei.names import LANG, tei


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The facts of a header; empty strings and tuples where it does not tell.

    `date` is as printed, `when` in ISO 8601, as exact as printed. `identifiers` are pairs of type and value, such as
    `("DOI", "10.1000/182")`. `source` and `sha256` name the file that was converted.
    """

    title: str
    authors: tuple[str, ...] = ()
    date: str = ""
    when: str = ""
    publisher: str = ""
    place: str = ""
    series: str = ""
    language: str = ""
    abstract: str = ""
    subjects: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    licence: str = ""
    pages: int = 0
    source: str = ""
    sha256: str = ""
    program: str = ""


def catalogue(root: etree._Element) -> Catalogue:
    """The catalogue of a TEI document of our profile; what its header leaves out is left empty."""
    header = root.find(tei("teiHeader"))
    if header is None:
        return Catalogue("")
    printed = header.find(f".//{tei('bibl')}[@type='source']")
    file = header.find(f".//{tei('bibl')}[@type='file']")
    date = printed.find(tei("date")) if printed is not None else None
    measure = header.find(f".//{tei('measure')}[@unit='page']")
    application = header.find(f".//{tei('application')}")
    licence = header.find(f".//{tei('licence')}")
    identifiers = [] if printed is None else list(printed.iterfind(tei("idno")))
    return Catalogue(
        title=_text(header.find(f".//{tei('titleStmt')}/{tei('title')}")),
        authors=tuple(_text(each) for each in header.iterfind(f".//{tei('titleStmt')}/{tei('author')}")),
        date=_text(date),
        when=(date.get("when") or "") if date is not None else "",
        publisher=_part(printed, "publisher"),
        place=_part(printed, "pubPlace"),
        series=_part(printed, "series"),
        language=root.get(LANG) or "",
        abstract=_text(header.find(f".//{tei('abstract')}")),
        subjects=tuple(_text(each) for each in header.iterfind(f".//{tei('keywords')}/{tei('term')}")),
        identifiers=tuple((each.get("type") or "", _text(each)) for each in identifiers),
        licence=(licence.get("target") or _text(licence)) if licence is not None else "",
        pages=int(measure.get("quantity") or 0) if measure is not None else 0,
        source=_part(file, "title"),
        sha256=_part(file, "idno"),
        program=f"{application.get('ident')} {application.get('version')}" if application is not None else "",
    )


def _part(parent: etree._Element | None, name: str) -> str:
    return _text(parent.find(tei(name))) if parent is not None else ""


def _text(element: etree._Element | None) -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""
