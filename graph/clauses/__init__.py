"""The clauses that rules and readings cite: id, number, and a gloss in our own words, zh and en.

A clause is cited by label and number (`FA 3.4.4.1`), never by chapter: the chapters are misnumbered
(Q19). The glosses paraphrase; they quote nothing.
"""

from graph.clauses.citation import Citation, parse
from graph.clauses.registry import CLAUSES, TEXTS, Clause, Text, UnknownClause, clause
from graph.clauses.wording import Wording

__all__ = [
    "CLAUSES",
    "TEXTS",
    "Citation",
    "Clause",
    "Text",
    "UnknownClause",
    "Wording",
    "clause",
    "parse",
]
