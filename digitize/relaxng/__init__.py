"""RELAX NG: whether a document is valid by a schema in XML syntax, and in words why it is not.

libxml2 gives a verdict in poor words, takes 8 seconds to compile the schema of the whole TEI, and never ends with some
schemas. Here a schema is followed only as far as a document goes, so that none takes long; libxml2 judges datatypes.
"""

from digitize.relaxng.explain import explain
from digitize.relaxng.grammar import Grammar, SchemaError
from digitize.relaxng.matching import Matcher
from digitize.relaxng.patterns import TooAmbiguous

__all__ = ["Grammar", "Matcher", "SchemaError", "TooAmbiguous", "explain"]
