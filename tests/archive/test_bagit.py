"""Bags, as RFC 8493 and the Library of Congress's own program read them."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import bagit
import pytest
from lxml import etree

from tests.archive.conftest import DAY, HARD_NAME, copy_result, pack
from tests.conftest import SAMPLES


def read_bag(folder):
    """A reader of RFC 8493, sections 2.1 and 2.2: the payload and the fields of bag-info.txt; asserts what it must be."""
    first, second = (folder / "bagit.txt").read_bytes().decode().splitlines()
    assert first in ("BagIt-Version: 0.97", "BagIt-Version: 1.0")
    assert second == "Tag-File-Character-Encoding: UTF-8"
    payload = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (folder / "data").rglob("*")
        if path.is_file()
    }
    manifests = sorted(folder.glob("manifest-*.txt"))
    assert manifests
    for manifest in manifests:
        algorithm = manifest.stem.removeprefix("manifest-")
        listed = dict(line.split(None, 1)[::-1] for line in manifest.read_text(encoding="utf-8").splitlines())
        assert listed == {path: hashlib.new(algorithm, data).hexdigest() for path, data in payload.items()}
    info = {}
    for line in (folder / "bag-info.txt").read_text(encoding="utf-8").splitlines():
        name, value = line.split(": ", 1)
        info.setdefault(name, []).append(value)
    octets, streams = map(int, info["Payload-Oxum"][0].split("."))
    assert (octets, streams) == (sum(map(len, payload.values())), len(payload))
    return payload, info


def _own_program_says(folder):
    return subprocess.run(
        [sys.executable, bagit.__file__, "--validate", "--quiet", str(folder)], check=False, capture_output=True
    ).returncode


def test_a_bag_is_valid_for_the_library_of_congress_until_a_byte_changes(water, tmp_path):
    assert pack("bagit", water, out=tmp_path / "bags") == 0
    bag = tmp_path / "bags" / "water"
    assert _own_program_says(bag) == 0
    ledger = bag / "data" / "water.ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().replace(b"run", b"ran", 1))
    assert _own_program_says(bag) == 1


def test_a_bag_holds_the_result_and_its_source_byte_for_byte(water, tmp_path):
    (water.parent / "water.images" / "notes of mine.txt").write_text("not shown by the TEI", encoding="utf-8")
    assert pack("bagit", water, out=tmp_path / "bags") == 0
    payload, info = read_bag(tmp_path / "bags" / "water")
    expected = SAMPLES / "expected"
    pictures = sorted((expected / "water.images").iterdir())
    assert payload == {
        "data/water.pdf": (SAMPLES / "water.pdf").read_bytes(),
        "data/water.xml": (expected / "water.xml").read_bytes(),
        "data/water.ledger.jsonl": (expected / "water.ledger.jsonl").read_bytes(),
        **{f"data/water.images/{path.name}": path.read_bytes() for path in pictures},
    }
    tei = etree.parse(expected / "water.xml")
    title = tei.findtext(".//{*}titleStmt/{*}title")
    assert info["External-Description"] == [title]
    assert info["Source-Organization"] == [tei.findtext(".//{*}sourceDesc/{*}bibl/{*}publisher")]
    assert "water.pdf" in info["Internal-Sender-Description"][0]


def test_the_bagging_date_is_what_the_user_says_or_none(water, tmp_path):
    assert pack("bagit", water, out=tmp_path / "one") == 0
    assert "Bagging-Date" not in read_bag(tmp_path / "one" / "water")[1]
    assert pack("bagit", water, out=tmp_path / "two", more=("--date", DAY, "--organization", "دار  المحفوظات")) == 0
    _, info = read_bag(tmp_path / "two" / "water")
    assert (info["Bagging-Date"], info["Source-Organization"]) == ([DAY], ["دار المحفوظات"])
    assert _own_program_says(tmp_path / "two" / "water") == 0


def test_names_are_ascii_and_the_hard_ones_stand_in_the_metadata(hard_result, tmp_path):
    assert pack("bagit", hard_result, out=tmp_path, more=("--source", str(hard_result.parents[1] / "in"))) == 0
    (bag,) = tmp_path.iterdir()
    payload, info = read_bag(bag)
    assert _own_program_says(bag) == 0
    assert all(path.isascii() and " " not in path for path in payload)
    assert (
        bag.name
        == info["Internal-Sender-Identifier"][0]
        == "doc-" + hashlib.sha256(payload[f"data/{bag.name}.pdf"]).hexdigest()[:12]
    )
    record = etree.parse(bag / "metadata" / "dublin_core.xml")
    assert "تقرير المياه" in record.findtext("{*}source")
    assert "تقرير المياه" in info["Internal-Sender-Description"][0]
    assert HARD_NAME not in info["Internal-Sender-Description"][0]  # NFC


def test_the_record_is_in_the_fifteen_elements_with_their_languages(water, tmp_path):
    assert pack("bagit", water, out=tmp_path) == 0
    root = etree.parse(tmp_path / "water" / "metadata" / "dublin_core.xml").getroot()
    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    assert {etree.QName(child).namespace for child in root} == {"http://purl.org/dc/elements/1.1/"}
    assert {etree.QName(child).localname for child in root} <= {
        "title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format",
        "identifier", "source", "language", "relation", "coverage", "rights",
    }  # fmt: skip
    assert root.find("{*}title").get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert root.findtext("{*}language") == "ar"
    assert all(child.text and child.text.strip() for child in root)


@pytest.mark.parametrize("inside", ["", "data", "data/deep"])
@pytest.mark.parametrize("to", ["bagit", "archivematica", "dspace"])
def test_nothing_is_packed_into_a_bag(water, tmp_path, capsys, inside, to):
    assert pack("bagit", water, out=tmp_path) == 0
    bag = tmp_path / "water"
    capsys.readouterr()
    assert pack(to, water, out=bag / inside / "more", more=("--force",)) == 1
    assert pack(to, water, out=bag / inside, more=("--force",)) == 1
    assert [("lies in a bag" in line) for line in capsys.readouterr().err.splitlines()] == [True, True]
    assert _own_program_says(bag) == 0
    assert not (bag / inside / "more").exists()


def test_results_of_one_name_are_numbered_in_an_order_of_their_own(tmp_path):
    one, two = copy_result("clean", tmp_path / "b"), copy_result("clean", tmp_path / "a")
    two.write_bytes(two.read_bytes().replace(b"</TEI>", b"</TEI>\n"))
    assert pack("bagit", one, two, out=tmp_path / "bags") == 0
    assert pack("bagit", two, one, out=tmp_path / "again") == 0
    assert sorted(path.name for path in (tmp_path / "bags").iterdir()) == ["clean", "clean-2"]
    for name in ("clean", "clean-2"):
        assert (tmp_path / "bags" / name / "data" / f"{name}.xml").read_bytes() == (
            tmp_path / "again" / name / "data" / f"{name}.xml"
        ).read_bytes()
