"""Each rule of the agreements has its row in docs/rules/coverage.md, and nothing is left out."""

import json
import re

import pytest

from tests.tidy.coverage import PAGE, PLACES, found, nowhere, number, page, pages_of_clauses
from tests.tidy.coverage import listed as linked
from tests.tidy.rule_titles import OUT_OF_SCOPE, TITLES
from tests.tidy.test_rules_numbers import RULES
from tests.tidy.tree import ROOT

AGAIN = "python -m tests.tidy.coverage writes it anew"
LINK = re.compile(r"\]\(\.\./\.\./([^)]+)\)")


def test_every_rule_has_a_title_and_a_row_of_its_own_in_order():
    assert list(TITLES) == sorted(RULES, key=number)
    rows = [line.split(" | ")[0] for line in page().splitlines() if line.startswith("| R")]
    assert rows == [f"| {rule}" for rule in TITLES]
    assert len(rows) == 105


def test_what_is_out_of_scope_says_why():
    assert OUT_OF_SCOPE.keys() <= RULES
    assert all(reason.endswith(".") and len(reason) > 60 for reason in OUT_OF_SCOPE.values())
    assert sum("out of scope: " in line for line in page().splitlines()) == len(OUT_OF_SCOPE)


@pytest.mark.parametrize(
    ("names", "listed"),
    [
        ([], ""),
        (["docs/rules/x.md"], "[x](../../docs/rules/x.md)"),
        (
            ["graph/model/a.py", "graph/rules/b.py"],
            "[rules/b](../../graph/rules/b.py), [model/a](../../graph/model/a.py)",
        ),
        (
            [f"tests/rules/test_{n}.py" for n in range(6)],
            ", ".join(f"[rules/test_{n}](../../tests/rules/test_{n}.py)" for n in range(4))
            + " and more",
        ),
    ],
)
def test_files_are_linked_and_the_rules_stand_first(names: list[str], listed: str):
    assert linked(names) == listed


def rows(text: str) -> dict[str, list[str]]:
    """The cells of each rule's row."""
    lines = (line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| R"))
    return {cells[0]: cells for cells in lines}


def test_no_rule_is_without_code_or_test():
    assert nowhere() == []


def test_the_page_is_not_stale():
    """Files may name a rule that the row does not list; but it lists none that no longer do."""
    written, right = rows((ROOT / PAGE).read_text("utf-8")), rows(page())
    assert {rule: cells[:3] for rule, cells in written.items()} == {
        rule: cells[:3] for rule, cells in right.items()
    }, AGAIN
    places = found()
    for rule, cells in written.items():
        named = {name for kind in places[rule].values() for name in kind}
        gone = set(LINK.findall(" ".join(cells[3:]))) - named
        assert not gone, f"{rule} stands no longer in {gone}; {AGAIN}"
        if rule not in OUT_OF_SCOPE:
            assert all(LINK.search(cell) for cell in cells[3:5]), f"{rule}: {AGAIN}"


def test_the_pages_of_the_clauses_are_not_stale():
    written = json.loads((ROOT / PLACES).read_text("utf-8"))
    right = json.loads(pages_of_clauses())
    assert all(set(pages) <= set(right.get(name, ())) for name, pages in written.items()), AGAIN
    assert written.keys() <= right.keys(), AGAIN
