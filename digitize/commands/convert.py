"""`digitize convert`: documents to TEI, one or a whole collection."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from digitize import batch, report, report_page, worker
from digitize.cluster import on_cluster
from digitize.commands.arguments import EPILOGUE, Commands, pages, positive
from digitize.decisions import read_decisions
from digitize.errors import ExitCode
from digitize.manifest import entry_of
from digitize.options import Options
from digitize.runners import Limits, Runner, here, in_processes
from digitize.side_file import read_side_file


def register(commands: Commands) -> None:
    """The command and its options."""
    convert = commands.add_parser("convert", help="convert PDFs and texts to TEI", epilog=EPILOGUE)
    convert.add_argument("inputs", nargs="+", type=Path, metavar="IN", help="a PDF, a text, or a folder of them")
    convert.add_argument(
        "-o",
        "--output",
        required=True,
        type=Path,
        metavar="OUT",
        help="folder for the results; NAME.xml for one document",
    )
    convert.add_argument("--force", action="store_true", help="replace results that exist")
    convert.add_argument(
        "--decisions", type=Path, metavar="FILE", help="obey a person's yes and no to edits, as `decide` writes them"
    )
    convert.add_argument(
        "--metadata",
        type=Path,
        metavar="FILE",
        help="titles, authors, dates ... that override the documents' (CSV, TOML)",
    )
    pictures = convert.add_mutually_exclusive_group()
    pictures.add_argument("--no-images", action="store_true", help="do not write the pictures of figures")
    pictures.add_argument(
        "--facsimile", action="store_true", help="write a picture of every page of a PDF, and where every block stands"
    )
    convert.add_argument("--pages", type=pages, metavar="RANGES", default=(), help="only these pages, such as 1-4,9")
    convert.add_argument("--spelling", action="store_true", help="list words that hunspell-ar does not know, as doubts")
    _add_batch_options(convert)
    convert.set_defaults(command=_convert)


def _add_batch_options(convert: argparse.ArgumentParser) -> None:
    many = convert.add_argument_group("many documents")
    many.add_argument("--jobs", type=positive, metavar="N", help="processes at once (default: one for each core)")
    many.add_argument(
        "--cluster", metavar="ADDRESS", help="a dask scheduler, such as tcp://host:8786; local:2 to try it"
    )
    many.add_argument("--timeout", type=float, default=600.0, metavar="S", help="seconds for one document (600)")
    many.add_argument("--memory", type=positive, default=4096, metavar="MB", help="megabytes for one document (4096)")
    many.add_argument("--shard", type=_shard, metavar="K/N", help="only the K-th of N parts, for N machines")
    many.add_argument("--dry-run", action="store_true", help="list what would be converted, and do nothing")
    many.add_argument("--fail-fast", action="store_true", help="stop at the first document that fails")
    many.add_argument(
        "--report", type=Path, metavar="FILE", help="write a page (HTML) on what was done and what needs a look"
    )
    many.add_argument("--log-format", choices=("text", "json"), default="text", help="json: one line for each document")
    many.add_argument("-q", "--quiet", action="store_true", help="print errors only")


def _shard(text: str) -> tuple[int, int]:
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise argparse.ArgumentTypeError(f"{text!r} is no part such as 3/20")
    return int(number), int(of)


def _convert(chosen: argparse.Namespace) -> ExitCode:
    decisions = read_decisions(chosen.decisions) if chosen.decisions else ()
    metadata = read_side_file(chosen.metadata) if chosen.metadata else ()
    options = Options(
        decisions,
        metadata,
        images=not chosen.no_images,
        spelling=chosen.spelling,
        facsimile=chosen.facsimile,
        pages=chosen.pages,
    )
    jobs, passed = batch.plan(chosen.inputs, chosen.output)
    folder = None if chosen.output.suffix == worker.XML and not chosen.output.is_dir() else chosen.output
    if chosen.shard is not None:
        jobs = batch.shard(jobs, *chosen.shard)
    if chosen.dry_run:
        for job in jobs:
            print(f"{job.source} -> {job.target}")
        return ExitCode.DONE
    runner = _runner(chosen, len(jobs))
    outcomes = _run(chosen, batch.run(jobs, options, folder=folder, force=chosen.force, runner=runner), len(jobs))
    if not chosen.quiet and chosen.log_format == "text":
        for line in report.summary(outcomes, len(passed)):
            print(line)
    if chosen.report:
        worker.write_whole({chosen.report: report_page.page(outcomes, chosen.report.parent)}, where=str(chosen.report))
    return batch.exit_code(outcomes)


def _runner(chosen: argparse.Namespace, documents: int) -> Runner:
    """Where the documents are converted: one alone here, many in processes or on a cluster."""
    limits = Limits(chosen.jobs or os.cpu_count() or 1, chosen.timeout, chosen.memory)
    if chosen.cluster is not None:
        return partial(on_cluster, address=chosen.cluster, limits=limits)
    return here if documents == 1 and chosen.jobs is None else partial(in_processes, limits=limits)


def _run(chosen: argparse.Namespace, found: Iterator[worker.Outcome], total: int) -> list[worker.Outcome]:
    """Goes through the outcomes as they come, and tells of them."""
    outcomes: list[worker.Outcome] = []
    progress = report.Progress(total, sys.stderr)
    for outcome in found:
        outcomes.append(outcome)
        progress.clear()
        if chosen.log_format == "json":
            print(json.dumps(entry_of(outcome), ensure_ascii=False), flush=True)
        if outcome.error is not None:
            print(f"digitize: {outcome.error}", file=sys.stderr)
        progress.step(outcome.job.source.name)
        if outcome.error is not None and chosen.fail_fast:
            break
    progress.clear()
    return outcomes
