"""Every worked scenario has a test that bears its number, in its chapter of `tests/scenarios`;
and every alternative reading is read in some scenario.
"""

import ast
import re

import pytest

from graph.readings.registry import OPTIONS
from tests.tidy.tree import modules

SCENARIOS = {
    "attribution": "S01 S02 S03 S04 S04d S06 S07 S08 S10",
    "deadlines": "S11 S12 S14b S14c S15 S15b S15c S17 S18 S21 S42 S44 S46",
    "liability": "S22 S23 S24 S26 S27 S28 S32",
    "money": "S33 S35 S36 S37 S37b S38 S39 S41b",
    "admission": "S48 S48b S49 S51 S51b S51c S52 S53 S54 S55 S56 S57 S58",
}
"""By chapter, the file of each; the numbers have gaps."""
NUMBER = re.compile(r"test_s(\d\d[a-z]?)_")


def named(chapter: str) -> set[str]:
    """The scenarios that tests of a chapter bear the numbers of."""
    return {
        f"S{found[1]}"
        for path in modules("tests/scenarios")
        if path.stem == f"test_{chapter}"
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.AsyncFunctionDef) and (found := NUMBER.match(each.name))
    }


@pytest.mark.parametrize("chapter", SCENARIOS)
def test_every_scenario_has_its_test_and_no_test_another_number(chapter: str):
    assert named(chapter) == set(SCENARIOS[chapter].split())


def test_every_alternative_is_read_in_some_scenario():
    text = "\n".join(path.read_text(encoding="utf-8") for path in modules("tests/scenarios"))
    missing = [
        f"{question} {option}"
        for question, (_, *others) in OPTIONS.items()
        for option in others
        if not re.search(rf"{question}\W+(option\W+)?{option}\b", text)
    ]
    assert missing == []
