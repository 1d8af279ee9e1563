"""From the header's catalogue to Dublin Core, in each of the forms that a receiver reads."""

from __future__ import annotations

import csv
import hashlib
import io

import pytest
from lxml import etree

from digitize.archive.archivematica import metadata_csv
from digitize.archive.bagit import build
from digitize.archive.conversion import Conversion
from digitize.archive.deposit import Deposit, Kind, Part
from digitize.archive.dspace import dublin_core_xml
from digitize.archive.dublin_core import oai_dc
from digitize.tei.catalogue import Catalogue

FULL = Catalogue(
    title='أثر "الموانئ"، دراسة,\nفي جزأين',
    authors=("نديم عارف الصبّاغ", "ليلى حدّاد"),
    date="آذار/ مارس 2022",
    when="2022-03",
    publisher="مركز الجسر",
    place="عمّان",
    series="دراسات، 7",
    language="ar",
    abstract="ملخّص; with\ta tab",
    subjects=("موانئ", "تجارة", "Ports & trade"),
    identifiers=(
        ("DOI", "10.1000/182"),
        ("ISBN", "978-9957-00-000-1"),
        ("URI", "https://example.org/7"),
        ("shelf", "A 7"),
        ("", "x"),
    ),
    licence="https://creativecommons.org/licenses/by/4.0/",
    pages=10,
    source="تقرير.pdf",
    sha256="ab" * 32,
    program="digitize 0.1.0",
)


def _deposit(facts):
    part = Part("doc.xml", Kind.TEI, "تقرير.xml", "application/tei+xml", b"<TEI/>", "cd" * 32, 6)
    return Deposit("doc", facts, Conversion("تقرير.pdf", "pdf", "digitize 0.1.0", ()), (part,))


def _simple(facts):
    return [(etree.QName(each).localname, each.text) for each in etree.fromstring(oai_dc(_deposit(facts)))]


def _values(found, name):
    return [value for element, value in found if element == name]


def test_every_fact_of_the_header_has_its_element():
    found = _simple(FULL)
    assert _values(found, "title") == [FULL.title]
    assert _values(found, "creator") == list(FULL.authors)
    assert _values(found, "subject") == list(FULL.subjects)
    assert _values(found, "description")[0] == FULL.abstract
    assert _values(found, "publisher") == [FULL.publisher]
    assert _values(found, "date") == ["2022-03"]
    assert _values(found, "type") == ["Text"]
    assert _values(found, "identifier") == [
        "https://doi.org/10.1000/182", "978-9957-00-000-1", "https://example.org/7", "shelf: A 7", "x",
    ]  # fmt: skip
    assert _values(found, "source") == [f"تقرير.pdf (SHA-256: {FULL.sha256})"]
    assert _values(found, "language") == ["ar"]
    assert _values(found, "relation") == [FULL.series]
    assert _values(found, "rights") == [FULL.licence]


@pytest.mark.parametrize(
    ("when", "date", "says"),
    [
        ("2022", "2022", ["2022"]),
        ("2022-03", "آذار 2022", ["2022-03"]),
        ("2022-03-05", "5/3/2022", ["2022-03-05"]),
        ("", "خريف 2020", ["خريف 2020"]),
        ("2022/2023", "2022-2023", ["2022-2023"]),
        ("", "", []),
    ],
)
def test_a_date_is_as_exact_as_printed_and_never_more(when, date, says):
    assert _values(_simple(Catalogue("عنوان", date=date, when=when, sha256="ab" * 32)), "date") == says


def test_what_the_header_does_not_tell_is_left_out():
    found = _simple(Catalogue("", sha256="ab" * 32))
    assert {element for element, _ in found} == {"title", "description", "type", "source", "format"}
    assert _values(found, "title") == ["تقرير.pdf"]


def test_line_breaks_quotes_and_commas_survive_the_csv_and_repeated_values_have_their_columns():
    header, row = csv.reader(io.StringIO(metadata_csv(_deposit(FULL)).decode(), newline=""))
    found = list(zip(header, row, strict=True))
    assert [value for name, value in found if name == "dc.title"] == [FULL.title]
    assert [value for name, value in found if name == "dc.creator"] == list(FULL.authors)
    assert [value for name, value in found if name == "dc.subject"] == list(FULL.subjects)
    assert header[0] == "filename"
    assert header[-1] == "originalName"


def test_dspace_has_the_qualifiers_of_its_registry():
    root = etree.fromstring(dublin_core_xml(_deposit(FULL)))
    found = {(each.get("element"), each.get("qualifier")): each for each in root}
    assert found["contributor", "author"].get("language") == "ar"
    assert found["date", "issued"].text == "2022-03"
    assert found["identifier", "isbn"].text == "978-9957-00-000-1"
    assert found["rights", "uri"].text == FULL.licence
    assert found["relation", "ispartofseries"].text == FULL.series
    assert found["format", "extent"].text == "10 pages"
    assert not [each for each in root if each.get("element") in ("creator", "source")]  # “only for harvested metadata”


def test_no_line_break_breaks_the_fields_of_a_bag(tmp_path):
    part = Part(
        "doc.xml", Kind.TEI, "a\nb: c.xml", "application/tei+xml", b"<TEI/>", hashlib.sha256(b"<TEI/>").hexdigest(), 6
    )
    deposit = Deposit("doc", FULL, Conversion("تقرير\r\nX-Evil: yes.pdf", "pdf", "digitize 0.1.0", ()), (part,))
    build(tmp_path, deposit, organization="", day="")
    fields = (tmp_path / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    assert not [line for line in fields if line.startswith(("X-Evil", "b:", "في"))]
    assert 'External-Description: أثر "الموانئ"، دراسة, في جزأين' in fields
    assert len([line for line in fields if line.startswith("External-Identifier: ")]) == 5
