"""The statements of the store, one in each file of `queries/`, held to what their header says.

A file starts with what the statement gives, then its parameters and its columns:

    // The whole history of every account asked for.
    // in: ids
    // out: uid, links
    UNWIND $ids AS uid ...
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from graph.store import grammar

QUERIES = Path(__file__).parent / "queries"

_HEADER = re.compile(r"^//[ \t]*(in|out):[ \t]*(.*)$", re.MULTILINE)


class StatementMalformed(Exception):
    """A statement's file does not say what its body does; a defect found when it is loaded."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One Cypher text with its name, its parameters and its columns in order."""

    name: str
    text: str
    inputs: frozenset[str] = field(default_factory=frozenset[str])
    outputs: tuple[str, ...] = ()

    def accept(self, params: Mapping[str, object]) -> None:
        """Raise TypeError unless `params` are exactly the parameters the text uses."""
        if set(params) != set(self.inputs):
            msg = (
                f"statement '{self.name}' expects {_list(self.inputs)}, was given {_list(params)};"
                " pass exactly the parameters its header names"
            )
            raise TypeError(msg)


def inline(text: str, name: str = "inline") -> Statement:
    """Make a statement of a text that has no file, such as a line of DDL or of a test."""
    body = grammar.bare(text)
    return Statement(name, text, grammar.parameters(body), _columns(body))


@cache
def statement(name: str) -> Statement:
    """Load the statement of `queries/{name}.cypher`, once; its header is checked by its body."""
    path = QUERIES / f"{name}.cypher"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        msg = f"no statement '{name}': there is no file {path.name} in {QUERIES}"
        raise StatementMalformed(msg) from None
    return parse(path.name, text)


def statements() -> list[Statement]:
    """Load every statement there is, by name."""
    return [statement(path.stem) for path in sorted(QUERIES.glob("*.cypher"))]


def parse(filename: str, text: str) -> Statement:
    """Read a statement with its header; `filename` is named in errors.

    Raises StatementMalformed when the header lacks `in:` or `out:`, when nothing says what the
    statement gives, or when header and body differ.
    """
    header, body = _halves(text)
    declared = {kind: _names(listed) for kind, listed in _HEADER.findall(header)}
    summary = _HEADER.sub("", header).replace("//", "").strip()
    if declared.keys() != {"in", "out"} or not summary:
        msg = f"{filename} expects a header of what it gives, '// in: …' and '// out: …'"
        raise StatementMalformed(msg)
    found = inline(body, filename.removesuffix(".cypher"))
    if frozenset(declared["in"]) != found.inputs:
        raise _differs(filename, "uses", declared["in"], sorted(found.inputs))
    if tuple(declared["out"]) != found.outputs:
        raise _differs(filename, "returns", declared["out"], list(found.outputs))
    return found


def _halves(text: str) -> tuple[str, str]:
    """Part the leading comment lines from the rest."""
    lines = text.strip().splitlines()
    count = next((n for n, line in enumerate(lines) if not line.startswith("//")), len(lines))
    return "\n".join(lines[:count]), "\n".join(lines[count:]).strip()


def _columns(body: str) -> tuple[str, ...]:
    """Name the columns of the last RETURN that stands outside all braces."""
    returns = [c for c in grammar.clauses(body) if c.keyword == "RETURN" and c.depth == 0]
    columns = returns[-1].columns if returns else []
    return tuple(grammar.column_name(column) or column for column in columns)


def _differs(filename: str, verb: str, said: list[str], done: list[str]) -> StatementMalformed:
    return StatementMalformed(f"{filename} declares {said} but {verb} {done}")


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "no parameters"
