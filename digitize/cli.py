"""The `digitize` command: each subcommand calls one function, prints, and returns an exit code."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from digitize import batch, doctor, report, report_page, tei, worker
from digitize.clean import clean_text
from digitize.decisions import Decision, append_decisions, read_decisions
from digitize.errors import DigitizeError, ExitCode, UnreadableInput, UsageError
from digitize.manifest import entry_of, merge
from digitize.options import Options
from digitize.passes import PASSES
from digitize.pipeline import summary
from digitize.read.text import decode_file
from digitize.records import Record, edit_of, read_records
from digitize.runners import Limits
from digitize.verify import listing, verify
from digitize.version import VERSION

_EPILOGUE = """\
exit codes: 0 all done; 1 usage; 2 some documents failed; 3 a dependency is missing; 4 invalid TEI, or an account of
characters that does not close; 5 a file cannot be read or written; 130 interrupted. One document that fails gives
its own code."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    command: Callable[[argparse.Namespace], ExitCode] = chosen.command
    try:
        return int(command(chosen))
    except DigitizeError as error:
        print(f"digitize: {error}", file=sys.stderr)
        return int(error.exit_code)
    except KeyboardInterrupt:
        print("digitize: interrupted; nothing is half-written", file=sys.stderr)
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; there is nobody to tell
        return int(ExitCode.DONE)


class _Parser(argparse.ArgumentParser):
    """An argument parser that leaves with our own code for wrong usage."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Says what is wrong on one line and leaves."""
        self.exit(int(ExitCode.USAGE), f"{self.prog}: {message}; see {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="digitize",
        description="Arabic PDFs and OCR texts to valid TEI, every footnote at its word, every change on record.",
        epilog=_EPILOGUE,
    )
    parser.add_argument("--version", action="version", version=f"digitize {VERSION}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    convert = commands.add_parser("convert", help="convert PDFs and texts to TEI", epilog=_EPILOGUE)
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
    pictures = convert.add_mutually_exclusive_group()
    pictures.add_argument("--no-images", action="store_true", help="do not write the pictures of figures")
    pictures.add_argument(
        "--facsimile", action="store_true", help="write a picture of every page of a PDF, and where every block stands"
    )
    convert.add_argument("--spelling", action="store_true", help="list words that hunspell-ar does not know, as doubts")
    _add_batch_options(convert)
    convert.set_defaults(command=_convert)
    validate = commands.add_parser("validate", help="check TEI files against the profile", epilog=_EPILOGUE)
    validate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a TEI file, or a folder of them")
    validate.add_argument(
        "--schema", type=Path, help="check against this RELAX NG schema (.rng) instead of the profile"
    )
    validate.set_defaults(command=_validate)
    verify = commands.add_parser("verify", help="draw up the account of characters anew", epilog=_EPILOGUE)
    verify.add_argument("result", type=Path, metavar="RESULT", help="the TEI file; its ledger lies beside it")
    verify.add_argument("--against", required=True, type=Path, metavar="SOURCE", help="the PDF or text it came from")
    verify.add_argument("--list", action="store_true", help="say of every stretch of the source what became of it")
    verify.set_defaults(command=_verify)
    clean = commands.add_parser("clean", help="clean a text file; prints the cleaned text", epilog=_EPILOGUE)
    clean.add_argument("file", type=Path, metavar="FILE", help="a text file")
    clean.add_argument("--explain", action="store_true", help="list every edit on standard error")
    clean.set_defaults(command=_clean)
    passes = commands.add_parser("passes", help="list the cleanup passes in their order")
    passes.set_defaults(command=_passes)
    manifest = commands.add_parser("manifest", help="work on manifests of output folders", epilog=_EPILOGUE)
    actions = manifest.add_subparsers(metavar="ACTION", required=True, parser_class=_Parser)
    merging = actions.add_parser("merge", help="make one manifest of those of several shards")
    merging.add_argument("manifests", nargs="+", type=Path, metavar="FILE", help="a manifest.jsonl")
    merging.add_argument("-o", "--output", required=True, type=Path, metavar="OUT", help="the manifest to write")
    merging.set_defaults(command=_merge)
    checkup = commands.add_parser("doctor", help="say what is installed and what would work")
    checkup.set_defaults(command=_doctor)
    explain = commands.add_parser("explain", help="list every edit of a converted document", epilog=_EPILOGUE)
    explain.add_argument("result", type=Path, metavar="RESULT", help="the TEI file, or its .ledger.jsonl")
    explain.set_defaults(command=_explain)
    decide = commands.add_parser("decide", help="say yes or no to edits of a converted document", epilog=_EPILOGUE)
    decide.add_argument("result", type=Path, metavar="RESULT", help="the TEI file; its ledger lies beside it")
    decide.add_argument(
        "edits", nargs="+", type=int, metavar="NUMBER", help="numbers of edits, as `explain` lists them"
    )
    verdict = decide.add_mutually_exclusive_group(required=True)
    verdict.add_argument("--yes", dest="verdict", action="store_const", const="yes", help="make them")
    verdict.add_argument("--no", dest="verdict", action="store_const", const="no", help="leave them out")
    decide.add_argument(
        "--decisions", required=True, type=Path, metavar="FILE", help="the file to write to, at its end"
    )
    decide.add_argument("--by", default="", metavar="NAME", help="who says so")
    decide.add_argument("--remark", default="", metavar="TEXT", help="why")
    decide.set_defaults(command=_decide)
    return parser


def _add_batch_options(convert: argparse.ArgumentParser) -> None:
    many = convert.add_argument_group("many documents")
    many.add_argument("--jobs", type=_positive, metavar="N", help="processes at once (default: one for each core)")
    many.add_argument("--timeout", type=float, default=600.0, metavar="S", help="seconds for one document (600)")
    many.add_argument("--memory", type=_positive, default=4096, metavar="MB", help="megabytes for one document (4096)")
    many.add_argument("--shard", type=_shard, metavar="K/N", help="only the K-th of N parts, for N machines")
    many.add_argument("--dry-run", action="store_true", help="list what would be converted, and do nothing")
    many.add_argument("--fail-fast", action="store_true", help="stop at the first document that fails")
    many.add_argument(
        "--report", type=Path, metavar="FILE", help="write a page (HTML) on what was done and what needs a look"
    )
    many.add_argument("--log-format", choices=("text", "json"), default="text", help="json: one line for each document")
    many.add_argument("-q", "--quiet", action="store_true", help="print errors only")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


def _shard(text: str) -> tuple[int, int]:
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise argparse.ArgumentTypeError(f"{text!r} is no part such as 3/20")
    return int(number), int(of)


def _convert(chosen: argparse.Namespace) -> ExitCode:
    decisions = read_decisions(chosen.decisions) if chosen.decisions else ()
    options = Options(decisions, images=not chosen.no_images, spelling=chosen.spelling, facsimile=chosen.facsimile)
    jobs, passed = batch.plan(chosen.inputs, chosen.output)
    folder = None if chosen.output.suffix == worker.XML and not chosen.output.is_dir() else chosen.output
    if chosen.shard is not None:
        jobs = batch.shard(jobs, *chosen.shard)
    if chosen.dry_run:
        for job in jobs:
            print(f"{job.source} -> {job.target}")
        return ExitCode.DONE
    alone = len(jobs) == 1 and chosen.jobs is None
    limits = None if alone else Limits(chosen.jobs or os.cpu_count() or 1, chosen.timeout, chosen.memory)
    outcomes = _run(chosen, batch.run(jobs, options, folder=folder, force=chosen.force, limits=limits), len(jobs))
    if not chosen.quiet and chosen.log_format == "text":
        for line in report.summary(outcomes, len(passed)):
            print(line)
    if chosen.report:
        worker.write_whole({chosen.report: report_page.page(outcomes, chosen.report.parent)}, where=str(chosen.report))
    return batch.exit_code(outcomes)


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


def _validate(chosen: argparse.Namespace) -> ExitCode:
    files = [file for each in chosen.files for file in (sorted(each.rglob("*.xml")) if each.is_dir() else [each])]
    if not files:
        raise UsageError("no TEI file there", where=str(chosen.files[0]), remedy="name .xml files or a folder of them")
    found = unreadable = 0
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            print(f"digitize: {file}: cannot be read: {error.strerror}", file=sys.stderr)
            unreadable += 1
            continue
        violations = tei.validate_with(data, chosen.schema) if chosen.schema else tei.validate(data)
        for violation in violations:
            print(f"{file}: {violation}")
        found += bool(violations)
    print(f"{len(files) - found - unreadable} of {len(files)} valid")
    if unreadable:
        return ExitCode.INPUT_OUTPUT
    return ExitCode.INVALID_TEI if found else ExitCode.DONE


def _verify(chosen: argparse.Namespace) -> ExitCode:
    verified = verify(chosen.result, worker.ledger_path(chosen.result), chosen.against)
    if chosen.list:
        for line in listing(verified):
            print(line)
    for line in report.account(verified.account):
        print(line)
    return ExitCode.DONE if verified.account.is_closed else ExitCode.INVALID_TEI


def _clean(chosen: argparse.Namespace) -> ExitCode:
    cleaned = clean_text(decode_file(chosen.file), name=chosen.file.name)
    sys.stdout.write(cleaned.text)
    if chosen.explain:
        for edit in cleaned.ledger:
            print(report.describe(edit), file=sys.stderr)
    return ExitCode.DONE


def _passes(chosen: argparse.Namespace) -> ExitCode:
    del chosen
    for number, one in enumerate(PASSES, 1):
        print(f"{number:2}  {one.name}@{one.version}  ({one.stage.value}) {summary(one)}")
    return ExitCode.DONE


def _explain(chosen: argparse.Namespace) -> ExitCode:
    records = _records_beside(chosen.result)
    edits = [edit_of(record) for record in records if record["kind"] == "edit"]
    for line in report.explain(records, edits):
        print(line)
    return ExitCode.DONE


def _decide(chosen: argparse.Namespace) -> ExitCode:
    records = _records_beside(chosen.result)
    keys = {record["number"]: record["key"] for record in records if record["kind"] == "edit"}
    unknown = [number for number in chosen.edits if number not in keys]
    if unknown:
        raise UsageError(
            f"has no edit {unknown[0]}", where=str(chosen.result), remedy="see `digitize explain` for the numbers"
        )
    source, today = records[0]["sha256"], date.today().isoformat()
    append_decisions(
        chosen.decisions,
        [Decision(keys[number], chosen.verdict, source, chosen.by, today, chosen.remark) for number in chosen.edits],
    )
    print(f"{len(chosen.edits)} decided; convert again with --decisions {chosen.decisions} --force")
    return ExitCode.DONE


def _merge(chosen: argparse.Namespace) -> ExitCode:
    count = merge(chosen.manifests, chosen.output)
    print(f"{count} documents in {chosen.output}")
    return ExitCode.DONE


def _doctor(chosen: argparse.Namespace) -> ExitCode:
    del chosen
    sound = True
    for name, state, is_needed in doctor.findings():
        print(f"{name}: {state}")
        sound = sound and not (is_needed and state.startswith("missing"))
    return ExitCode.DONE if sound else ExitCode.MISSING_DEPENDENCY


def _records_beside(path: Path) -> list[Record]:
    ledger = path if path.suffix == ".jsonl" else worker.ledger_path(path)
    if not ledger.exists():
        raise UnreadableInput(
            "has no ledger beside it", where=str(path), remedy=f"convert the document again to get {ledger.name}"
        )
    return read_records(ledger)
