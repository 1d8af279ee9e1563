"""The longer run: `make fuzz`, or `python -m tests.fuzz --pdfs 2000 --texts 2000 --seed 1`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fuzz.run import faults, make


def main() -> int:
    """Runs it, prints every fault, and leaves with 1 where there is one."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("--pdfs", type=int, default=2000)
    parser.add_argument("--texts", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    figures: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "in"
        folder.mkdir()
        make(folder, pdfs=chosen.pdfs, texts=chosen.texts, seed=chosen.seed)
        found = list(faults(folder, Path(place) / "out", figures, processes=os.cpu_count() or 1))
    for fault in found:
        print(fault)
    print(f"seed {chosen.seed}: {figures['converted']} converted, {figures['failed']} refused, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
