"""The language of a stretch of text: Arabic by its script; English or French where their small words prove it."""

from __future__ import annotations

import regex

from digitize.enrich.spans import Span

LATIN = "und-Latn"  # Latin script, language not determined

_LATIN = regex.compile(r"\p{Latin}")
_ARABIC = regex.compile(r"\p{Arabic}")
_WORD = regex.compile(r"\p{Latin}+")
# Small words that a text of a few lines cannot do without, and that the other language does not have.
_SMALL = {
    "en": frozenset(
        ("the", "of", "and", "to", "for", "in", "on", "with", "from", "by", "at", "is", "are", "was", "an", "its", "their",
         "this", "that", "which", "as", "accessed", "site")
    ),
    "fr": frozenset(
        ("le", "la", "les", "des", "du", "une", "et", "dans", "sur", "pour", "par", "avec", "est", "sont", "au", "aux",
         "qui", "que", "ses", "leur", "cette", "consulté", "entre")
    ),
}  # fmt: skip
_ENOUGH = 2  # small words that prove a language, all of one
# A run: words with a Latin letter, single signs between them, and numbers tied to them by a point or a hyphen.
_PART = r"\p{Nd}*+\p{Latin}[\p{Latin}\p{M}\p{Nd}]*+"
_RUN = regex.compile(rf"(?<![\p{{Latin}}\p{{Nd}}@]){_PART}(?:[ '’.\-–&/+:,]{{1,2}}{_PART}|[.\-]\p{{Nd}}+)*")


def is_latin(text: str) -> bool:
    """True for a text of Latin letters with hardly any Arabic ones."""
    return len(_LATIN.findall(text)) > 3 * len(_ARABIC.findall(text)) and bool(_LATIN.search(text))


def language_of(text: str) -> str:
    """`ar`, `en`, `fr`, or `und-Latn` for Latin script in a language that nothing proves."""
    if not is_latin(text):
        return "ar"
    words = [word.lower() for word in _WORD.findall(text)]
    counts = {language: sum(word in small for word in words) for language, small in _SMALL.items()}
    best, other = sorted(counts, key=lambda language: -counts[language])
    return best if counts[best] >= _ENOUGH and counts[best] > 3 * counts[other] else LATIN


def foreign_runs(text: str) -> tuple[Span, ...]:
    """The runs of Latin words in an Arabic text, as spans of `foreign` with their language."""
    return tuple(
        Span(*run.span(), "foreign", (("xml:lang", language_of(run[0])),))
        for run in _RUN.finditer(text)
        if len(_LATIN.findall(run[0])) > 1
    )
