"""Words that occur once and that a dictionary does not know: asked of `hunspell` with its Arabic dictionary.

Only on request: what is not in the dictionary is as often a name as a mistake, and two machines may have two
dictionaries. Nothing is changed; the words are listed for a person.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

from digitize.errors import MissingDependency
from digitize.model import Document, Problem
from digitize.vocabulary import doubt, vocabulary

SHORTEST = 4  # letters; shorter words are nearly all known
SECONDS = 60.0  # for one document


def unknown_words(document: Document) -> Iterator[Problem]:
    """A doubt for every word that occurs once and is unknown; raises MissingDependency without hunspell-ar."""
    found = vocabulary(document)
    single = [word for word, places in found.items() if len(places) == 1 and len(word) >= SHORTEST]
    for word in _unknown(single):
        yield doubt("unknown-word", f"“{word}” occurs once and is in no dictionary", found[word][0])


def _unknown(words: list[str]) -> list[str]:
    try:
        done = subprocess.run(
            ["hunspell", "-i", "utf-8", "-d", "ar", "-l"],
            input="\n".join(words),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        raise MissingDependency(
            "the Arabic dictionary of hunspell is not there",
            remedy="install hunspell and hunspell-ar, or leave --spelling out",
        ) from None
    asked = set(words)
    return [word for word in dict.fromkeys(done.stdout.split()) if word in asked]
