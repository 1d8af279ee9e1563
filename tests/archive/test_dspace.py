"""Archives in Simple Archive Format, as DSpace's documentation says that it imports them."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.archive.conftest import copy_result, pack
from tests.conftest import SAMPLES

# From DSpace's registry of Dublin Core fields; one that is not in it stops the import.
REGISTERED = {
    ("title", "none"), ("contributor", "author"), ("subject", "none"), ("description", "none"),
    ("description", "abstract"), ("publisher", "none"), ("date", "issued"), ("date", "none"), ("type", "none"),
    ("format", "extent"), ("identifier", "uri"), ("identifier", "isbn"), ("identifier", "issn"),
    ("identifier", "other"), ("language", "iso"), ("relation", "ispartofseries"), ("relation", "isbasedon"),
    ("rights", "none"), ("rights", "uri"),
}  # fmt: skip


def read_archive(folder):
    """A reader of the layout: for each item its record and its bitstreams; asserts what the importer insists on.

    DSpace documentation, “Importing and Exporting Items via Simple Archive Format”.
    """
    items = {}
    for item in sorted(path for path in folder.iterdir() if path.is_dir()):
        root = etree.parse(item / "dublin_core.xml").getroot()
        assert (root.tag, root.get("schema", "dc")) == ("dublin_core", "dc")
        record = [(each.get("element"), each.get("qualifier"), each.get("language"), each.text) for each in root]
        assert {each.tag for each in root} == {"dcvalue"}
        assert {each[:2] for each in record} <= REGISTERED
        bitstreams = {}
        for line in (item / "contents").read_bytes().decode("ascii").splitlines():
            name, *options = line.split("\t")
            assert name not in bitstreams
            bitstreams[name] = ((item / name).read_bytes(), dict(option.split(":", 1) for option in options))
        left = {path.relative_to(item).as_posix() for path in item.rglob("*") if path.is_file()} - set(bitstreams)
        assert left == {"dublin_core.xml", "contents"}  # a bitstream that is not listed would be lost
        items[item.name] = (record, bitstreams)
    return items


def test_an_archive_is_read_back_by_the_rules_of_the_documentation(water, tmp_path):
    assert pack("dspace", water, out=tmp_path / "archive") == 0
    ((name, (record, bitstreams)),) = read_archive(tmp_path / "archive").items()
    assert name == "item_000"
    title = etree.parse(SAMPLES / "expected" / "water.xml").findtext(".//{*}titleStmt/{*}title")
    assert ("title", "none", "ar", title) in record
    assert [value for element, qualifier, _, value in record if (element, qualifier) == ("language", "iso")] == ["ar"]
    data, options = bitstreams["water.pdf"]
    assert data == (SAMPLES / "water.pdf").read_bytes()
    assert options == {"bundle": "ORIGINAL", "description": "Source document, as received", "primary": "true"}
    assert [name for name, (_, options) in bitstreams.items() if options.get("primary")] == ["water.pdf"]
    assert bitstreams["water.images/figure-p1-f1.png"][1]["bundle"] == "ORIGINAL"


def test_the_tei_is_the_primary_bitstream_where_there_is_no_source(water, tmp_path):
    assert pack("dspace", water, out=tmp_path / "archive", more=("--without-source",)) == 0
    _, bitstreams = read_archive(tmp_path / "archive")["item_000"]
    assert [name for name, (_, options) in bitstreams.items() if options.get("primary")] == ["water.xml"]


def test_several_results_are_items_of_one_archive_in_an_order_of_their_own(tmp_path):
    results = [copy_result(name, tmp_path / "results") for name in ("water", "clean", "ports")]
    assert pack("dspace", *results, out=tmp_path / "one") == 0
    assert pack("dspace", *reversed(results), out=tmp_path / "two") == 0
    assert [next(iter(bitstreams)) for _, bitstreams in read_archive(tmp_path / "one").values()] == [
        "clean.txt", "ports.pdf", "water.pdf",
    ]  # fmt: skip
    assert read_archive(tmp_path / "one") == read_archive(tmp_path / "two")


def test_hard_names_leave_the_contents_file_ascii(hard_result, tmp_path):
    assert pack("dspace", hard_result, out=tmp_path / "archive", more=("--source", str(hard_result.parents[1]))) == 0
    record, bitstreams = read_archive(tmp_path / "archive")["item_000"]
    assert all(name.isascii() and " " not in name for name in bitstreams)
    assert any("تقرير المياه" in value for element, _, _, value in record if element == "relation")


@pytest.mark.parametrize(
    ("more", "says"), [(("--date", "2019-07-04"), "--date"), (("--organization", "X"), "--organization")]
)
def test_options_that_have_no_place_in_an_archive_are_refused(water, tmp_path, capsys, more, says):
    assert pack("dspace", water, out=tmp_path / "archive", more=more) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line
