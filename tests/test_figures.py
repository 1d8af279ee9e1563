"""Figures and facsimiles: pictures as files, in their place in the text, and nothing that only decorates."""

from __future__ import annotations

import pymupdf
import pytest
from lxml import etree

from digitize import Options, convert
from digitize.cli import main
from digitize.tei import validate
from tests.conftest import SAMPLES
from tests.pdfs import Page, is_mark

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
WORDS = ("شهدت سنة هذه الموانئ", "اضطرابا كبيرا في حركة", "الملاحة والتجارة كلها", "ثم عادت بعد ذلك.")


def shown(text: str) -> str:
    """The letters as a page shows them from left to right."""
    return "".join(reversed([char for char in text if not is_mark(char)]))


def _report(draw: str, *, label: str = "", rotated: int = 0) -> bytes:
    """A page of text with a drawing between its lines."""
    page = Page()
    for number in range(12):
        page.line(shown(WORDS[number % 4]), x=100, y=80 + 24 * number, size=14)
    page.raw(draw)
    if label:
        for number, each in enumerate(label.split("|")):
            page.line(each, x=140 + 60 * number, y=500, size=8)
    for number in range(3):
        page.line(shown(WORDS[number]), x=100, y=620 + 24 * number, size=14)
    document = pymupdf.open(stream=page.pdf())
    document[0].set_rotation(rotated)
    return document.tobytes()


def _bars(x: float = 120, y: float = 420) -> str:
    """A chart of bars: y counts from the top."""
    bars = "".join(f"0.2 0.4 0.8 rg {x + 40 * n} {842 - y - 120} 36 {40 + 25 * n} re f\n" for n in range(4))
    return bars + f"0 0 0 RG {x} {842 - y - 120} 160 115 re S"


@pytest.fixture
def converted(tmp_path):
    """A function from the bytes of a PDF to its result and the root of its TEI."""

    def make(data: bytes, options: Options | None = None):
        path = tmp_path / "report.pdf"
        path.write_bytes(data)
        result = convert(path, options or Options())
        assert validate(result.tei) == ()
        return result, etree.fromstring(result.tei)

    return make


def test_a_picture_without_a_caption_is_a_figure_with_its_file(converted):
    result, root = converted(_report(_bars()))
    (graphic,) = root.iterfind(".//t:body//t:figure/t:graphic", TEI)
    assert set(result.images) == {graphic.get("url")} == {"report.images/figure-p1-f1.png"}
    picture = pymupdf.Pixmap(result.images[graphic.get("url")])
    assert picture.pixel(picture.width // 8, picture.height - 10) == (51, 102, 204)


def test_a_picture_stands_between_the_paragraphs_around_it(converted):
    _, root = converted(_report(_bars()))
    text = "".join(
        "‹picture›" if each.tag.endswith("graphic") else each.text or "" for each in root.find(".//t:body", TEI).iter()
    )
    before, after = text.split("‹picture›")
    assert before.count("شهدت") == 3
    assert after.count("شهدت") == 1


def test_the_labels_of_a_chart_are_in_its_figure_and_not_in_the_text(converted):
    result, root = converted(_report(_bars(), label="43.7|51.2|60.4"))
    (figure,) = root.iterfind(".//t:figure", TEI)
    assert set("".join(figure.itertext()).split()) == {"43.7", "51.2", "60.4"}
    assert result.account.is_closed
    figure.getparent().remove(figure)
    assert "43.7" not in "".join(root.find("t:text", TEI).itertext())


def test_a_tinted_box_behind_text_is_no_figure(converted):
    result, root = converted(_report("0.9 0.9 0.6 rg 90 560 260 220 re f 0.2 0.2 0.2 RG 90 560 260 220 re S"))
    assert not result.images
    assert root.find(".//t:figure", TEI) is None


def test_a_logo_on_every_page_is_no_figure(converted):
    one = pymupdf.open(stream=_report("0.2 0.4 0.8 rg 480 780 40 30 re f 0 0 0 RG 480 780 40 32 re S"))
    document = pymupdf.open()
    for _ in range(3):
        document.insert_pdf(one)
    result, root = converted(document.tobytes())
    assert not result.images
    assert root.find(".//t:figure", TEI) is None


def test_pictures_can_be_left_out(converted):
    result, root = converted(_report(_bars()), Options(images=False))
    assert not result.images
    assert root.find(".//t:graphic", TEI) is None


def test_a_facsimile_shows_every_page_and_where_every_block_stands(converted):
    result, root = converted(_report(_bars()), Options(facsimile=True))
    assert "report.images/page-1.png" in result.images
    (surface,) = root.iterfind(".//t:surface", TEI)
    zones = {zone.get("{http://www.w3.org/XML/1998/namespace}id"): zone for zone in surface.iterfind("t:zone", TEI)}
    paragraph = root.find(".//t:body//t:p", TEI)
    zone = zones[paragraph.get("facs").removeprefix("#")]
    page = pymupdf.Pixmap(result.images["report.images/page-1.png"])
    scale = page.width / 595
    inked = [
        (x, y)
        for x in range(int(float(zone.get("ulx")) * scale), int(float(zone.get("lrx")) * scale))
        for y in range(int(float(zone.get("uly")) * scale), int(float(zone.get("lry")) * scale))
        if sum(page.pixel(x, y)) < 300
    ]
    assert inked


def test_the_picture_of_a_turned_page_is_upright(converted):
    sound, _ = converted(_report(_bars()))
    turned, _ = converted(_report(_bars(), rotated=90))
    assert list(sound.images.values()) == list(turned.images.values())


def test_the_command_writes_them_beside_the_tei_and_takes_old_ones_away(tmp_path):
    source, target = tmp_path / "ports.pdf", tmp_path / "out" / "تقرير 1.xml"
    source.write_bytes((SAMPLES / "ports.pdf").read_bytes())
    assert main(["convert", str(source), "-o", str(target), "--facsimile"]) == 0
    folder = target.with_name("تقرير 1.images")
    root = etree.parse(str(target)).getroot()
    urls = {each.get("url") for each in root.iter("{http://www.tei-c.org/ns/1.0}graphic")}
    assert len(urls) == len(list(folder.iterdir())) == 16
    assert all(url.startswith("%D8%AA") and " " not in url for url in urls)
    assert main(["convert", str(source), "-o", str(target), "--force"]) == 0
    figures = {url.rpartition("/")[2] for url in urls if "/figure" in url}
    assert {path.name for path in folder.iterdir()} == figures
    assert main(["convert", str(source), "-o", str(target), "--force", "--no-images"]) == 0
    assert not folder.exists()
