"""The registry of open questions Q1–Q34, and the choice among their options."""

from enum import StrEnum

import pytest

from graph.clauses import CLAUSES
from graph.readings import (
    DEFAULTS,
    Q1,
    Q3,
    Q9,
    QUESTIONS,
    REGISTRY,
    Reading,
    UnknownReading,
    choose,
)

OPTIONS = {
    "Q1": "MAKE_UP_DAYS_WORK WEEKENDS_NEVER",
    "Q2": "LAST_DAY_STANDS ROLL_OVER",
    "Q3": "THIRD MORE_THAN_3",
    "Q4": "EACH_8000 CUMULATIVE_14000",
    "Q5": "FROM_COUNTED FROM_ACT",
    "Q6": "NOBODY",
    "Q7": "DECISION AUTOMATIC",
    "Q8": "END_LINKS KEEP_LINKS",
    "Q9": "UNRESOLVED FORMER_PARTNER CUSTOMER",
    "Q10": "SURVIVES_EXCEPT_BREACH ALL_LOST",
    "Q11": "CONTINGENT ALWAYS_JOINT",
    "Q12": "AGENCY_JOINT",
    "Q13": "CITY_PARTNER TIER1",
    "Q14": "PAID CONSUMED",
    "Q15": "SEPARATE_ROUTES FREE_CHOICE",
    "Q16": "AUTO_EXECUTE MANUAL",
    "Q17": "END_AND_RELINK FORBID",
    "Q18": "TOP_UP_AND_HOLD",
    "Q19": "CLAUSE_NUMBERS",
    "Q20": "FIVE_AND_SIX SEVEN",
    "Q21": "TWO_DATES",
    "Q22": "STANDARDS_CONFIGURED",
    "Q23": "CLASS_IS_INPUT",
    "Q24": "RECORDED_INTENT AUTOMATIC",
    "Q25": "AUTHORISED FORBIDDEN",
    "Q26": "LATER_OF_TWO",
    "Q27": "MISSING_IS_ZERO",
    "Q28": "FA_TO_BE_ENDED FA_LIVES_ON",
    "Q29": "DEPOSIT_FIRST FEES_FIRST",
    "Q30": "OFFER_WAYS",
    "Q31": "CASH_PAID",
    "Q32": "INCLUSIVE",
    "Q33": "FREE_TEXT_AND_CODE",
    "Q34": "NONE_FOR_CITY_PARTNER",
}
EVERY = [pytest.param(reading, id=reading.id) for reading in REGISTRY.values()]


def test_there_are_34_questions_in_order() -> None:
    names = [f"Q{n}" for n in range(1, 35)]
    assert [question.__name__ for question in QUESTIONS] == names
    assert list(REGISTRY) == names
    assert [question for question, _ in DEFAULTS.choices] == names


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__name__)
def test_a_question_has_its_options_in_enum_and_registry_alike(question: type[StrEnum]) -> None:
    expected = OPTIONS[question.__name__].split()
    assert [option.value for option in question] == expected
    assert [option.name for option in question] == expected
    assert [option.name for option in REGISTRY[question.__name__].options] == expected


@pytest.mark.parametrize("reading", EVERY)
def test_the_first_option_is_the_default(reading: Reading) -> None:
    assert reading.default == reading.options[0].name == DEFAULTS.chosen(reading.id)


@pytest.mark.parametrize("reading", EVERY)
def test_every_clause_that_a_reading_names_is_in_the_clause_list(reading: Reading) -> None:
    assert reading.clauses
    assert [clause for clause in reading.clauses if clause not in CLAUSES] == []


@pytest.mark.parametrize("reading", EVERY)
def test_a_reading_says_in_both_languages_what_it_is_and_changes(reading: Reading) -> None:
    wordings = [reading.problem, *(w for o in reading.options for w in (o.meaning, o.effect))]
    assert all(wording.zh and wording.en.isprintable() for wording in wordings)
    assert len({option.effect for option in reading.options}) == len(reading.options)
    assert all(rule.startswith("R") and rule[1:].isdigit() for rule in reading.rules)


def test_choosing_nothing_gives_the_defaults() -> None:
    assert choose({}) == choose([]) == DEFAULTS


def test_a_choice_replaces_one_default_and_keeps_the_rest() -> None:
    chosen = choose({"Q3": "MORE_THAN_3"})
    assert chosen.of(Q3) is Q3.MORE_THAN_3
    assert chosen.of(Q1) is Q1.MAKE_UP_DAYS_WORK
    assert dict(chosen.choices) == {**dict(DEFAULTS.choices), "Q3": "MORE_THAN_3"}


def test_pairs_and_mappings_in_any_order_choose_the_same() -> None:
    pairs = [("Q9", "CUSTOMER"), ("Q1", "WEEKENDS_NEVER"), ("Q9", "CUSTOMER")]
    assert choose(pairs) == choose({"Q1": "WEEKENDS_NEVER", "Q9": Q9.CUSTOMER})
    assert hash(choose(pairs)) == hash(choose(reversed(pairs)))


@pytest.mark.parametrize("question", ["Q0", "Q35", "q1", "", "Q1 "])
def test_an_unknown_question_is_refused_with_the_possible_ones(question: str) -> None:
    with pytest.raises(UnknownReading) as caught:
        choose({question: "THIRD"})
    assert str(caught.value) == f"expected a question from Q1 to Q34, got {question!r}"


def test_an_unknown_option_is_refused_with_the_possible_ones() -> None:
    with pytest.raises(UnknownReading) as caught:
        choose({"Q9": "NOBODY"})
    assert str(caught.value) == (
        "expected UNRESOLVED or FORMER_PARTNER or CUSTOMER as the reading of Q9, got 'NOBODY'"
    )


def test_a_question_given_twice_with_different_options_is_refused() -> None:
    with pytest.raises(ValueError, match="Q3 is given twice, as THIRD and as MORE_THAN_3"):
        choose([("Q3", "THIRD"), ("Q3", "MORE_THAN_3")])
