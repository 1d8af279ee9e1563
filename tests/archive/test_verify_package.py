"""`digitize verify-package`: whatever has happened to a package is found, and nothing else is."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digitize.archive import fixity
from digitize.cli import main
from tests.archive.conftest import RECEIVERS, copy_result, pack, tree


@pytest.fixture(scope="session")
def packages(tmp_path_factory):
    """A package of each kind; the tests that damage one put it back."""
    folder = tmp_path_factory.mktemp("packages")
    result = copy_result("water", folder / "result")
    found = {}
    for to in RECEIVERS:
        out = folder / to
        assert pack(to, result, out=out) == 0
        found[to] = out if to == "dspace" else out / "water"
    return found


@pytest.fixture(params=RECEIVERS)
def package(packages, request, tmp_path):
    """A copy of a package of each kind, to be damaged."""
    return shutil.copytree(packages[request.param], tmp_path / "package")


def _faults(package, capsys):
    """Checks a package that must be damaged; returns the lines that say how."""
    capsys.readouterr()
    assert main(["verify-package", str(package)]) == 4
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out.splitlines()


def test_a_whole_package_passes_and_says_what_it_is(package, capsys):
    assert main(["verify-package", str(package)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.endswith("all as written")
    assert f"{len(tree(package))} files" in line


def test_one_flipped_byte_in_any_file_is_found_and_named(package, capsys):
    for path, data in tree(package).items():
        for at in {0, len(data) // 2, len(data) - 1}:
            (package / path).write_bytes(data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :])
            assert any(path in line for line in _faults(package, capsys)), (path, at)
        (package / path).write_bytes(data)
    assert main(["verify-package", str(package)]) == 0


def test_a_missing_file_is_found_and_named(package, capsys):
    for path, data in tree(package).items():
        (package / path).unlink()
        assert any(f"/{path}: is missing" in line for line in _faults(package, capsys)), path
        (package / path).write_bytes(data)


def test_an_extra_file_is_found_and_named_wherever_it_is(package, capsys):
    folders = [package, *(path for path in package.rglob("*") if path.is_dir())]
    for folder in folders:
        extra = folder / "extra.txt"
        extra.write_text("not ours", encoding="utf-8")
        assert _faults(package, capsys) == [f"{extra}: is in no checksum list"]
        extra.unlink()


def test_a_name_that_would_move_the_cursor_is_escaped(package, capsys):
    (package / "two\nlines \x1b[2J").write_bytes(b"")
    (line,) = _faults(package, capsys)
    assert line.endswith("/two\\x0alines \\x1b[2J: is in no checksum list")


def test_a_file_that_became_a_link_is_found(package, tmp_path, capsys):
    path = next(package.rglob("*.ledger.jsonl"))
    outside = tmp_path / "outside.jsonl"
    path.rename(outside)
    path.symlink_to(outside)
    assert {line.partition(";")[0] for line in _faults(package, capsys)} == {f"{path}: is a link, not a file"}


def test_a_pipe_in_the_place_of_a_file_is_found_and_not_waited_for(package, capsys):
    path = next(package.rglob("*.ledger.jsonl"))
    path.unlink()
    os.mkfifo(path)
    assert {line.partition(";")[0] for line in _faults(package, capsys)} == {f"{path}: is no regular file"}


def test_two_files_that_changed_places_are_found(package, capsys):
    one, two = next(package.rglob("figure-p1-*.png")), next(package.rglob("figure-p3-*.png"))
    data = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(data)
    assert len({line.partition(": ")[0] for line in _faults(package, capsys)}) == 2


@pytest.mark.parametrize("to", RECEIVERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_change_to_a_list_or_record_goes_unseen(packages, to, data):
    package = packages[to]
    small = sorted(path for path, found in tree(package).items() if len(found) < 20_000)
    path = package / data.draw(st.sampled_from(small))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda each: each != whole[at]))
    how = data.draw(st.sampled_from(["change", "insert", "drop", "cut"]))
    changed = {
        "change": whole[:at] + bytes([byte]) + whole[at + 1 :],
        "insert": whole[:at] + bytes([byte]) + whole[at:],
        "drop": whole[:at] + whole[at + 1 :],
        "cut": whole[:at],
    }[how]
    try:
        path.write_bytes(changed)
        assert main(["verify-package", str(package)]) == 4
    finally:
        path.write_bytes(whole)


def test_a_folder_of_packages_is_gone_through_and_the_damaged_one_named(tmp_path, capsys):
    results = [copy_result(name, tmp_path / "results") for name in ("clean", "damaged", "water")]
    assert pack("bagit", *results, out=tmp_path / "bags") == 0
    ledger = tmp_path / "bags" / "damaged" / "data" / "damaged.ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes() + b"\n")
    lines = _faults(tmp_path / "bags", capsys)
    assert [line.endswith("all as written") for line in lines].count(True) == 2
    assert any(str(ledger) in line for line in lines)


@pytest.mark.parametrize("what", ["nothing", "empty", "file", "other"])
def test_what_is_no_package_is_said_in_one_line(tmp_path, capsys, what):
    place = tmp_path / "place"
    if what == "file":
        place.write_text("x", encoding="utf-8")
    elif what != "nothing":
        place.mkdir()
    if what == "other":
        (place / "letter.txt").write_text("x", encoding="utf-8")
    assert main(["verify-package", str(place)]) == 5
    (line,) = capsys.readouterr().err.splitlines()
    assert "is no package" in line


def test_a_file_that_cannot_be_read_is_said_in_one_line(package, capsys, monkeypatch):
    def refused(path, algorithm):
        raise PermissionError(13, "Permission denied", str(path), algorithm)

    monkeypatch.setattr(fixity, "checksum", refused)
    assert main(["verify-package", str(package)]) == 5
    (line,) = capsys.readouterr().err.splitlines()
    assert "Permission denied" in line
