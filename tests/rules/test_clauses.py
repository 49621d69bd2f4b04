"""The list of clauses that rules and readings cite."""

import pytest

from graph.clauses import CLAUSES, TEXTS, Citation, Clause, UnknownClause, clause, parse

EVERY = [pytest.param(each, id=each.id) for each in CLAUSES.values()]

CITED = {
    "FA": """2.1.5 2.1.6 2.1.11 2.2.1 3.2.1 3.2.2 3.2.3 3.3.2 3.3.3 3.3.4 3.4.1.1 3.4.1.2 3.4.1.3
        3.4.1.4 3.4.2.1 3.4.2.2 3.4.2.4 3.4.3 3.4.3.1 3.4.3.2 3.4.4 3.4.4.1 3.4.4.2 3.4.5 3.5.1
        3.5.2 3.5.3 3.5.4 4.1.6 4.2 4.2.1 4.2.2 4.2.3 4.2.3.1 4.2.3.2 4.2.3.6 4.2.4.2 4.2.7 4.2.9.2
        4.2.9.3 4.3.1.1 4.3.1.2 4.3.1.3 4.3.1.4 4.3.1.5 4.3.1.6 4.3.2 4.3.3 4.3.4 5.3.4 5.3.5 5.3.6
        6.3 7.1 7.1.1 7.1.2 7.1.3 7.2.1 8.2.1 8.3.1 8.3.2 8.3.3 8.3.4 8.3.5 8.3.6 8.3.7 8.3.8 8.3.9
        8.4.1 8.4.2 8.4.3 8.4.4 10.2.2 10.3.2 10.3.3 10.4.3""",
    "MR": """2.1 3.4.2 3.5 3.5.1 3.5.2 3.5.3 4.2 4.3 5 5.1.1 5.1.2 5.1.3 5.1.4 5.1.5 5.2 5.2.1 5.2.2
        5.2.3 5.3 5.4 6 6.1 6.2 6.2.1 6.2.2 6.2.2.1 6.2.2.2 6.2.3 6.2.4 6.2.5 6.2.5.1 6.2.6 6.2.6.4
        6.2.7 6.2.7.1 6.2.7.2 6.2.7.3 6.2.7.4 6.2.7.5 6.2.8 6.3 6.4.1 6.4.2 6.4.3 7 7.1.1 7.1.2
        7.1.3 7.2 7.3.1 7.3.2 7.3.3 7.3.4 7.3.5 7.3.6 8""",
    "CA": """1.1 1.3 1.4 2.1 2.1.1 2.1.2 2.1.3 2.2.1 2.2.2 2.2.3 2.2.4 2.3.1 2.3.1① 2.3.1② 2.3.1③
        2.3.1④ 2.3.2 2.3.2① 2.3.2② 2.3.3 2.3.4 2.3.4① 2.3.4② 2.3.4③ 2.4 3.1 3.2 3.3""",
    "IP": "2 4(1)",
    "CC": "178 201 202 203 519",
}


def test_the_list_holds_exactly_the_clauses_that_are_cited_in_order() -> None:
    assert list(CLAUSES) == [
        f"{label} {number}" for label, numbers in CITED.items() for number in numbers.split()
    ]


def test_every_text_has_title_form_and_time_in_both_languages() -> None:
    assert list(TEXTS) == list(CITED)
    for text in TEXTS.values():
        assert all(each.zh and each.en for each in (text.title, text.form, text.in_force))


@pytest.mark.parametrize("each", EVERY)
def test_a_clause_is_read_back_from_its_id_and_glossed_in_both_languages(each: Clause) -> None:
    assert parse(each.id) == Citation(each.text, each.number)
    assert str(parse(each.id)) == each.id
    assert each.gloss.zh
    assert each.gloss.en
    assert all(rule[0] == "R" and 1 <= int(rule[1:]) <= 127 for rule in each.rules)
    if each.present:
        assert clause(each.id) is each


def test_exactly_two_numbers_are_not_present_in_their_text() -> None:
    absent = [each for each in CLAUSES.values() if not each.present]
    assert [each.id for each in absent] == ["MR 6.2.1", "CA 2.3.3"]
    assert [each.rules for each in absent] == [(), ()]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("fa3.4.4.1", "FA 3.4.4.1"),
        (" FA  3.4.4.1 ", "FA 3.4.4.1"),
        ("CA 2.3.1(2)", "CA 2.3.1②"),
        ("CA 2.3.1（2）", "CA 2.3.1②"),
        ("CA 2.3.2①", "CA 2.3.2①"),
        ("IP 4①", "IP 4(1)"),
        ("IP 4(1)", "IP 4(1)"),
    ],
)
def test_case_blanks_and_the_form_of_an_item_are_free(given: str, found: str) -> None:
    assert clause(given).id == found


@pytest.mark.parametrize(
    "given", ["", "FA", "3.4.4.1", "FA 3..4", "FA 3.4.", "FA ３.４", "FA 3.4①②"]
)
def test_a_malformed_id_is_refused_with_the_form_expected(given: str) -> None:
    with pytest.raises(UnknownClause) as caught:
        clause(given)
    assert str(caught.value) == (
        f"expected a label and a clause number, for example FA 3.4.4.1, got {given!r}"
    )


def test_an_unknown_text_is_refused_with_the_known_ones() -> None:
    with pytest.raises(
        UnknownClause, match=r"expected a clause of FA, MR, CA, IP, CC, got .XX 1\.1"
    ):
        clause("XX 1.1")


def test_an_unknown_number_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownClause) as caught:
        clause("FA 3.4.4.3")
    assert str(caught.value).startswith("no clause FA 3.4.4.3 is known; near it: FA 3.4.4")
    assert "FA 3.4.4.1" in str(caught.value)


@pytest.mark.parametrize("absent", ["MR 6.2.1", "CA 2.3.3"])
def test_a_number_that_the_text_skips_is_said_not_to_be_present(absent: str) -> None:
    with pytest.raises(UnknownClause, match=f"{absent} is not present in the text"):
        clause(absent)


def test_a_clause_names_the_pages_that_cite_it():
    assert "docs/rules/liability.md" in clause("FA 3.4.4.1").pages
    assert CLAUSES["MR 6.2.1"].pages == ()


def test_every_clause_founds_a_rule_or_is_a_heading_or_is_known_to_found_none():
    silent = {each.id for each in CLAUSES.values() if each.present and not each.rules}
    headings = {each for each in silent if any(other.startswith(f"{each}.") for other in CLAUSES)}
    assert silent - headings == {"FA 3.3.2", "FA 8.3.9", "CA 2.3.2", "CA 2.3.4"}
