"""Where each rule is: its clauses, its code, its tests, its page; as docs/rules/coverage.md.

`python -m tests.tidy.coverage` writes the page, and the pages of each clause, anew.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from graph.clauses import CLAUSES
from tests.tidy.rule_titles import OUT_OF_SCOPE, TITLES
from tests.tidy.test_rules_numbers import CLAUSE, RULES, rules
from tests.tidy.tree import ROOT, texts

PAGE = "docs/rules/coverage.md"
PLACES = "graph/clauses/pages.json"
MANY = 4
"""Files of one kind that a row names."""

HEAD = """# Where each rule is

One row a rule of the agreements: its clauses, the modules that carry it out, the tests that name
it, and the pages that show it. `python -m tests.tidy.coverage` writes this page anew.

| rule | what it is about | clauses | code | tests | pages |
|---|---|---|---|---|---|
"""


def number(rule: str) -> int:
    """Sorts `R9` before `R10`."""
    return int(rule[1:])


def found() -> dict[str, dict[str, list[str]]]:
    """By rule, the files that name it: code of the graph, tests, pages."""
    places: dict[str, dict[str, list[str]]] = {
        rule: {"code": [], "tests": [], "pages": []} for rule in sorted(RULES, key=number)
    }
    for name, text in sorted(texts()):
        kind = _kind(name)
        if kind is not None:
            for rule in rules(text) & RULES:
                places[rule][kind].append(name)
    return places


def _kind(name: str) -> str | None:
    if name == PAGE or name.startswith("tests/tidy/"):
        return None
    if name.startswith("graph/") and name.endswith(".py") and not name.startswith("graph/clauses/"):
        return "code"
    if re.match(r"tests/.*/test_\w+\.py$", name):
        return "tests"
    return "pages" if name.startswith("docs/") else None


def clauses_of(rule: str) -> list[str]:
    """The clauses that found a rule."""
    return [each.id for each in CLAUSES.values() if rule in each.rules]


def page() -> str:
    """The page as it has to be."""
    rows = (_row(rule, places) for rule, places in found().items())
    return HEAD + "\n".join(rows) + "\n"


def _row(rule: str, places: dict[str, list[str]]) -> str:
    clauses = ", ".join(clauses_of(rule)) or "law"
    start = f"| {rule} | {TITLES[rule]} | {clauses} |"
    if rule in OUT_OF_SCOPE:
        return f"{start} out of scope: {OUT_OF_SCOPE[rule]} | | |"
    cells = (listed(places[kind]) for kind in ("code", "tests", "pages"))
    return f"{start} {' | '.join(cells)} |"


def listed(names: list[str]) -> str:
    """Links to files, those of the rules first."""
    ordered = sorted(names, key=lambda name: (not name.startswith("graph/rules/"), name))
    shown = ", ".join(_link(name) for name in ordered[:MANY])
    more = len(names) - MANY
    return f"{shown} and more" if more > 0 else shown


def _link(name: str) -> str:
    path = Path(name)
    shown = path.stem if path.suffix == ".md" else name.removeprefix("graph/").removesuffix(".py")
    return f"[{shown.removeprefix('tests/')}](../../{name})"


def nowhere() -> list[str]:
    """Rules that no code or no test names, and that are not out of scope."""
    return [
        f"{rule} has no {kind}"
        for rule, places in found().items()
        for kind in ("code", "tests")
        if rule not in OUT_OF_SCOPE and not places[kind]
    ]


def pages_of_clauses() -> str:
    """The pages that cite each clause, as JSON."""
    cited = defaultdict[str, list[str]](list)
    for name, text in sorted(texts()):
        if name.startswith("docs/") and name.endswith(".md") and name != PAGE:
            for each in _known(CLAUSE.findall(text)):
                cited[each].append(name)
    ordered = {each: cited[each] for each in CLAUSES if each in cited}
    return json.dumps(ordered, ensure_ascii=False, indent=1) + "\n"


def _known(cited: Iterable[str]) -> set[str]:
    return {each for each in cited if each in CLAUSES}


if __name__ == "__main__":
    (ROOT / PAGE).write_text(page(), encoding="utf-8")
    (ROOT / PLACES).write_text(pages_of_clauses(), encoding="utf-8")
