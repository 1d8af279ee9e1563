"""The notes of the user's own document, against what a reader found in them: links, both dates, repeats, authors."""

from __future__ import annotations

import pytest

from digitize.enrich.citing.citations import references
from digitize.enrich.citing.repeats import repeats, uncertain_repeats
from digitize.model import Role
from digitize.pipeline import convert
from tests.conftest import ROOT

SEED = ROOT.parent / "shared" / "seed" / "zaytouna-2022-azerbaijan.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the user's document lies beside the checkout, not in it")

# Date of publication by the number of the note, as read by eye. Notes 1 (of the author), 3, 6 and 30 (repeats) have none.
PUBLISHED = {
    2: "2012-05-16", 4: "2021-04-30", 5: "2020-09-28", 7: "2011-04-13", 8: "2012-03-28", 9: "2018-01-23", 10: "2018-10-24",
    11: "2021-07-29", 12: "2021-10-07", 13: "2021-10-06", 14: "2018-05-04", 15: "2012-04-19", 16: "2016-04-17",
    17: "2021-10-02", 18: "2021-10-04", 19: "2021-10-01", 20: "2021-10-11", 21: "2021-04-08", 22: "2018-05-15",
    23: "2020-12-25", 24: "2021-11-29", 25: "2021-12-06", 26: "2021-09-24", 27: "2021-01-19", 28: "2021-06-07",
    29: "2021-11-18", 31: "2021-10-23", 32: "2021-10-04", 33: "2021-01-14", 34: "2021-06-16", 35: "2020-12-24",
    36: "2016-12-13", 37: "2021-12-08",
}  # fmt: skip
# Every note with a date has a link and an access date, but for 28, a newspaper; the first ones were read a day earlier.
ACCESSED = {number: "2021-12-30" if number < 11 else "2021-12-31" for number in PUBLISHED if number != 28}
AUTHORS = {2: 1, 4: 3, 5: 1, 6: 1, 8: 1, 21: 1, 25: 1, 30: 1}


@pytest.fixture(scope="module")
def notes():
    return [references(note.reading_text) for note in convert(SEED).document.with_role(Role.NOTE)]


def by_note(notes, fact):
    return {number: value for number, found in enumerate(notes, 1) for each in found if (value := getattr(each, fact))}


def test_each_note_but_that_of_the_author_cites_one_work(notes):
    assert [len(found) for found in notes] == [0] + [1] * 36


def test_thirty_two_links(notes):
    assert list(by_note(notes, "url")) == list(ACCESSED)
    assert all(url.startswith("http") and url[-1] not in ">)." for url in by_note(notes, "url").values())


def test_thirty_two_access_dates(notes):
    assert by_note(notes, "access_when") == ACCESSED


def test_thirty_three_dates_of_publication(notes):
    assert by_note(notes, "when") == PUBLISHED


def test_three_repeats(notes):
    assert repeats(notes) == {(2, 0): (1, 0), (5, 0): (1, 0), (29, 0): (4, 0)}
    assert uncertain_repeats(notes) == ()


def test_authors_are_found_where_there_are_any_and_nowhere_else(notes):
    assert {number: names.count(";") + 1 for number, names in by_note(notes, "author").items()} == AUTHORS


def test_every_dated_note_names_its_venue_and_all_but_the_newspaper_a_title(notes):
    assert list(by_note(notes, "venue")) == list(PUBLISHED)
    assert set(PUBLISHED) - set(by_note(notes, "title")) == {28}
