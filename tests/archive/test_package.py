"""`digitize package`: what goes in, what is refused, what is left behind, and that it is always the same."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import shutil
from pathlib import Path
from urllib.parse import unquote

import bagit
import pytest
from lxml import etree

from digitize.archive import placing
from digitize.archive.receivers import RECEIVERS as RECEIVER_TABLE
from digitize.cli import main
from tests.archive.conftest import RECEIVERS, copy_result, pack, tree
from tests.conftest import SAMPLES

each_receiver = pytest.mark.parametrize("to", RECEIVERS)


def _error(capsys):
    """The one line that was said."""
    (line,) = capsys.readouterr().err.splitlines()
    return line


def _tei_of(package: Path) -> Path:
    """The TEI in a package."""
    (found,) = (path for path in package.rglob("*.xml") if path.with_name(path.stem + ".ledger.jsonl").exists())
    return found


# -- the same input gives the same bytes


def _shuffled_copy(folder: Path, to: Path, seed: int) -> None:
    """A copy whose files came into being in another order, at other times."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    random.Random(seed).shuffle(paths)
    for number, path in enumerate(paths):
        copy = to / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
        os.utime(copy, (seed + number, seed + number))


@each_receiver
def test_the_same_input_gives_the_same_bytes_anywhere_at_any_time(to, tmp_path, monkeypatch):
    for name in ("water", "clean", "ports"):
        copy_result(name, tmp_path / "results")
    found = []
    for seed in range(4):
        place = tmp_path / f"{'deep/' * seed}machine-{seed}"
        _shuffled_copy(tmp_path / "results", place / "out", seed)
        results = [place / "out" / f"{name}.xml" for name in ("water", "clean", "ports")]
        random.Random(seed).shuffle(results)
        monkeypatch.setattr(bagit, "date", _Calendar(seed))
        names = os.listdir

        def listed(path=".", seed=seed, names=names):
            return random.Random(seed).sample(names(path), len(names(path)))

        umask = os.umask((0o022, 0o077, 0o002, 0o027)[seed])
        try:
            with monkeypatch.context() as patched:
                patched.setattr(os, "listdir", listed)
                assert pack(to, *results, out=place / "packages") == 0
        finally:
            os.umask(umask)
        found.append(tree(place / "packages"))
    assert found[0] == found[1] == found[2] == found[3]
    assert not [path for path, data in found[0].items() if b"machine-" in data]


class _Calendar:
    """A clock on which every run has another day."""

    def __init__(self, seed):
        self.seed = seed

    def today(self):
        return self.seed

    def strftime(self, day, _):
        return f"200{day}-01-01"


# -- the source is found by its checksum


@each_receiver
def test_the_source_is_found_under_any_name_by_its_checksum(to, tmp_path):
    result = copy_result("clean", tmp_path / "out", source=False)
    elsewhere = tmp_path / "in" / "deep" / "renamed.dat"
    elsewhere.parent.mkdir(parents=True)
    shutil.copy(SAMPLES / "clean.txt", elsewhere)
    (elsewhere.parents[1] / "clean.txt").write_text("another text of the same name", encoding="utf-8")
    assert pack(to, result, out=tmp_path / "packages", more=("--source", str(tmp_path / "in"))) == 0
    (packed,) = (tmp_path / "packages").rglob("clean.txt")
    assert packed.read_bytes() == elsewhere.read_bytes()


def test_the_source_is_found_where_the_manifest_says(hard_result, tmp_path, monkeypatch):
    monkeypatch.chdir(hard_result.parents[1])
    assert pack("bagit", hard_result, out=tmp_path / "bags") == 0
    (packed,) = (tmp_path / "bags").rglob("*.pdf")
    assert packed.read_bytes() == (SAMPLES / "water.pdf").read_bytes()


@each_receiver
@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("water.pdf", "its SHA-256 is another"),
        ("folder", "is not in"),
        ("nowhere", "is not there"),
        (None, "--without-source"),
    ],
)
def test_no_other_file_is_taken_for_the_source(to, tmp_path, capsys, place, says):
    result = copy_result("clean", tmp_path / "out", source=False)
    (tmp_path / "out" / "clean.txt").write_text("edited since", encoding="utf-8")
    shutil.copy(SAMPLES / "water.pdf", tmp_path)
    (tmp_path / "folder").mkdir()
    more = ("--source", str(tmp_path / place)) if place else ()
    assert pack(to, result, out=tmp_path / "packages", more=more) == 5
    assert says in _error(capsys)
    assert not (tmp_path / "packages").exists()


@each_receiver
def test_a_source_may_be_left_out_on_purpose(to, tmp_path):
    result = copy_result("clean", tmp_path / "out", source=False)
    assert pack(to, result, out=tmp_path / "packages", more=("--without-source",)) == 0
    assert not list((tmp_path / "packages").rglob("clean.txt"))


def test_a_text_whose_name_ends_in_xml_does_not_meet_the_tei(tmp_path):
    (tmp_path / "letter.xml.txt").write_bytes((SAMPLES / "clean.txt").read_bytes())
    (tmp_path / "letter.xml.txt").rename(tmp_path / "letter.xml")
    assert main(["convert", str(tmp_path / "letter.xml"), "-o", str(tmp_path / "out" / "letter.xml"), "-q"]) == 0
    assert (
        pack(
            "bagit",
            tmp_path / "out" / "letter.xml",
            out=tmp_path / "bags",
            more=("--source", str(tmp_path / "letter.xml")),
        )
        == 0
    )
    payload = tmp_path / "bags" / "letter" / "data"
    assert (payload / "letter-source.xml").read_bytes() == (SAMPLES / "clean.txt").read_bytes()
    assert (payload / "letter.xml").read_bytes() == (tmp_path / "out" / "letter.xml").read_bytes()


# -- only what is whole and valid is packed


def _break_tei(result):
    result.write_bytes(result.read_bytes().replace(b"<body>", b"<body><blink/>", 1))


def _break_xml(result):
    result.write_bytes(result.read_bytes()[:-20])


def _lose_ledger(result):
    result.with_name("water.ledger.jsonl").unlink()


def _swap_ledger(result):
    shutil.copy(SAMPLES / "expected" / "ports.ledger.jsonl", result.with_name("water.ledger.jsonl"))


def _age_ledger(result):
    ledger = result.with_name("water.ledger.jsonl")
    ledger.write_bytes(ledger.read_bytes().replace(b"note-calls@2", b"note-calls@1"))


def _cut_ledger(result):
    ledger = result.with_name("water.ledger.jsonl")
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:-1]))


def _garble_ledger(result):
    ledger = result.with_name("water.ledger.jsonl")
    run, *others = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    record = {name: value for name, value in json.loads(run).items() if name != "reader"}
    ledger.write_text(json.dumps(record) + "\n" + "".join(others), encoding="utf-8")


def _lose_picture(result):
    (result.with_name("water.images") / "figure-p1-f1.png").unlink()


def _show_what_lies_outside(result):
    data = result.read_bytes().replace(
        b'url="water.images/figure-p1-f1.png"', b'url="water.images/..%2F..%2Fsecret.png"'
    )
    result.write_bytes(data)


def _take_away(result):
    result.unlink()


@each_receiver
@pytest.mark.parametrize(
    ("damage", "is_said"),
    [
        (_break_tei, (4, "<blink>")),
        (_break_xml, (4, "not well-formed")),
        (_lose_ledger, (5, "has no ledger")),
        (_swap_ledger, (5, "is that of another source")),
        (_age_ledger, (5, "is that of another conversion")),
        (_cut_ledger, (5, "breaks off before its account")),
        (_garble_ledger, (5, "is not a ledger")),
        (_lose_picture, (5, "figure-p1-f1.png, which is not there")),
        (_show_what_lies_outside, (5, "does not lie in water.images/")),
        (_take_away, (5, "cannot be read")),
    ],
)
def test_what_is_not_whole_is_refused_and_leaves_nothing(water, tmp_path, capsys, to, damage, is_said):
    code, says = is_said
    damage(water)
    assert pack(to, water, out=tmp_path / "packages") == code
    assert says in _error(capsys)
    assert not (tmp_path / "packages").exists()


HOSTILE = [
    "",
    ".",
    "..",
    "../../../../etc/passwd",
    "/etc/passwd",
    "a/b",
    "a\0b.pdf",
    "\x01\x1b[2J.pdf",
    "\ud800.pdf",
    "x" * 5000,
    " ",
]


@each_receiver
@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_a_ledger_gives_leads_nowhere(water, tmp_path, capsys, to, name):
    ledger = water.with_name("water.ledger.jsonl")
    run, others = ledger.read_text(encoding="utf-8").split("\n", 1)
    ledger.write_text(json.dumps({**json.loads(run), "source": name}) + "\n" + others, encoding="utf-8")
    assert pack(to, water, out=tmp_path / "packages") == 5
    assert "is not beside it" in _error(capsys)
    before = tree(tmp_path)
    assert pack(to, water, out=tmp_path / "packages", more=("--source", str(water.parent))) == 0
    assert {path: data for path, data in tree(tmp_path).items() if not path.startswith("packages/")} == before
    assert main(["verify-package", str(tmp_path / "packages")]) == 0
    assert next((tmp_path / "packages").rglob("water.pdf")).read_bytes() == (SAMPLES / "water.pdf").read_bytes()


def test_a_tei_that_a_person_has_corrected_is_packed(water, tmp_path):
    water.write_bytes(water.read_bytes().replace("المياه".encode(), "الماء".encode()))
    assert pack("bagit", water, out=tmp_path / "bags") == 0
    assert _tei_of(tmp_path / "bags").read_bytes() == water.read_bytes()


@each_receiver
def test_one_bad_result_does_not_stop_the_others(to, tmp_path, capsys):
    results = tmp_path / "results"
    for name in ("water", "clean", "ports"):
        copy_result(name, results)
    _break_tei(results / "clean.xml")
    assert pack(to, results, out=tmp_path / "packages") == 2
    assert "clean.xml" in _error(capsys)
    names = {path.name for path in (tmp_path / "packages").rglob("*.pdf")}
    assert names == {"water.pdf", "ports.pdf"}
    assert not list((tmp_path / "packages").rglob("clean*"))
    assert main(["verify-package", str(tmp_path / "packages")]) == 0


# -- what is there is kept


@each_receiver
def test_what_exists_is_kept_unless_told_otherwise(water, tmp_path, capsys, to):
    out = tmp_path / "packages"
    assert pack(to, water, out=out, more=("--without-source",)) == 0
    before = tree(out)
    assert pack(to, water, out=out) == 5
    assert "--force" in _error(capsys)
    assert tree(out) == before
    assert pack(to, water, out=out, more=("--force",)) == 0
    assert tree(out) != before
    assert list(out.rglob("water.pdf"))
    assert main(["verify-package", str(out)]) == 0


@each_receiver
def test_force_does_not_replace_what_is_no_package(water, tmp_path, capsys, to):
    place = tmp_path / "packages" if to == "dspace" else tmp_path / "packages" / "water"
    (place / "data").mkdir(parents=True)
    (place / "data" / "thesis.doc").write_text("years of work", encoding="utf-8")
    assert pack(to, water, out=tmp_path / "packages", more=("--force",)) == 5
    assert "exists already" in _error(capsys)
    assert tree(place) == {"data/thesis.doc": b"years of work"}


@each_receiver
def test_force_does_not_replace_a_package_with_a_file_of_somebody_else_in_it(water, tmp_path, to):
    out = tmp_path / "packages"
    assert pack(to, water, out=out) == 0
    package = out if to == "dspace" else out / "water"
    (package / "thesis.doc").write_text("years of work", encoding="utf-8")
    assert pack(to, water, out=out, more=("--force",)) == 5
    assert (package / "thesis.doc").read_text(encoding="utf-8") == "years of work"


@each_receiver
@pytest.mark.parametrize("force", [False, True])
def test_a_full_disk_leaves_what_was_there_and_nothing_else(water, tmp_path, capsys, monkeypatch, to, force):
    out = tmp_path / "packages"
    if force:
        assert pack(to, water, out=out) == 0
    before = tree(tmp_path)
    copy = shutil.copyfile

    def full(source, target):
        if str(source).endswith(".png"):
            raise OSError(28, "No space left on device")
        return copy(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(placing.shutil, "copyfile", full)
        assert pack(to, water, out=out, more=("--force",) if force else ()) == 5
    assert "No space left" in _error(capsys)
    assert tree(tmp_path) == before
    assert out.exists() == force


@each_receiver
def test_a_package_that_is_read_back_otherwise_is_not_put_in_place(water, tmp_path, capsys, monkeypatch, to):
    doubting = dataclasses.replace(
        RECEIVER_TABLE[to], check=lambda folder: [f"{len(tree(folder))} files: have changed"]
    )
    monkeypatch.setitem(RECEIVER_TABLE, to, doubting)
    assert pack(to, water, out=tmp_path / "packages") == 5
    assert "read back otherwise than it was written" in _error(capsys)
    assert not (tmp_path / "packages").exists()


@each_receiver
def test_a_source_that_changes_while_it_is_packed_is_noticed(water, tmp_path, capsys, monkeypatch, to):
    copy = shutil.copyfile

    def changing(source, target):
        copy(source, target)
        if str(source).endswith(".pdf"):
            os.truncate(target, 100)

    monkeypatch.setattr(placing.shutil, "copyfile", changing)
    assert pack(to, water, out=tmp_path / "packages") == 5
    assert "has changed while it was packed" in _error(capsys)
    assert not (tmp_path / "packages").exists()


# -- links to pictures hold


@each_receiver
def test_the_pictures_of_a_renamed_result_are_where_its_tei_says(hard_result, tmp_path, to):
    assert pack(to, hard_result, out=tmp_path / "packages", more=("--source", str(hard_result.parents[1]))) == 0
    tei = _tei_of(tmp_path / "packages")
    assert tei.name.startswith("doc-")
    before, after = etree.parse(hard_result), etree.parse(tei)
    urls = [graphic.get("url") for graphic in after.iterfind(".//{*}graphic")]
    assert len(urls) > 3
    assert all((tei.parent / unquote(url)).is_file() for url in urls)
    for one, other in zip(before.iterfind(".//{*}graphic"), after.iterfind(".//{*}graphic"), strict=True):
        assert (hard_result.parent / unquote(one.get("url"))).read_bytes() == (
            tei.parent / unquote(other.get("url"))
        ).read_bytes()
        one.set("url", other.get("url"))
    assert etree.tostring(before) == etree.tostring(after)


def test_a_packed_result_is_still_accounted_for(hard_result, tmp_path, capsys):
    assert pack("bagit", hard_result, out=tmp_path, more=("--source", str(hard_result.parents[1]))) == 0
    tei = _tei_of(tmp_path)
    capsys.readouterr()
    assert main(["validate", str(tei)]) == 0
    assert main(["verify", str(tei), "--against", str(tei.with_suffix(".pdf"))]) == 0
    assert "closed" in capsys.readouterr().out


def test_a_folder_without_results_is_said(tmp_path, capsys):
    assert pack("bagit", tmp_path, out=tmp_path / "bags") == 1
    assert "no TEI file" in _error(capsys)


def test_what_has_been_packed_already_is_not_packed_again(tmp_path, capsys):
    results = tmp_path / "data"
    copy_result("clean", results / "data")  # a folder that is called as those of a bag are
    copy_result("water", results)
    for to in RECEIVERS:
        assert pack(to, results, out=results / to) == 0
    capsys.readouterr()
    for to in RECEIVERS:
        assert pack(to, results, out=results / to, more=("--force",)) == 0
    assert "2 documents" in capsys.readouterr().out
    assert {path.name for path in (results / "bagit").iterdir()} == {"clean", "water"}
