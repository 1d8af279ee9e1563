"""Many files validated, and what was found told to people, programs and code hosts."""

from digitize.validation.formats import FORMATS
from digitize.validation.run import Checked, check_files, find_files

__all__ = ["FORMATS", "Checked", "check_files", "find_files"]
