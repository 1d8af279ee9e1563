"""One HTML page: what a reader sees, and what nobody can make it do."""

from __future__ import annotations

import re

import pytest
from lxml import html

from tests.export.conftest import tei


def _page(make, data):
    return next(iter(make(data, "html").values())).decode()


def _root(make, data):
    return html.document_fromstring(_page(make, data).encode())


def test_it_says_its_language_and_direction(make, whole):
    root = _root(make, whole)
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
    assert root.findtext(".//title") == "تقرير الماء"
    english = _root(make, tei("<p>text</p>", lang="en"))
    assert (english.get("lang"), english.get("dir")) == ("en", "ltr")


def test_calls_and_notes_lead_to_each_other(make, whole):
    root = _root(make, whole)
    calls = root.xpath("//a[@role='doc-noteref']")
    assert [call.text for call in calls] == ["*", "1", "1", "3"]
    for call in calls:
        note = root.get_element_by_id(call.get("href")[1:])
        back = note.xpath(".//a[@role='doc-backlink']")[0]
        assert root.get_element_by_id(back.get("href")[1:]).text == call.text


def test_every_link_within_the_page_leads_somewhere_and_every_id_is_one(make, whole):
    root = _root(make, whole)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")} <= set(ids)


def test_ids_of_calls_do_not_meet_ids_of_the_text(make):
    root = _root(make, tei('<p xml:id="call-n1">أ<note xml:id="n1" n="1">ب</note></p><p xml:id="made-1">ج</p><p>د</p>'))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_doubts_corrections_and_gaps_are_shown_with_a_word_on_each(make, whole):
    root = _root(make, whole)
    assert root.xpath("//*[@class='corr']/@title") == ["في الأصل: أمнести"]
    assert root.xpath("//*[@class='doubt']")[0].text == "بعيداً"
    assert root.xpath("//*[@class='gap']")[0].text == "��"
    assert root.xpath("//time/@datetime") == ["2022-02"]


def test_runs_in_another_language_have_their_own_direction(make, whole):
    root = _root(make, whole)
    foreign = root.xpath("//span[@lang='en']")[0]
    assert (foreign.text, foreign.get("dir")) == ("Lieberman", "ltr")
    assert root.xpath("//a[@class='url']/@dir") == ["ltr"]


def test_a_repeated_reference_leads_to_the_note_it_repeats(make, whole):
    assert [link.get("href") for link in _root(make, whole).xpath("//a[text()='المرجع نفسه.']")] == ["#p1.b9"]


def test_pages_are_marked_with_their_printed_numbers(make, whole):
    pages = _root(make, whole).xpath("//*[@role='doc-pagebreak']")
    assert [(page.get("id"), page.get("data-page"), page.get("aria-label")) for page in pages] == [
        ("pb-1", "7", "صفحة 7"),
        ("pb-2", "8", "صفحة 8"),
    ]


def test_contents_are_links_to_headings_nested_as_they_are(make, whole):
    root = _root(make, whole)
    assert root.xpath("//nav/details/ol/li/a/@href") == ["#p1.b3"]
    assert root.xpath("//nav/details/ol/li/ol/li/a/@href") == ["#p2.b14"]


def test_printed_contents_are_contents_enough(make):
    printed = (
        '<list type="contents"><item><ref target="#d1">أ</ref> <ref target="#pb-1" type="pageNum">1</ref></item></list>'
    )
    sections = '<div xml:id="d1"><head>أ</head></div><div><head>ب</head></div>'
    root = _root(make, tei(f"{printed}{sections}"))
    assert not root.xpath("//nav")
    assert len(root.xpath("//ol[@class='entries']//a")) == 1  # there is no page pb-1 to lead to


def test_pictures_are_in_the_page_at_their_printed_size(make, whole):
    (picture,) = _root(make, whole).xpath("//img")
    assert picture.get("src").startswith("data:image/png;base64,")
    assert picture.get("width") == "40"


ELSEWHERE = ("../pic.png", "/etc/hostname", "http://example.org/x.png", "file:pic.png", "..%2Fpic.png", "no.png", "")


@pytest.mark.parametrize("url", ELSEWHERE)
def test_pictures_from_elsewhere_are_not_read(make, url, tmp_path):
    (tmp_path.parent / "pic.png").write_bytes((tmp_path / "pic.png").read_bytes())
    root = _root(make, tei(f'<figure><graphic url="{url}"/><head>صورة</head></figure>'))
    assert not root.xpath("//img")
    assert root.xpath("//figcaption/p/text()") == ["صورة"]


def test_what_is_no_picture_is_not_read(make, tmp_path):
    (tmp_path / "x.png").write_bytes(b"<svg onload='alert(1)'/>")
    assert not _root(make, tei('<figure><graphic url="x.png"/></figure>')).xpath("//img")


def test_a_link_out_of_the_folder_is_not_followed(make, tmp_path):
    (tmp_path / "in.png").symlink_to("/etc/hostname")
    (tmp_path.parent / "outside.png").write_bytes((tmp_path / "pic.png").read_bytes())
    (tmp_path / "out.png").symlink_to(tmp_path.parent / "outside.png")
    assert not _root(make, tei('<figure><graphic url="in.png"/><graphic url="out.png"/></figure>')).xpath("//img")


def test_text_cannot_break_out(make):
    evil = "&lt;script&gt;alert(1)&lt;/script&gt;\"'&gt;&lt;img src=x onerror=alert(1)&gt;"
    attributes = evil.replace("'", "&#39;").replace('"', "&quot;")
    data = tei(
        f'<p rend="{attributes}" n="{attributes}">{evil}<note n="{attributes}">{evil}</note>'
        f'<choice><sic>{evil}</sic><corr>{evil}</corr></choice><ref target="javascript:alert(1)">{evil}</ref></p>'
        f'<pb n="{attributes}"/><list><item n="{attributes}">{evil}</item></list><div><head>{evil}</head></div>'
        f'<div><head>{evil}</head></div><p xml:lang="{attributes}"><date when="{attributes}">x</date></p>'
    )
    root = _root(make, data)
    assert not root.xpath("//script | //main//img | //*[starts-with(@href, 'javascript')]")
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]


def test_nothing_is_fetched_or_run(make, whole):
    page = _page(make, whole)
    assert "<script" not in page
    assert not re.search(r"""(?:src|url\(|@import|<link)[^>]*https?:""", page)
    assert "default-src 'none'" in page


def test_cells_go_over_what_they_went_over(make, whole):
    root = _root(make, whole)
    assert root.xpath("//td[@rowspan='2']/@id") == ["p2.b7"]
    assert root.xpath("//th/@scope") == ["col", "col"]


def test_a_note_without_a_call_says_so(make, whole):
    assert _root(make, whole).xpath("//aside[@id='p2.b13']/@title") == ["حاشية لم يُعرف موضعها في المتن"]
    assert _root(make, whole).xpath("//sup[contains(@class, 'missing')]/text()") == ["2"]
