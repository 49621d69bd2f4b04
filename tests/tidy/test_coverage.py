"""Each rule of the agreements has its row in docs/rules/coverage.md, and nothing is left out."""

import pytest

from tests.tidy.coverage import listed as linked
from tests.tidy.coverage import number, page
from tests.tidy.rule_titles import OUT_OF_SCOPE, TITLES
from tests.tidy.test_rules_numbers import RULES


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
            + " and 2 more",
        ),
    ],
)
def test_files_are_linked_and_the_rules_stand_first(names: list[str], listed: str):
    assert linked(names) == listed
