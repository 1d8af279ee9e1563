"""Arabic PDFs and OCR texts to TEI that an archive can trust. The front door of the library.

>>> import digitize
>>> digitize.clean_text("منظمـــة دوليّة").text
'منظمة دوليّة'
"""

from __future__ import annotations

from digitize.clean import Cleaned, clean_text
from digitize.decisions import Decision, read_decisions
from digitize.errors import DigitizeError
from digitize.options import Options
from digitize.pipeline import Result, convert

__all__ = ["Cleaned", "Decision", "DigitizeError", "Options", "Result", "clean_text", "convert", "read_decisions"]
