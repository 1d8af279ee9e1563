"""Dates as they are printed, and what stands near dates and is none."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.enrich import dates

FOUND = [
    ("numeric, year first", "الجزيرة، 2012/5/16، انظر", "2012/5/16", {"when": "2012-05-16"}),
    ("numeric, day first", "site of Sipri, 30/4/2021, <", "30/4/2021", {"when": "2021-04-30"}),
    ("either, in Arabic print", "في 3/4/2021 صدر", "3/4/2021", {"when": "2021-04-03"}),
    ("Arabic-Indic digits", "موقع اللجنة، ٢٠٢٠/١١/١٢، متاح", "٢٠٢٠/١١/١٢", {"when": "2020-11-12"}),
    ("both month names", "في شباط/ فبراير 2022 عقد", "شباط/ فبراير 2022", {"when": "2022-02"}),
    ("both, no space", "ففي كانون الثاني/يناير 2021، وقّعت", "كانون الثاني/يناير 2021", {"when": "2021-01"}),
    ("both, no year", "مشتركة في أيلول/سبتمبر، ثم", "أيلول/سبتمبر", {"when": "--09"}),
    ("Egyptian first", "مايو/أيار 2018", "مايو/أيار 2018", {"when": "2018-05"}),
    ("one name", "في تشرين الأول 2020", "تشرين الأول 2020", {"when": "2020-10"}),
    ("day and month name", "في 5 حزيران/ يونيو 1967", "5 حزيران/ يونيو 1967", {"when": "1967-06-05"}),
    ("day, no year", "يوم 15 آذار من كل سنة", "15 آذار", {"when": "--03-15"}),
    ("a clitic before", "وآب/ أغسطس 2020", "آب/ أغسطس 2020", {"when": "2020-08"}),
    ("vowel marks", "آبَ/ أغسطسَ 2020", "آبَ/ أغسطسَ 2020", {"when": "2020-08"}),
    ("season", "الأخيرة في خريف 2020، بين", "خريف 2020", {"notBefore": "2020-09", "notAfter": "2020-12"}),
    ("season with the word year", "في ربيع سنة 1900،", "ربيع سنة 1900", {"notBefore": "1900-03", "notAfter": "1900-06"}),
    ("winter is of two years", "شتاء 1915", "شتاء 1915", {"notBefore": "1914-12", "notAfter": "1916-03"}),
    ("range of years", "خلال الفترة 2011-2020.", "2011-2020", {"from": "2011", "to": "2020"}),
    ("range of years in brackets", "(2010-2022)", "2010-2022", {"from": "2010", "to": "2022"}),
    ("range of months", "آذار/ مارس – حزيران/ يونيو 2022", "آذار/ مارس – حزيران/ يونيو 2022", {"from": "2022-03", "to": "2022-06"}),
    ("between two months", "بين آذار وحزيران 2022", "آذار وحزيران 2022", {"from": "2022-03", "to": "2022-06"}),
    ("year", "استقلال أذربيجان سنة 1991، بعد", "1991", {"when": "1991"}),
    ("year of the era", "عام 1948م", "1948", {"when": "1948"}),
    ("English", "on May 16, 2012 the", "May 16, 2012", {"when": "2012-05-16"}),
    ("English, day first", "16 May 2012", "16 May 2012", {"when": "2012-05-16"}),
    ("French", "le 3 août 2015", "3 août 2015", {"when": "2015-08-03"}),
    ("day can only be the second", "12/13/2020", "12/13/2020", {"when": "2020-12-13"}),
]  # fmt: skip
HIJRI = [
    ("رجب 1443", "1443-07", {"notBefore": "2022-01", "notAfter": "2022-03"}),
    ("12 رمضان 1443هـ", "1443-09-12", {"notBefore": "2022-04", "notAfter": "2022-04"}),
    ("ربيع الأول 1443", "1443-03", {"notBefore": "2021-10", "notAfter": "2021-11"}),
    ("سنة 1326هـ", "1326", {}),
]
NONE = [
    ("pages", "ص 54-71"),
    ("a quantity", "1.6 مليار دولار"),
    ("a place that ends in the name of a month", "إعلان إسلام آباد 2021 صدر"),
    ("working paper", "Working Paper 2019/07"),
    ("version", "release 2020.2"),
    ("no day of any month", "31/2/2021"),
    ("a month that does not exist", "2021/14/45"),
    ("half a range of years", "سنة 2021-2022"),
    ("an address", "192.168.1.2020"),
    ("a verb", "مارس الرياضة ثم عاد"),
    ("months that contradict each other", "شباط/ مارس 2022"),
    ("an issue and a number", "العدد 12، رقم 2006"),
]


def _found(text, **options):
    return [(text[span.start : span.end], dict(span.attributes)) for span in dates.find(text, **options)]


@pytest.mark.parametrize(("text", "printed", "attributes"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_a_date_is_read_as_printed(text, printed, attributes):
    assert _found(text) == [(printed, attributes)]


@pytest.mark.parametrize(("text", "custom", "bounds"), HIJRI)
def test_a_hijri_date_keeps_its_calendar_and_lies_between_gregorian_months(text, custom, bounds):
    ((_, attributes),) = _found(text)
    calendar = {"calendar": "#cal-hijri", "datingMethod": "#cal-hijri"}
    assert attributes == {"when-custom": custom, **calendar, **bounds}


@pytest.mark.parametrize("text", [row[1] for row in NONE], ids=[row[0] for row in NONE])
def test_what_only_looks_like_a_date_is_none(text):
    assert _found(text) == []


def test_a_date_that_can_be_read_in_two_ways_is_marked_and_not_read():
    assert _found("3/4/2021", day_first=None) == [("3/4/2021", {})]
    assert _found("3/4/2021", day_first=False) == [("3/4/2021", {"when": "2021-03-04"})]
    assert dates.iso("3/4/2021") is None


@pytest.mark.parametrize(
    ("texts", "day_first"),
    [
        (["30/4/2021", "3/4/2021"], True),
        (["4/30/2021"], False),
        (["3/4/2021"], None),
        (["30/4/2021", "4/30/2021"], None),
    ],
)
def test_a_document_tells_how_it_prints_days(texts, day_first):
    assert dates.day_comes_first(texts) is day_first


@given(st.text(alphabet="0123456789٠١٢/-–.، سنةعامشباطفبرايرآبربيعهـم ً\N{RIGHT-TO-LEFT MARK}", max_size=60))
def test_dates_stand_apart_in_order_within_any_text(text):
    spans = dates.find(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_comes_back_from_its_two_prints(day):
    for printed in (f"{day.year}/{day.month}/{day.day}", f"{day.day}/{day.month}/{day.year}"):
        assert _found(printed) == [(printed, {"when": day.isoformat()})]
