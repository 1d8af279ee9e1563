"""What a run has come to: counted as the outcomes come, so that none of them need be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from digitize.errors import ExitCode
from digitize.report import count
from digitize.worker import UNCHANGED, Outcome


@dataclass
class Tally:
    """The sums of a run's outcomes."""

    documents: int = 0
    unchanged: int = 0
    failed: int = 0
    first_error: ExitCode = ExitCode.DONE
    pages: int = 0
    notes_found: int = 0
    notes_anchored: int = 0
    doubts: int = 0
    doubtful: int = 0
    characters: int = 0
    edits: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        """Counts one more outcome."""
        self.documents += 1
        if outcome.error is not None:
            self.first_error = self.first_error or outcome.error.exit_code
            self.failed += 1
            return
        self.unchanged += outcome.status == UNCHANGED
        self.pages += outcome.pages
        self.notes_found += outcome.notes_found
        self.notes_anchored += outcome.notes_anchored
        self.doubts += outcome.doubts
        self.doubtful += outcome.doubts > 0
        self.characters += outcome.characters
        self.edits.update(outcome.edits)

    @property
    def exit_code(self) -> ExitCode:
        """0 when all went well; the error's own code when there was one document; else “some failed”."""
        return self.first_error if self.documents == 1 or not self.failed else ExitCode.SOME_FAILED

    def lines(self, passed: int) -> Iterator[str]:
        """The summary printed at the end of a run; `passed` is the number of files passed over."""
        done = self.documents - self.failed
        kept = f", {self.unchanged} unchanged" if self.unchanged else ""
        yield f"{count(done - self.unchanged, 'document')} converted{kept}, {self.failed} failed; {count(self.pages, 'page')}"
        if passed:
            yield f"files passed over, neither PDF nor text: {passed}"
        if not done:
            return
        yield f"notes: {self.notes_anchored} of {self.notes_found} anchored at the word that calls them"
        by_pass = ", ".join(f"{name} {number}" for name, number in self.edits.most_common())
        yield f"edits: {self.edits.total()}" + (f" ({by_pass})" if by_pass else "")
        yield f"doubts: {self.doubts}" + (f" in {count(self.doubtful, 'document')}" if self.doubts else "")
        yield f"account of characters: closed; all {self.characters} characters read are in the TEI or in the ledger"


def line_of(outcome: Outcome) -> str:
    """A document that is done, on one line."""
    routes = ", ".join(f"{number} {route}" for route, number in sorted(outcome.routes.items()))
    notes = f"{outcome.notes_anchored} of {count(outcome.notes_found, 'note')} anchored"
    doubts = count(outcome.doubts, "doubt")
    time = "unchanged" if outcome.status == UNCHANGED else f"{outcome.seconds:.1f} s"
    return f"{outcome.job.source.name}: {count(outcome.pages, 'page')} ({routes}), {notes}, {doubts}, {time}"
