"""Input that means harm: odd names, links, devices, entities, bombs."""

from __future__ import annotations

import ast
import os
import subprocess
import sys

import pymupdf
import pytest

from digitize.cli import main
from digitize.tei import validate
from tests.conftest import ROOT, SAMPLES

CLEAN = (SAMPLES / "clean.txt").read_text(encoding="utf-8")
NETWORK = {"socket", "http", "urllib.request", "ssl", "ftplib", "smtplib", "requests", "httpx", "asyncio"}
CLUSTER = {"dask", "distributed"}
# Read by every Python process at its start: ends it at the first use of a network.
WATCH = """
import os, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        os.write(2, f"{event} {arguments}".encode())
        os._exit(99)
sys.addaudithook(watch)
"""


def test_no_module_can_reach_a_network_but_the_one_for_clusters():
    for path in (ROOT / "digitize").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not NETWORK & set(names), path.name
            assert not CLUSTER & set(names) or path.name == "cluster.py", path.name


@pytest.mark.parametrize("options", [[], ["--jobs", "2", "--facsimile"]])
def test_no_process_uses_a_network_unless_a_cluster_is_asked_for(tmp_path, options):
    (tmp_path / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    command = [sys.executable, "-m", "digitize", "convert", str(SAMPLES), "-o", str(tmp_path / "out"), *options]
    watched = {**os.environ, "PYTHONPATH": str(tmp_path)}
    process = subprocess.run(command, cwd=ROOT, env=watched, capture_output=True, text=True, check=False)
    assert (process.returncode, process.stderr) == (0, "")
    pytest.importorskip("distributed")
    process = subprocess.run(
        [*command, "--cluster", "local:1"], cwd=ROOT, env=watched, capture_output=True, check=False
    )
    assert process.returncode == 99  # the watch does watch


@pytest.mark.parametrize(
    "name",
    ["two\nlines.txt", "left\u202eright.txt", "-o.txt", "تقرير رقم 1.txt", "a'b\"c$(id).txt", "x" * 200 + ".txt"],
)
def test_odd_names_stay_names(tmp_path, capsys, name):
    source = tmp_path / "in"
    source.mkdir()
    (source / name).write_text(CLEAN, encoding="utf-8")
    (source / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    out = tmp_path / "out"
    assert main(["convert", str(source), "-o", str(out), "--jobs", "1"]) == 2
    found = list(tmp_path.rglob("*.xml"))
    assert len(found) <= 1
    assert all(path.is_relative_to(out) and validate(path.read_bytes()) == () for path in found)
    assert all(len(line.splitlines()) == 1 for line in capsys.readouterr().err.splitlines())


def test_links_out_of_the_folder_are_read_as_files_and_devices_are_not(tmp_path, capsys):
    source = tmp_path / "in"
    source.mkdir()
    (tmp_path / "elsewhere.txt").write_text(CLEAN, encoding="utf-8")
    (source / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    (source / "round.txt").symlink_to(source / "round.txt")
    (source / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(source / "pipe.txt")
    out = tmp_path / "out"
    assert main(["convert", str(source), "-o", str(out), "--jobs", "1", "--timeout", "20"]) in (0, 2)
    assert (out / "link.xml").exists()
    assert not (out / "zero.xml").exists()
    assert not (out / "pipe.xml").exists()
    capsys.readouterr()


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused_in_one_line(tmp_path, capsys, device):
    assert main(["convert", device, "-o", str(tmp_path / "out")]) == 5
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_tei_with_entities_is_not_expanded(tmp_path, capsys):
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE TEI [<!ENTITY l0 "ha">{lol}<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI>&l9;&x;</TEI>'
    path = tmp_path / "bomb.xml"
    path.write_text(bomb, encoding="utf-8")
    assert main(["validate", str(path)]) == 4
    assert "root:" not in capsys.readouterr().out


def test_a_line_of_ten_megabytes_is_converted_or_refused(tmp_path, capsys):
    path = tmp_path / "long.txt"
    path.write_text(CLEAN + "\n" + "كلمة " * 2_000_000, encoding="utf-8")
    assert main(["convert", str(path), "-o", str(tmp_path / "out"), "--jobs", "1", "--timeout", "120"]) in (0, 5)
    assert len(capsys.readouterr().err.splitlines()) <= 1


def test_a_huge_page_gives_no_huge_picture(tmp_path):
    document = pymupdf.open(SAMPLES / "ports.pdf")
    document.select([3])
    document[0].set_mediabox(pymupdf.Rect(0, 0, 14000, 14000))
    document.save(tmp_path / "huge.pdf")
    assert main(["convert", str(tmp_path / "huge.pdf"), "-o", str(tmp_path / "out"), "--facsimile"]) == 0
    for path in (tmp_path / "out").rglob("*.png"):
        picture = pymupdf.Pixmap(path.read_bytes())
        assert picture.width * picture.height <= 8_100_000
