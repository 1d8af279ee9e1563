"""EPUB: the archive, its package, its navigation. EPUBCheck judges the rest where it is installed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import ROOT
from tests.export.conftest import tei
from tests.export.readers import XHTML, chapters

EPUB = "{http://www.idpf.org/2007/ops}"
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
JAR = os.environ.get("EPUBCHECK", "/usr/share/java/epubcheck.jar")


def _archive(files):
    return zipfile.ZipFile(io.BytesIO(next(iter(files.values()))))


def _tree(files, name):
    return etree.fromstring(_archive(files).read(f"EPUB/{name}"))


def test_its_kind_comes_first_and_bare(make, whole):
    files = make(whole, "epub")
    data = next(iter(files.values()))
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    assert {info.date_time for info in _archive(files).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_pages_turn_to_the_right_only_where_the_text_runs_so(make, whole):
    assert _tree(make(whole, "epub"), "package.opf").find(f"{OPF}spine").get("page-progression-direction") == "rtl"
    english = _tree(make(tei("<p>text</p>", lang="en"), "epub"), "package.opf")
    assert english.find(f"{OPF}spine").get("page-progression-direction") is None


def test_the_catalogue_is_in_the_package(make, whole):
    metadata = _tree(make(whole, "epub"), "package.opf").find(f"{OPF}metadata")
    assert metadata.findtext(f"{DC}title") == "تقرير الماء"
    assert metadata.findtext(f"{DC}creator") == "سلمى ناصر"
    assert metadata.findtext(f"{DC}date") == "2022-03"
    properties = {each.get("property"): each.text for each in metadata.iterfind(f"{OPF}meta")}
    assert properties["dcterms:modified"] == "2022-03-01T00:00:00Z"
    assert properties["schema:accessibilityHazard"] == "none"


def test_navigation_has_contents_pages_and_landmarks(make, whole):
    nav = _tree(make(whole, "epub"), "nav.xhtml")
    found = {each.get(f"{EPUB}type"): each for each in nav.iter(f"{XHTML}nav")}
    assert list(found) == ["toc", "page-list", "landmarks"]
    assert [each.text for each in found["page-list"].iter(f"{XHTML}a")] == ["7", "8"]


def test_every_link_leads_to_an_id_of_its_file(make, whole):
    files = make(whole, "epub")
    ids = {name: set(root.xpath("//@id")) for name, root in chapters(files)}
    for name, root in [*chapters(files), ("nav.xhtml", _tree(files, "nav.xhtml"))]:
        for href in root.xpath("//*[local-name()='a']/@href"):
            file, _, target = href.partition("#")
            if not href.startswith("http") and file != "nav.xhtml" and target:
                assert target in ids[file or name], href


def test_a_chapter_for_each_section_with_the_notes_it_calls(make):
    data = tei(
        '<p>أ<note xml:id="n1" n="1">س</note></p><pb n="2"/><div><head>ب</head><p>ج<note xml:id="n2" n="2">ص</note>'
        '<note sameAs="#n1" n="1"/></p><div><head>د</head></div></div><div><head>ه</head></div>'
    )
    found = chapters(make(data, "epub"))
    assert [root.xpath("//*[local-name()='aside']/@id") for _, root in found] == [["n1"], ["n2"], []]
    assert len(found[1][1].xpath("//*[@role='doc-pagebreak']")) == 1
    assert found[1][1].xpath("//*[@role='doc-noteref']/@href") == ["#n2", "text-001.xhtml#n1"]


def test_the_same_source_has_the_same_identifier_and_another_has_another(make, whole):
    def identifier(data):
        return _tree(make(data, "epub"), "package.opf").findtext(f"{OPF}metadata/{DC}identifier")

    assert identifier(whole) == identifier(whole)
    assert identifier(whole) != identifier(tei("<p>نص آخر</p>"))


@pytest.mark.skipif(not (Path(JAR).exists() and shutil.which("java")), reason="no EPUBCheck; name its jar in EPUBCHECK")
def test_epubcheck_finds_no_fault(make, whole, tmp_path):
    paths = []
    for name, data in (("whole", whole), ("ports", (ROOT / "samples" / "expected" / "ports.xml").read_bytes())):
        paths.append(tmp_path / f"{name}.epub")
        paths[-1].write_bytes(next(iter(make(data, "epub", name).values())))
    for path in paths:
        done = subprocess.run(["java", "-jar", JAR, str(path)], capture_output=True, text=True, check=False)
        assert "0 fatals / 0 errors / 0 warnings" in done.stdout + done.stderr, done.stdout + done.stderr
