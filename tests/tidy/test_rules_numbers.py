"""Numbers of rules and questions, and clauses, mean what the lists say; gaps are remarked on."""

import re
from collections.abc import Callable, Iterator
from itertools import chain

import pytest

from graph.clauses import CLAUSES
from graph.readings import REGISTRY
from tests.tidy.tree import ROOMS, texts

RULES = {
    f"R{number:02}"
    for number in chain(
        range(1, 9),  # general
        range(10, 20),  # standing and links
        range(20, 28),  # attribution
        range(30, 40),  # service fees
        range(40, 54),  # liability
        range(60, 66),  # deposit
        range(70, 94),  # violations, renewal, promises
        range(100, 117),  # detachment
        range(120, 128),  # survival
    )
}
RULE = re.compile(r"\bR(\d{2,3})(?:[–-]R?(\d{2,3}))?\b")
QUESTION = re.compile(r"\bQ[1-9]\d*\b")
CLAUSE = re.compile(r"\b((?:FA|MR|CA|IP|CC) \d+(?:\.\d+)*(?:[①②③④⑤⑥⑦⑧⑨]|\(\d\))?)")
HEADINGS = {
    each.rsplit(".", depth)[0] for each in CLAUSES for depth in range(1, each.count(".") + 1)
}
SPOKEN = tuple(f"{each}/" for each in (*ROOMS, "docs"))


def rules(text: str) -> set[str]:
    """The rules a text names, a range for all that exist between its ends.

    >>> sorted(rules("R40, R06–R11 and R7"))
    ['R06', 'R07', 'R08', 'R10', 'R11', 'R40']
    """
    named: set[str] = set()
    for first, last in RULE.findall(text):
        ends = {f"R{first}", f"R{last or first}"}
        between = {f"R{number:02}" for number in range(int(first), int(last or first))}
        named |= ends | (between & RULES)
    return named


def spoken(*folders: str) -> Iterator[tuple[str, str]]:
    own = "tests/tidy/"
    return (each for each in texts() if each[0].startswith(folders) and not each[0].startswith(own))


def strays(found: Callable[[str], set[str]], known: set[str]) -> dict[str, list[str]]:
    """By file, what is named there and not known."""
    named = {name: sorted(found(text) - known) for name, text in spoken(*SPOKEN, "README")}
    return {name: unknown for name, unknown in named.items() if unknown}


def test_every_rule_that_is_named_exists():
    assert not strays(rules, RULES)


def test_every_question_that_is_named_exists():
    assert not strays(lambda text: set(QUESTION.findall(text)), set(REGISTRY))


def test_every_clause_that_is_cited_is_among_the_clauses():
    assert not strays(lambda text: set(CLAUSE.findall(text)), CLAUSES.keys() | HEADINGS)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("by FA 3.4.4.1, R40", {"FA 3.4.4.1"}),
        ("CA 2.3.2② and IP 4(1).", {"CA 2.3.2②", "IP 4(1)"}),
        ("MR 6.2.", {"MR 6.2"}),
        ("the FA alone", set()),
    ],
)
def test_a_citation_is_read_whole(text: str, cited: set[str]):
    assert set(CLAUSE.findall(text)) == cited


def test_rules_without_code_or_test_are_remarked_on(remark: Callable[[str, str], None]):
    code = set().union(*(rules(text) for name, text in spoken("graph/") if name.endswith(".py")))
    shown = set().union(*(rules(text) for _, text in spoken("tests/", "docs/rules/")))
    assert code
    for missing, what in ((RULES - code, "code"), (code - shown, "test")):
        listed = " ".join(sorted(missing, key=lambda rule: int(rule[1:])))
        remark("rules", f"without {what}: {listed or 'none'}")
