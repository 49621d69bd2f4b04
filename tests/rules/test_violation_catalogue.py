"""The acts that are violations (R70, R73; Q19, Q23, Q33)."""

import pytest

from graph.clauses import CLAUSES
from graph.model import ViolationClass
from graph.rules.violations.catalogue import CATALOGUE, UnknownViolation, entry

ONE, TWO = ViolationClass.CLASS_1, ViolationClass.CLASS_2


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_entry_rests_on_clauses_that_exist_and_says_what_it_is(code: str):
    found = entry(code)
    assert found.code == code
    assert code.startswith(found.clause)
    assert all(CLAUSES[each].present for each in (found.clause, *found.breaches))
    assert found.classes
    assert found.gloss.zh
    assert found.gloss.en


def test_class_1_is_mr_6_1_and_class_2_begins_with_mr_6_2_2():
    assert {each.clause for each in CATALOGUE.values() if ONE in each.classes} == {"MR 6.1"}
    first = next(each for each in CATALOGUE.values() if each.classes == (TWO,))
    assert first.code == "MR 6.2.2"
    groups = {each.code for each in CATALOGUE.values() if each.code.count(".") == 2}
    assert groups == {f"MR 6.2.{number}" for number in range(2, 9)}


def test_q23_the_same_act_may_be_found_in_either_class():
    both = [each.code for each in CATALOGUE.values() if len(each.classes) == 2]
    assert both == ["MR 6.1/fees-in-aliyuns-name", "MR 6.1/abusive-service"]


def test_q33_one_entry_stands_for_what_class_1_does_not_name():
    assert [each.code for each in CATALOGUE.values() if each.open] == ["MR 6.1"]


def test_q19_the_number_that_the_text_skips_is_said_to_be_skipped():
    with pytest.raises(UnknownViolation, match=r"'MR 6\.2\.1' is not present in the text"):
        entry("MR 6.2.1")


def test_an_unknown_code_is_refused_with_those_that_come_near():
    with pytest.raises(UnknownViolation, match=r"'MR 6\.2\.7\.9' is no violation; near it: MR 6"):
        entry("MR 6.2.7.9")
