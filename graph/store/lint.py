"""What a statement may not say, because the two engines would answer it differently.

The embedded engine accepts much that Neo4j refuses, and answers some of it wrongly without an
error. These are the rules that can be seen in the text; the others are found by running every
statement on both engines.
"""

import re
from collections.abc import Callable, Iterator

from graph.store import grammar
from graph.store.cypher import Statement
from graph.store.grammar import Clause

_FORBIDDEN = {
    r"\$\(": "labels and types are fixed in the text: the embedded engine ignores $(…)",
    r"\b(element)?id\s*\(": "own ids are used, never an engine's: no id() or elementId()",
    r"\bexists\s*\(": "EXISTS { … } or IS NOT NULL stands for exists()",
    r"\|\s*:": "alternatives are [:A|B]: Neo4j refuses [:A|:B]",
    r"\b(all)?shortestPaths?\b|\b(ALL|ANY)\s+SHORTEST\b|\bSHORTEST\s+\d": (
        "a path is matched with its predicate, ordered by length and limited: the embedded engine"
        " applies a predicate after a shortest-path search"
    ),
    r"\b(date|datetime|localdatetime|time|localtime|duration|timestamp)\s*[.(]": (
        "days and instants are ISO strings: all date arithmetic is in Python"
    ),
    r"\bIN\s+(\d+\s+CONCURRENT\s+)?TRANSACTIONS\b|\bON\s+ERROR\b": (
        "a big write is many commits: Neo4j refuses CALL … IN TRANSACTIONS inside a transaction"
    ),
    r"^\s*(CYPHER|EXPLAIN|PROFILE|LET|FILTER|NEXT)\b|\bDIFFERENT\s+RELATIONSHIPS\b": (
        "the text stays in what both languages, 5 and 25, accept, without a prefix"
    ),
    r"\b(CONSTRAINT|INDEX)\b|\bLOAD\s+CSV\b|\b(db|dbms|apoc)\.": (
        "rules stand in schema/, and procedures and files are an engine's own affair"
    ),
    r"\bCALL\s*\{": "a sub-query names what it takes: CALL (x) { … }",
}
_MADE = re.compile(r"\(\s*(\w+)\s*(?=[:{])")
_ASSIGNED = re.compile(r"(\w+)(?:\.\w+|:\w+|\s*(?=\+?=))")
_AGGREGATE = re.compile(
    r"\b(count|collect|min|max|sum|avg|stDevP?|percentile\w+)\s*\(", re.IGNORECASE
)
_NOT_ARITHMETIC = re.compile(r"\b(AND|OR|XOR|NOT|IN|IS|STARTS|ENDS|CONTAINS)\b|=~", re.IGNORECASE)
_TYPES = re.compile(r"-\[\s*\w*\s*:([\w|]+)")
_LABELS = re.compile(r"\(\s*\w*\s*((?::\w+)+)")
_OUTER = ("RETURN", 0)
_ANYHOW = "// any order:"
_ENDS = frozenset(
    {"RETURN", "CREATE", "MERGE", "SET", "DELETE", "DETACH DELETE", "REMOVE", "FOREACH"}
    | {"ON CREATE SET", "ON MATCH SET"}
)


def lint(statement: Statement) -> list[str]:
    """Name every rule that `statement` breaks; an empty list when it breaks none."""
    text = grammar.bare(statement.text)
    parts = grammar.clauses(text)
    found = [
        why
        for wrong, why in _FORBIDDEN.items()
        if re.search(wrong, text, re.IGNORECASE | re.MULTILINE)
    ]
    rules = [each for each in _RULES if each is not _pages or _ANYHOW not in statement.text]
    for part in parts:
        for rule in rules:
            found += rule(part)
    found += _ending(parts)
    found += _clash(text)
    return sorted(set(found))


def names(statement: Statement) -> tuple[frozenset[str], frozenset[str]]:
    """Give the labels and the relationship types that the text names."""
    text = grammar.bare(statement.text)
    types = _TYPES.findall(text)
    labels = _LABELS.findall(_TYPES.sub("-", text))
    return (
        frozenset(name for group in labels for name in group.split(":") if name),
        frozenset(name for group in types for name in group.split("|")),
    )


def _columns(part: Clause) -> Iterator[str]:
    """Every column has a name of its own: the engines name un-aliased ones differently.

    Within braces that holds for WITH, and for the RETURN of a CALL, whose columns go on.
    """
    if part.keyword.endswith("CALL"):
        inner = grammar.clauses(part.body[part.body.find("{") + 1 : part.body.rfind("}")])
        parts = [each for each in inner if each.depth == 0 and each.keyword == "RETURN"]
    else:
        parts = [part] if part.keyword == "WITH" or (part.keyword, part.depth) == _OUTER else []
    for column in (column for each in parts for column in each.columns):
        if column == "*" and part.keyword != "WITH":
            yield "RETURN * is in another order on each engine: name the columns"
        elif column != "*" and grammar.column_name(column) is None:
            yield f"column `{column}` needs an alias"


def _aggregates(part: Clause) -> Iterator[str]:
    """An aggregate stands alone with an alias before it meets anything but arithmetic."""
    if part.keyword not in {"WITH", "RETURN"}:
        return
    for column in part.columns:
        outer, count = _without_aggregates(column)
        if count and (
            _NOT_ARITHMETIC.search(outer) or re.search(r"\?(\s*\)|\[[^\]]*\])*\s*\.\w", outer)
        ):
            yield (
                f"the aggregate in `{column}` needs an alias of its own first: inside IS, AND, IN"
                " or before a property the embedded engine does not see it"
            )


def _pages(part: Clause) -> Iterator[str]:
    """A limit follows an order, or each engine picks other rows.

    A statement whose comments say `any order:`, and why, gives the same whatever is picked.
    """
    if part.keyword in {"WITH", "RETURN"}:
        page = part.page.upper()
        if re.search(r"\b(LIMIT|SKIP|OFFSET)\b", page) and "ORDER BY" not in page:
            yield "LIMIT and SKIP need ORDER BY before them"


def _assignments(part: Clause) -> Iterator[str]:
    """No SET reads what the same SET writes: one engine works left to right, one at once."""
    if not part.keyword.endswith("SET"):
        return
    items = [re.split(r"\+?=", item, maxsplit=1) for item in grammar.split(part.body)]
    written = {found[1] for item in items if (found := _ASSIGNED.match(item[0].strip()))}
    for item in items:
        for name in sorted(written):
            if len(item) > 1 and re.search(rf"\b{name}\b", item[1]):
                yield f"SET reads `{name}`, which the same SET writes: read it in a WITH before"


def _creations(part: Clause) -> Iterator[str]:
    """No CREATE reads what the same CREATE makes: Cypher 25 refuses it."""
    if part.keyword == "CREATE":
        for name in sorted(set(_MADE.findall(part.body))):
            if re.search(rf"\b{name}\.\w", part.body):
                yield f"CREATE reads `{name}`, which the same CREATE makes: read it before"


def _ending(parts: list[Clause]) -> Iterator[str]:
    """A statement ends in what it gives or does: the embedded engine accepts any ending."""
    outer = [part for part in parts if part.depth == 0]
    if not outer or outer[-1].keyword not in _ENDS:
        yield "a statement ends in RETURN or in a write"


def _clash(text: str) -> Iterator[str]:
    """A label has no type's name: the embedded engine has one name space for both."""
    labels, types = names(Statement("", text))
    for name in sorted(labels & types):
        yield f"`{name}` is both a label and a relationship type"


def _without_aggregates(column: str) -> tuple[str, int]:
    """Put `?` for each aggregate in a column, sub-queries blanked; give how many there were."""
    text, count = re.sub(r"\{[^{}]*\}", "{}", column), 0
    while found := _AGGREGATE.search(text):
        depth, end = 1, found.end()
        while depth and end < len(text):
            depth += (text[end] in "([{") - (text[end] in ")]}")
            end += 1
        text, count = f"{text[: found.start()]}?{text[end:]}", count + 1
    return text, count


_RULES: tuple[Callable[[Clause], Iterator[str]], ...] = (
    _columns,
    _aggregates,
    _pages,
    _assignments,
    _creations,
)
