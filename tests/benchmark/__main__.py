"""Runs every reader on every PDF with a truth: `python -m tests.benchmark --peers PYTHON [--corpus FOLDER] [--out FILE]`.

FOLDER holds NAME.truth.json and, beside it or among the samples, NAME.pdf. Readers take turns on each file, so that a busy
machine is busy for all.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

import pymupdf

from tests.benchmark.measures import measured
from tests.benchmark.peer import READERS

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
TIMEOUT = 300  # seconds for one reader on one file
OURS = ("digitize", "digitize_read")


def main() -> None:
    """Runs and writes the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", required=True, help="Python of the environment in which the peers are installed")
    parser.add_argument("--corpus", type=Path, default=HERE / "truth")
    parser.add_argument("--out", type=Path, default=HERE.parents[1] / "docs" / "BENCHMARKS.md")
    arguments = parser.parse_args()
    rows = list(_runs(arguments.corpus, arguments.peers))
    if not rows:
        sys.exit(f"{arguments.corpus}: no PDF with a NAME.truth.json beside it")
    arguments.out.parent.mkdir(exist_ok=True)
    arguments.out.write_text(_page(rows), encoding="utf-8")
    print(f"written: {arguments.out}")


def _runs(corpus: Path, peers: str) -> Any:
    for truth in sorted(corpus.glob("*.truth.json")):
        name = truth.name.replace(".truth.json", ".pdf")
        pdf = truth.with_name(name) if truth.with_name(name).exists() else SAMPLES / name
        if not pdf.exists() or not _has_text(pdf):
            continue
        described = json.loads(truth.read_text("utf-8"))
        for name in READERS:
            python = sys.executable if name in (*OURS, "rawdict") else peers
            yield {"file": pdf.stem, "reader": name, **_run(python, name, pdf, described)}
        print(pdf.name, flush=True)


def _has_text(pdf: Path) -> bool:
    with pymupdf.open(pdf) as document:
        return any(page.get_text().strip() for page in document)


def _run(python: str, name: str, pdf: Path, described: dict[str, Any]) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [python, str(HERE / "peer.py"), name, str(pdf)],
            capture_output=True, text=True, timeout=TIMEOUT, check=False, cwd=HERE.parents[1],
            env={"PYTHONPATH": str(HERE.parents[1])} if name in OURS else None,
        )  # fmt: skip
        answer = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.TimeoutExpired, IndexError, json.JSONDecodeError):
        return {"failed": "no answer"}
    if "text" in answer and name != "rawdict":
        answer |= measured(described, answer["text"])
    return {key: value for key, value in answer.items() if key != "text"}


def _page(rows: list[dict[str, Any]]) -> str:
    files = sorted({row["file"] for row in rows})
    speed = {row["file"]: row["seconds"] for row in rows if row["reader"] == "rawdict" and "seconds" in row}
    parts = [
        "# Benchmarks",
        "",
        f"Made by `make bench` on {len(files)} PDFs with a text layer, all readers in one run, each alone in its process.",
        "",
        "- *body*, *notes*: share of wrong characters, vowel signs counted, order of blocks forgiven: each piece of 48",
        "  letters of the truth is compared with the best place for it anywhere in the reader's text;",
        "- *numbers*: dates, ranges and decimals found as they are; *Latin*: phrases of two and more Latin words; *URLs*:",
        "  whole, without a space;",
        '- *time*: as a multiple of `get_text("rawdict")` over the same pages; *MB*: the process at its largest.',
        "",
        "`digitize` is the whole way to validated TEI and a closed ledger, `digitize_read` its reading alone.",
        "",
        "## Medians",
        "",
        "| reader | body | notes | numbers | Latin | URLs | time | MB | files read |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name in READERS:
        own = [row for row in rows if row["reader"] == name]
        read = [row for row in own if "seconds" in row]
        if name == "rawdict" or not own:
            continue
        if not read:
            parts.append(f"| {name} | {own[0].get('failed', '')} | | | | | | | 0 of {len(own)} |")
            continue
        cells = [f"{median(row[key] for row in read):.4f}" for key in ("body", "notes")]
        cells += [f"{median(row[key] for row in read):.2f}" for key in ("numbers", "latin", "urls")]
        cells += [f"{median(row['seconds'] / speed[row['file']] for row in read):.1f}"]
        cells += [f"{median(row['megabytes'] for row in read):.0f}"]
        parts.append(f"| {name} | {' | '.join(cells)} | {len(read)} of {len(own)} |")
    names = [name for name in READERS if name not in ("rawdict", "digitize_read")]
    parts += ["", "## Wrong characters in the body, file by file", "", f"| file | {' | '.join(names)} |"]
    parts.append("|---|" + "---|" * len(names))
    for file in files:
        of_file = {row["reader"]: row for row in rows if row["file"] == file}
        cells = [f"{of_file[name]['body']:.4f}" if "body" in of_file.get(name, {}) else "–" for name in names]
        parts.append(f"| {file} | {' | '.join(cells)} |")
    behind = [
        f"{file} ({name})"
        for file in files
        for name in ("qalam", "arafix")
        if _body(rows, file, "digitize") > _body(rows, file, name)
    ]
    parts += ["", f"Files on which qalam or arafix is ahead of digitize: {', '.join(behind) or 'none'}.", ""]
    return "\n".join(parts)


def _body(rows: list[dict[str, Any]], file: str, name: str) -> float:
    return next((row.get("body", 1.0) for row in rows if row["file"] == file and row["reader"] == name), 1.0)


main()
