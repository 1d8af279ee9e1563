"""`digitize convert`: documents to TEI, one or a whole collection."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

from digitize import batch, manifest, progress, report_page, worker
from digitize.cluster import on_cluster
from digitize.commands.arguments import EPILOGUE, Commands, pages, positive, seconds, shard
from digitize.commands.options import PATH, SWITCH, TEXT, Kind, Option, settled
from digitize.decisions import read_decisions
from digitize.errors import ExitCode, UsageError
from digitize.options import Options
from digitize.report import visible
from digitize.runners import Limits, Outcomes, Runner, in_processes
from digitize.side_file import read_side_file
from digitize.tally import Tally, line_of
from digitize.worker import Outcome

COUNT = Kind("a whole number from 1 on", positive, (int,))
SECONDS = Kind("a number of seconds", seconds, (int, float))

# fmt: off
EACH = (
    Option("output", PATH, "folder for the results; NAME.xml for one document", short="-o", metavar="OUT"),
    Option("force", SWITCH, "replace results that exist", False),
    Option("decisions", PATH, "obey a person's yes and no to edits, as `decide` writes them", metavar="FILE"),
    Option("metadata", PATH, "titles, authors, dates ... that override the documents' (CSV, TOML)", metavar="FILE"),
    Option("pages", Kind("pages such as 1-4,9", pages), "only these pages, such as 1-4,9", (), metavar="RANGES"),
    Option("images", SWITCH, "do not write the pictures of figures", True),
    Option("facsimile", SWITCH, "write a picture of every page of a PDF, and where every block stands", False),
    Option("spelling", SWITCH, "list words that hunspell-ar does not know, as doubts", False),
)
MANY = (
    Option("jobs", COUNT, "processes at once (default: one for each core)", metavar="N"),
    Option("cluster", TEXT, "a dask scheduler to work there, such as tcp://host:8786; local:2 to try", metavar="ADDRESS"),
    Option("timeout", SECONDS, "seconds for one document (600)", 600.0, metavar="S"),
    Option("memory", COUNT, "megabytes for one document (4096)", 4096, metavar="MB"),
    Option("shard", Kind("a part such as 3/20", shard), "only the K-th of N parts, for N machines", metavar="K/N"),
    Option("dry-run", SWITCH, "list what would be converted, and do nothing", False),
    Option("fail-fast", SWITCH, "stop at the first document that fails", False),
    Option("report", PATH, "write a page (HTML) on what was done and what needs a look", metavar="FILE"),
    Option("log-format", TEXT, "json: one line for each document", "text", choices=("text", "json")),
    Option("quiet", SWITCH, "print errors only", False, short="-q"),
    Option("verbose", SWITCH, "print a line for each document as it is done", False, short="-v"),
)
# fmt: on


def register(commands: Commands) -> None:
    """The command and its options."""
    convert = commands.add_parser("convert", help="convert PDFs and texts to TEI", epilog=EPILOGUE)
    convert.add_argument("inputs", nargs="+", type=Path, metavar="IN", help="a PDF, a text, or a folder of them")
    convert.add_argument("--config", type=Path, metavar="FILE", help="options in TOML; those given here count more")
    for option in EACH:
        option.add_to(convert)
    many = convert.add_argument_group("many documents")
    for option in MANY:
        option.add_to(many)
    convert.set_defaults(command=_convert)


def _convert(given: argparse.Namespace) -> ExitCode:
    chosen = settled(given, (*EACH, *MANY))
    _check(chosen)
    jobs, passed = batch.plan(chosen.inputs, chosen.output)
    folder = None if chosen.output.suffix == worker.XML and not chosen.output.is_dir() else chosen.output
    if chosen.shard is not None:
        jobs = batch.shard(jobs, *chosen.shard)
    if chosen.dry_run:
        for job in jobs:
            print(visible(f"{job.source} -> {job.target}"))
        return ExitCode.DONE
    runner = _runner(chosen, len(jobs))
    found = batch.run(batch.long_ones_first(jobs), _options(chosen), folder=folder, force=chosen.force, runner=runner)
    tally, kept = _run(chosen, found, len(jobs))
    if not chosen.quiet and chosen.log_format == "text":
        for line in tally.lines(len(passed)):
            print(line)
    if chosen.report:
        worker.write_whole({chosen.report: report_page.page(kept, chosen.report.parent)}, where=str(chosen.report))
    return tally.exit_code


def _check(chosen: argparse.Namespace) -> None:
    """Raises UsageError for what is missing, or does not go together."""
    if chosen.output is None:
        raise UsageError("no output is named", remedy="say where the results go: -o OUT")
    for one, other, meet in (
        ("quiet", "verbose", chosen.quiet and chosen.verbose),
        ("facsimile", "no-images", chosen.facsimile and not chosen.images),
    ):
        if meet:
            raise UsageError(f"--{one} and --{other} exclude each other", remedy="leave one of them out")


def _options(chosen: argparse.Namespace) -> Options:
    return Options(
        read_decisions(chosen.decisions) if chosen.decisions else (),
        read_side_file(chosen.metadata) if chosen.metadata else (),
        images=chosen.images,
        spelling=chosen.spelling,
        pages=chosen.pages,
        facsimile=chosen.facsimile,
    )


def _runner(chosen: argparse.Namespace, documents: int) -> Runner:
    """Where the documents are converted; one alone too has a process that can be stopped, whatever is in it."""
    processes = min(chosen.jobs or os.cpu_count() or 1, max(1, documents))
    limits = Limits(processes, chosen.timeout, chosen.memory)
    if chosen.cluster is not None:
        return partial(on_cluster, address=chosen.cluster, limits=limits)
    return partial(in_processes, limits=limits)


def _run(chosen: argparse.Namespace, found: Outcomes, total: int) -> tuple[Tally, list[Outcome]]:
    """Goes through the outcomes as they come, and tells of them; they are kept only for a report."""
    tally = Tally()
    kept: list[Outcome] = []
    with closing(found), progress.shown(total, sys.stderr, is_quiet=chosen.quiet) as step:
        for outcome in found:
            tally.add(outcome)
            if chosen.report:
                kept.append(outcome)
            if chosen.log_format == "json":
                print(manifest.line_of(manifest.entry_of(outcome)), end="", flush=True)
            if outcome.error is not None:
                print(f"digitize: {outcome.error}", file=sys.stderr)
            elif chosen.verbose:
                print(visible(line_of(outcome)), file=sys.stderr)
            step(outcome.job.source.name)
            if outcome.error is not None and chosen.fail_fast:
                break
    return tally, kept
