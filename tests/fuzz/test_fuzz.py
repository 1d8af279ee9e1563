"""A short run of the fuzzing in the suite; `make fuzz` runs thousands."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.fuzz.run import faults, make


@pytest.mark.parametrize("seed", [11, 12])
def test_damaged_files_are_converted_or_refused_in_one_line(tmp_path, seed):
    folder = tmp_path / "in"
    folder.mkdir()
    make(folder, pdfs=30, texts=30, seed=seed)
    figures: Counter[str] = Counter()
    assert list(faults(folder, tmp_path / "out", figures, processes=2)) == []
    assert figures["converted"] > 10
