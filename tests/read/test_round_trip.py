"""The law of reading: a line drawn by the algorithm and read back is the same line.

500 examples in the suite; `HYPOTHESIS_PROFILE=nightly` runs 10,000.
"""

from __future__ import annotations

import unicodedata

from bidi import algorithm
from hypothesis import given
from hypothesis import strategies as st

from digitize.model import Style
from digitize.read import bidi
from digitize.read.glyphs import Glyph
from digitize.read.gutters import cut
from digitize.read.lines import Habits, line_of
from digitize.read.rows import rows_of

SIZE = 12.0
ARABIC = st.sampled_from(
    [
        "المرافئ",
        "الجافّة",
        "وقد",
        "بلغ",
        "تُعدّ",
        "شرقاً",
        "الشركة،",
        "القول:",
        "«المدينة»",
        "(داخلية)",
        "لا",
        "الله",
        "ومن",
        "أُنشئت",
    ]
)
BETWEEN = st.one_of(
    st.integers(1, 99999).map(str),
    st.integers(1, 9999).map(lambda number: str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))),
    st.tuples(st.integers(1, 31), st.integers(1, 12), st.integers(1900, 2099)).map(
        lambda date: "{2}/{1}/{0}".format(*date)
    ),
    st.tuples(st.integers(1, 99), st.integers(1, 9)).map(lambda number: "{}.{}".format(*number)),
    st.lists(st.sampled_from(["Blue", "Anchor", "de", "l'État", "Shipping", "UNESCO"]), min_size=1, max_size=4).map(
        " ".join
    ),
    st.sampled_from(["(Amnesty International)", "[Rails]", "<https://example.org/a/b>", '"Ports"']),
)
LINES = st.lists(st.tuples(ARABIC, st.lists(ARABIC, max_size=2).map(" ".join), BETWEEN), min_size=1, max_size=4).map(
    lambda parts: " ".join(" ".join(part).replace("  ", " ") for part in parts) + " كما"
)


def drawn(text: str, *, spaces: bool) -> list[Glyph]:
    """The glyphs of a right-to-left line: levels by UAX #9, marks over their letters, brackets as they look."""
    clusters: list[str] = []
    for char in text:
        if clusters and unicodedata.combining(char):
            clusters[-1] += char
        else:
            clusters.append(char)
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = 1, "R"
    algorithm.get_embedding_levels("".join(cluster[0] for cluster in clusters), storage)
    for char, cluster in zip(storage["chars"], clusters, strict=True):
        char["cluster"] = cluster
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    glyphs: list[Glyph] = []
    x = 50.0
    for char in storage["chars"]:
        cluster = bidi.mirror(char["cluster"]) if char["level"] % 2 else char["cluster"]
        width = 0.3 * SIZE if cluster == " " else 0.5 * SIZE
        if cluster != " " or spaces:
            for part in (*cluster[1:], cluster[0]):
                inked = 0.0 if unicodedata.combining(part) else width
                at = x if inked else x + width / 2
                glyphs.append(Glyph(part, at, at + inked, 100.0, SIZE, "Test", Style.PLAIN, ord(part), len(glyphs)))
        x += width
    return glyphs


@given(LINES, st.booleans())
def test_a_line_that_is_drawn_and_read_back_is_the_same_line(text, spaces):
    rows = cut(rows_of(drawn(text, spaces=spaces)), [])
    assert len(rows) == 1
    line = line_of(rows[0], "p1.l1", Habits(rtl=True, ranges_forward=False))
    assert line.text == unicodedata.normalize("NFC", text)
    assert line.proved
