"""As much of Cypher's grammar as the loader and the lint need: clauses, columns, parameters.

It works on *bare* text: comments and the insides of strings blanked, so that no keyword is found
where none stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_TEXT_OR_COMMENT = re.compile(
    r"""//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL
)
_PARAMETER = re.compile(r"\$([A-Za-z_]\w*)")
_CLAUSE = re.compile(
    r"(?<![.:$\w])(OPTIONAL\s+MATCH|ON\s+(?:CREATE|MATCH)\s+SET|DETACH\s+DELETE|OPTIONAL\s+CALL"
    r"|UNION\s+ALL|UNION|MATCH|UNWIND|(?<!STARTS )(?<!ENDS )WITH|RETURN|CREATE|MERGE|SET|DELETE"
    r"|REMOVE|FOREACH|CALL)\b(?!\s*:)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?<![.:$\w])(ORDER\s+BY|SKIP|OFFSET|LIMIT|WHERE)\b", re.IGNORECASE)
_ALIAS = re.compile(r"\bAS\s+(\w+)\s*$", re.IGNORECASE)
_NAME = re.compile(r"\w+")
_OPEN, _SHUT = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its keyword in capitals, what follows it, and how deep in braces it stands."""

    keyword: str
    body: str
    depth: int

    @property
    def page(self) -> str:
        """What follows the columns of a WITH or RETURN: its WHERE, ORDER BY, SKIP, LIMIT."""
        return self.body[_columns_end(self.body) :]

    @property
    def columns(self) -> list[str]:
        """The comma-separated items of a WITH or RETURN, as written."""
        listed = self.body[: _columns_end(self.body)].strip()
        return split(re.sub(r"^DISTINCT\b", "", listed, flags=re.IGNORECASE).strip())


def bare(text: str) -> str:
    """Blank the comments of `text` and the insides of its strings; every place stays the same."""

    def blanked(found: re.Match[str]) -> str:
        quote = found[0][0] if found[0][0] in "'\"" else " "
        return quote + " " * (len(found[0]) - 2) + quote

    return _TEXT_OR_COMMENT.sub(blanked, text)


def parameters(text: str) -> frozenset[str]:
    """Name every parameter that bare `text` uses."""
    return frozenset(_PARAMETER.findall(text))


def clauses(text: str) -> list[Clause]:
    """Cut bare `text` into its clauses, those inside braces after the one they stand in."""
    depths = list(_depths(text))
    starts = list(_CLAUSE.finditer(text))
    return [
        Clause(
            re.sub(r"\s+", " ", start[0]).upper(),
            text[start.end() : _end(start, starts, depths)].strip(),
            depths[start.start()],
        )
        for start in starts
    ]


def split(text: str) -> list[str]:
    """Split bare `text` at the commas that stand outside all brackets."""
    marks = (n for n, depth in enumerate(_depths(text)) if depth == 0 and text[n] == ",")
    ends = [-1, *marks, len(text)]
    parts = (text[start + 1 : end].strip() for start, end in pairwise(ends))
    return [part for part in parts if part]


def column_name(column: str) -> str | None:
    """Name of a column: its alias, or itself when it is a plain variable; else None."""
    alias = _ALIAS.search(column)
    if alias:
        return alias[1]
    return column if _NAME.fullmatch(column) and not column.isdigit() else None


def _depths(text: str) -> Iterator[int]:
    """How many brackets stand open at each character."""
    depth = 0
    for letter in text:
        depth -= letter in _SHUT
        yield depth
        depth += letter in _OPEN


def _end(start: re.Match[str], starts: list[re.Match[str]], depths: list[int]) -> int:
    """Where the clause ends: at its brace, or at the next clause as deep as itself."""
    depth = depths[start.start()]
    following = {other.start() for other in starts}
    for place in range(start.end(), len(depths)):
        if depths[place] < depth or (depths[place] == depth and place in following):
            return place
    return len(depths)


def _columns_end(body: str) -> int:
    """Where the columns of a WITH or RETURN end."""
    depths = list(_depths(body))
    ends = (found.start() for found in _PAGE.finditer(body) if depths[found.start()] == 0)
    return next(ends, len(body))
