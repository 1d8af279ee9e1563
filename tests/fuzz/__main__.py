"""The longer run: `make fuzz`, or `python -m tests.fuzz --count 2000 --seed 1`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fuzz.run import faults, make


def main() -> int:
    """Runs it, prints every fault, and leaves with 1 where there is one."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="PDFs, and as many texts")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other files")
    parser.add_argument("--keep", type=Path, help="a folder in which the files that showed a fault are kept")
    chosen = parser.parse_args()
    figures: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "in"
        folder.mkdir()
        make(folder, pdfs=chosen.count, texts=chosen.count, seed=chosen.seed)
        found = []
        for fault in faults(folder, Path(place) / "out", figures, processes=os.cpu_count() or 1):
            found.append(fault)
            print(fault, flush=True)
            source = folder / fault.partition(":")[0]
            if chosen.keep and source.is_file():
                chosen.keep.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, chosen.keep / f"{chosen.seed}-{source.name}")
    print(f"seed {chosen.seed}: {figures['converted']} converted, {figures['failed']} refused, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
