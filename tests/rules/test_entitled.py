"""Standing by the agreements, and where the record differs (R07, R11, R90, R91, R106, Q28)."""

from typing import Any

import pytest

from graph.model import Agreement, Interval, Notice, Uid
from graph.rules.agreements import Contracts, entitled, mismatches
from graph.rules.agreements.contracts import merged
from graph.rules.agreements.entitled import subtract
from graph.rules.standing import Known
from tests.rules.asked import at, d, told
from tests.rules.papered import PARTY, agreement, notice, papers, proven, text

FA = agreement("FA", "fa", signed_on="2018-01-05", term_end="2018-03-31")
CA = agreement("CA", "ca", signed_on="2018-01-05", sealed_on="2018-01-05")
STANDING = "harbor is partner from 2018-01-05 to 2018-04-01\n"
SURPLUS, LACK = "STANDING_WITHOUT_AGREEMENT", "AGREEMENT_WITHOUT_STANDING"
EAST = "east is partner from 2017-04-01\n"
RELEASED = (
    EAST
    + "harbor is partner from 2018-01-05\n"
    + "harbor under east as city from 2018-01-05 to 2018-03-16\n"
)


def seen(world: str, *facts: Agreement | Notice, **readings: str) -> tuple[Contracts, Known]:
    asked = told(world, **readings)
    return Contracts(papers(*facts), asked.moment), Known(asked.histories, asked.moment)


def should(world: str, *facts: Agreement | Notice, **readings: str) -> list[tuple[str, Any]]:
    found = entitled(*seen(world, *facts, **readings), Uid("harbor"))
    return [(str(each.interval.start), text(each.interval.end)) for each in found]


def differs(world: str, *facts: Agreement | Notice, **readings: str) -> list[tuple[str, str, Any]]:
    contracts, known = seen(world, *facts, **readings)
    found = mismatches(contracts, known, Uid("harbor"))
    for each in found:
        proven(each.trace, contracts.moment)
    return [(str(each.kind), str(each.interval.start), text(each.interval.end)) for each in found]


class TestEntitled:
    def test_standing_comes_and_goes_with_the_framework_agreement(self):
        assert should(STANDING, FA) == [("2018-01-05", "2018-04-01")]
        found = entitled(*seen(STANDING, FA), Uid("harbor"))
        assert FA in found[0].trace.facts
        assert {"R07", "R80"} <= set(found[0].trace.rules)

    def test_s17_an_agreed_extension_carries_it_on_by_a_month(self):
        extended = agreement(
            "FA",
            "fa",
            signed_on="2018-01-05",
            term_end="2018-03-31",
            renewal_agreed_on="2018-03-20",
        )
        assert should(STANDING, extended) == [("2018-01-05", "2018-05-01")]
        assert should(STANDING, FA, Q24="AUTOMATIC") == [("2018-01-05", "2018-05-01")]

    def test_a_renewal_without_a_gap_is_one_standing_and_with_one_are_two(self):
        renewed = agreement("FA", "fa2", signed_on="2018-03-20", agreed_from="2018-04-01")
        later = agreement("FA", "fa2", signed_on="2018-03-20", agreed_from="2018-04-02")
        assert should(STANDING, FA, renewed) == [("2018-01-05", None)]
        assert should(STANDING, FA, later) == [("2018-01-05", "2018-04-01"), ("2018-04-02", None)]

    @pytest.mark.parametrize(
        ("received", "stated", "end"),
        [
            ("2018-02-10", "2018-02-20", "2018-02-20"),
            ("2018-02-10", "2018-02-01", "2018-02-10"),
            ("2018-02-10", None, "2018-02-10"),
            ("2018-04-10", None, "2018-04-01"),
            ("2017-12-10", "2018-01-05", "2018-04-01"),
        ],
    )
    def test_it_ends_on_the_day_stated_in_a_notice_but_not_before_it_arrives(
        self, received: str, stated: str | None, end: str
    ):
        given = notice("STANDING_END", received, stated_on=stated)
        other = notice("TOP_UP", "2018-02-01")
        later = notice("STANDING_END", "2018-03-30")
        assert should(STANDING, FA, later, given) == [("2018-01-05", min(end, "2018-03-30"))]
        assert should(STANDING, FA, other, given) == [("2018-01-05", end)]

    def test_after_grave_violations_it_lasts_to_the_day_stated_though_the_contract_has_ended(self):
        given = notice("TERMINATION", "2018-02-20", stated_on="2018-03-01")
        assert should(STANDING, FA, given) == [("2018-01-05", "2018-03-01")]
        assert should(STANDING, FA, notice("TERMINATION", "2018-02-20")) == [
            ("2018-01-05", "2018-02-20")
        ]

    def test_no_notice_of_the_partner_or_about_ca_alone_ends_it(self):
        own = notice("STANDING_END", "2018-02-10", sender=PARTY)
        ca = notice("TERMINATION", "2018-02-10", about=CA.id)
        assert should(STANDING, FA, CA, own, ca) == [("2018-01-05", "2018-04-01")]
        framework = notice("STANDING_END", "2018-02-10", about=FA.id)
        assert should(STANDING, FA, CA, framework) == [("2018-01-05", "2018-02-10")]

    def test_it_resumes_with_the_next_framework_agreement(self):
        given = notice("STANDING_END", "2018-02-10")
        renewed = agreement("FA", "fa2", signed_on="2018-03-01", agreed_from="2018-03-01")
        assert should(STANDING, FA, given, renewed) == [
            ("2018-01-05", "2018-02-10"),
            ("2018-03-01", None),
        ]

    def test_it_ends_with_a_release_and_resumes_with_a_new_entry(self):
        assert should(RELEASED, FA) == [("2018-01-05", "2018-03-16")]
        again = f"{RELEASED}harbor under east as city from 2018-03-20\n"
        assert should(again, FA) == [("2018-01-05", "2018-03-16"), ("2018-03-20", "2018-04-01")]

    def test_a_recorded_expiry_does_not_prove_itself(self):
        world = f"{EAST}harbor is partner from 2018-01-05 to 2018-03-01 ended by expired\n"
        world += "harbor under east as city from 2018-01-05\n"
        assert should(world, FA) == [("2018-01-05", "2018-04-01")]

    def test_an_agreement_ended_early_without_a_notice_takes_the_standing_along(self):
        bankrupt = agreement(
            "FA", signed_on="2018-01-05", ended_on="2018-02-01", end_cause="TERMINATION"
        )
        assert should(STANDING, bankrupt) == [("2018-01-05", "2018-02-01")]
        never = agreement("FA", "later", signed_on="2018-01-05", ended_on="2018-01-05")
        assert should(STANDING, never) == []


class TestMismatches:
    def test_there_is_none_where_record_and_agreements_say_the_same(self):
        assert differs(STANDING, FA) == []

    def test_nothing_is_said_of_a_party_whose_papers_are_not_known(self):
        assert differs(STANDING) == []
        assert differs(STANDING, CA) == []

    @pytest.mark.parametrize(
        ("start", "end", "found"),
        [
            (
                "2018-01-05",
                "2018-04-02",
                (SURPLUS, "2018-04-01", "2018-04-02"),
            ),
            (
                "2018-01-05",
                "2018-03-31",
                (LACK, "2018-03-31", "2018-04-01"),
            ),
            (
                "2018-01-04",
                "2018-04-01",
                (SURPLUS, "2018-01-04", "2018-01-05"),
            ),
            (
                "2018-01-06",
                "2018-04-01",
                (LACK, "2018-01-05", "2018-01-06"),
            ),
        ],
    )
    def test_a_day_too_many_or_too_few_is_reported(
        self, start: str, end: str, found: tuple[str, str, str]
    ):
        assert differs(f"harbor is partner from {start} to {end}\n", FA) == [found]

    def test_a_standing_left_open_runs_on_for_ever(self):
        assert differs("harbor is partner from 2018-01-05\n", FA) == [(SURPLUS, "2018-04-01", None)]

    def test_a_tier_link_needs_the_city_agreement(self):
        world = f"{EAST}{STANDING}harbor under east as city from 2018-01-05 to 2018-04-01\n"
        assert differs(world, FA, CA) == []
        late = agreement("CA", "ca", sealed_on="2018-01-10")
        missing = "TIER_LINK_WITHOUT_AGREEMENT"
        assert differs(world, FA, late) == [(missing, "2018-01-05", "2018-01-10")]
        assert differs(world, FA) == [(missing, "2018-01-05", "2018-04-01")]

    def test_after_a_release_the_framework_agreement_is_to_be_ended_unless_read_otherwise(self):
        ending = ("FRAMEWORK_TO_BE_ENDED", "2018-03-16", "2018-04-01")
        assert differs(RELEASED, FA, CA) == [ending]
        assert differs(RELEASED, FA, CA, Q28="FA_LIVES_ON") == []
        again = f"{RELEASED}harbor under east as city from 2018-03-20 to 2018-04-01\n"
        assert differs(again, FA, CA) == [(ending[0], "2018-03-16", "2018-03-20")]

    def test_one_that_ended_with_the_release_is_not(self):
        ended = agreement("FA", signed_on="2018-01-05", ended_on="2018-03-16")
        assert differs(RELEASED, ended, CA) == []

    def test_one_that_began_after_the_release_stands_by_itself(self):
        later = agreement("FA", "fa2", signed_on="2018-06-01")
        found = differs(RELEASED, FA, later, CA)
        assert [each for each in found if each[0] == "FRAMEWORK_TO_BE_ENDED"] == [
            ("FRAMEWORK_TO_BE_ENDED", "2018-03-16", "2018-04-01")
        ]

    def test_what_was_not_known_is_no_mismatch(self):
        late = agreement("FA", signed_on="2018-01-05", recorded_at="2018-03-01")
        asked = told(STANDING, known_at="2018-02-01")
        assert asked.moment.known_at == at("2018-02-01")
        contracts = Contracts(papers(late), asked.moment)
        assert mismatches(contracts, Known(asked.histories, asked.moment), Uid("harbor")) == ()


def test_spans_that_overlap_touch_or_lie_in_one_another_are_one():
    days = [d(f"2018-01-{day:02}") for day in range(1, 11)]
    inner = [Interval(days[0], days[8]), Interval(days[1], days[3]), None]
    assert merged([*inner, Interval(days[8], days[9]), Interval(days[2], days[2])]) == [
        Interval(days[0], days[9])
    ]
    assert merged([Interval(days[1]), Interval(days[3], days[4])]) == [Interval(days[1])]


@pytest.mark.parametrize(
    ("span", "others", "left"),
    [
        (("01", None), [], [("01", None)]),
        (("01", "10"), [("03", "05")], [("01", "03"), ("05", "10")]),
        (("01", "10"), [("01", "05")], [("05", "10")]),
        (("01", "10"), [("05", "10")], [("01", "05")]),
        (("03", "05"), [("01", "10")], []),
        (("03", "05"), [("01", None)], []),
        (("03", None), [("05", None)], [("03", "05")]),
        (("03", "05"), [("01", "03"), ("05", "08")], [("03", "05")]),
        (("01", "10"), [("02", "03"), ("05", None), ("11", "12")], [("01", "02"), ("03", "05")]),
    ],
)
def test_days_are_taken_out_of_a_span(span: tuple, others: list, left: list):
    def days(pair: tuple) -> Interval:
        start, end = (each and d(f"2018-01-{each}") for each in pair)
        return Interval(start, end)

    assert subtract([days(span)], [days(each) for each in others]) == [days(each) for each in left]
