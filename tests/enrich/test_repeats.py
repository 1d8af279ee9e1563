"""Repeats: linked where one work fits, listed as a doubt where not."""

from __future__ import annotations

import pytest

from digitize.enrich.citing.citations import references
from digitize.enrich.citing.repeats import repeats, uncertain_repeats

PORTS = 'ليلى قاسم، "موانئ الشرق: قرن من التحولات"، مجلة النهر، العدد 3، 2001، ص 5.'
SALT = 'ليلى قاسم، "طرق الملح"، مجلة النهر، العدد 9، 2004، ص 8.'
RAILS = "سمير حداد، السكك (بيروت: دار الضوء، 2003)، ص 9."
HALE = "Ruth Hale, Harbours of the East (London: Quay Press, 1998), p. 3."
WEATHER = "كان الطقس بارداً في ذلك العام، وتأخّر الحصاد."
SAME = "المرجع نفسه، ص 7."


def links(*notes):
    return repeats([references(note) for note in notes])


def reasons(*notes):
    return [
        (each.note, each.reference, each.reason) for each in uncertain_repeats([references(note) for note in notes])
    ]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ((PORTS, SAME), {(1, 0): (0, 0)}),
        ((PORTS, SAME, "نفسه، ص 9.", "Ibid."), {(1, 0): (0, 0), (2, 0): (0, 0), (3, 0): (0, 0)}),
        ((PORTS, f"{RAILS[:-1]}؛ المرجع نفسه، ص 11."), {(1, 1): (1, 0)}),
        ((PORTS, RAILS, "ليلى قاسم، مرجع سابق، ص 6.", SAME), {(2, 0): (0, 0), (3, 0): (0, 0)}),
        ((PORTS, RAILS, "قاسم، المرجع السابق، ص 6."), {(2, 0): (0, 0)}),
        ((PORTS, SALT, 'ليلى قاسم، "موانئ الشرق"، مرجع سابق.'), {(2, 0): (0, 0)}),
        ((PORTS, SALT, 'ليلى قاسم، "موانئ الشرق".'), {(2, 0): (0, 0)}),
        ((PORTS, WEATHER, '"مَوانئ الشرق"، مرجع سابق.'), {(2, 0): (0, 0)}),
        (
            (PORTS.replace("موانئ الشرق", "إستراتيجية الموانئ"), SALT, 'ليلى قاسم، "استراتيجية الموانئ".'),
            {(2, 0): (0, 0)},
        ),
        ((PORTS, PORTS, RAILS, "ليلى قاسم، مرجع سابق."), {(3, 0): (0, 0)}),
        ((HALE, RAILS, "Hale, op. cit., p. 9."), {(2, 0): (0, 0)}),
        ((HALE, RAILS, "Hale, Harbours, 9."), {(2, 0): (0, 0)}),
        ((RAILS, "المرجع السابق، ص 60."), {(1, 0): (0, 0)}),
        (("مقابلة مع أحد العمال، 2010/3/14.", SAME), {(1, 0): (0, 0)}),
    ],
)
def test_a_repeat_is_linked_to_the_first_reference_to_its_work(notes, expected):
    assert links(*notes) == expected
    assert reasons(*notes) == []


@pytest.mark.parametrize(
    ("notes", "place", "reason"),
    [
        ((SAME,), (0, 0), "no reference stands in the note before"),
        ((PORTS, WEATHER, SAME), (2, 0), "no reference stands in the note before"),
        ((f"{PORTS[:-1]}؛ {RAILS}", SAME), (1, 0), "the note before has several references"),
        ((PORTS, SALT, "ليلى قاسم، مرجع سابق، ص 6."), (2, 0), "several earlier works fit"),
        ((RAILS, "ليلى قاسم، مرجع سابق، ص 6."), (1, 0), "no earlier reference fits"),
        ((PORTS, 'ليلى قاسم، "حسابات أخرى"، مرجع سابق.'), (1, 0), "no earlier reference fits"),
        ((PORTS, 'هدى فارس، "موانئ الشرق"، مرجع سابق.'), (1, 0), "no earlier reference fits"),
        ((PORTS, 'ليلى قاسم، "موانئ الشر"، مرجع سابق.'), (1, 0), "no earlier reference fits"),
    ],
)
def test_a_repeat_that_cannot_be_told_is_a_doubt_and_no_link(notes, place, reason):
    assert place not in links(*notes)
    assert reasons(*notes) == [(*place, reason)]


def test_what_repeats_a_doubt_is_a_doubt_too():
    notes = (RAILS, "ليلى قاسم، مرجع سابق، ص 6.", SAME)
    assert links(*notes) == {}
    assert [each[0] for each in reasons(*notes)] == [1, 2]


def test_a_second_work_of_the_same_author_in_full_repeats_nothing():
    assert links(PORTS, SALT) == {}
    assert reasons(PORTS, SALT) == []
