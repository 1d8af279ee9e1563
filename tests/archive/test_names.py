"""Names in packages: safe everywhere, the same every time."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitize.archive.names import is_safe, numbered, slug

SHA = "f19254c82225" + "0" * 52


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("report", "report"),
        ("Annual_Report-2022.v2", "Annual_Report-2022.v2"),
        ("report (final), 2nd  draft", "report-final-2nd-draft"),
        ("--help", "help"),
        (".hidden", "hidden"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 64, "a" * 64),
    ],
)
def test_an_ascii_name_is_kept_as_far_as_it_is_safe(name, says):
    assert slug(name, SHA) == says


@pytest.mark.parametrize(
    "name",
    [
        "تقرير",
        "تقرير 2022",
        "\N{RIGHT-TO-LEFT MARK}report",
        "résumé",
        unicodedata.normalize("NFD", "أحمد"),
        "a" * 65,
        "...",
        "",
        "con",
        "AUX.2",
        "contents",
        "metadata_local",
        "Dublin_Core",
        "objects",
    ],
)
def test_any_other_name_is_that_of_the_source(name):
    assert slug(name, SHA) == "doc-f19254c82225"


@given(st.text(max_size=80))
def test_a_slug_is_safe_whatever_the_name(name):
    made = slug(name, SHA)
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,63}", made)
    assert is_safe(made)
    assert slug(made, SHA) == made
    assert made == slug(name, SHA)


@given(st.lists(st.sampled_from(["a", "A", "a-2", "A-2", "b", "a-2-2"])))
def test_numbered_names_never_meet_on_any_file_system(names):
    made = numbered(names)
    assert len({name.casefold() for name in made}) == len(names)
    assert all(one == other or one.startswith(f"{other}-") for one, other in zip(made, names, strict=True))
