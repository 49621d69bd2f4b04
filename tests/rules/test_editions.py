"""Which management rules apply on a day, and to whom Aliyun assigned (R03, R93)."""

import pytest

from graph.rules.agreements import counterparty, edition, editions
from tests.rules.asked import d
from tests.rules.papered import PARTY, agreement, moment, notice, papers, proven

CHANGE = notice("RULE_CHANGE", "2018-02-10", stated_on="2018-03-01", source="2018-03")


def applies(day: str, *facts: object, known_at: str | None = None) -> str | None:
    seen = moment() if known_at is None else moment(known_at=known_at)
    found = edition([papers(*facts)], d(day), seen)  # type: ignore[arg-type]
    if found is not None:
        proven(found.trace, seen)
    return found and found.name


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2017-03-31", None),
        ("2017-04-01", "2017-04"),
        ("2018-02-28", "2017-04"),
        ("2018-03-01", "2018-03"),
        ("2030-01-01", "2018-03"),
    ],
)
def test_a_revision_applies_from_the_day_in_its_notice(day: str, name: str | None):
    assert applies(day, CHANGE) == name


@pytest.mark.parametrize(
    ("received", "stated", "begin"),
    [
        ("2018-03-20", "2018-03-01", "2018-03-01"),
        ("2018-02-01", "2018-03-01", "2018-03-01"),
        ("2018-03-20", None, "2018-03-20"),
    ],
)
def test_an_early_or_late_notice_changes_nothing_about_that_day(
    received: str, stated: str | None, begin: str
):
    found = editions([papers(notice("RULE_CHANGE", received, stated_on=stated))], moment())
    assert [str(each.interval.start) for each in found] == ["2017-04-01", begin]
    assert found[1].name == f"notice:RULE_CHANGE:{received}"
    assert found[1].trace.rules == ("R03",)
    assert found[1].because is not None


def test_a_revision_was_not_known_before_it_was_recorded():
    late = notice("RULE_CHANGE", "2018-03-01", source="2018-03", recorded_at="2018-03-10")
    assert applies("2018-03-05", late, known_at="2018-03-09T23:59:59") == "2017-04"
    assert applies("2018-03-05", late, known_at="2018-03-10") == "2018-03"


def test_an_edition_that_was_agreed_applies_from_the_day_agreed():
    agreed = agreement("MR", signed_on="2018-02-01", agreed_from="2018-02-05", edition="2018-02")
    assert applies("2018-02-04", agreed, CHANGE) == "2017-04"
    assert applies("2018-02-05", agreed, CHANGE) == "2018-02"
    assert applies("2018-03-01", agreed, CHANGE) == "2018-03"
    unnamed = agreement("MR", "mr", signed_on="2018-02-01")
    assert applies("2018-02-05", unnamed, agreement("MR"), agreement("FA")) == "mr"


def test_of_two_that_begin_on_a_day_the_one_recorded_later_applies():
    first = notice("RULE_CHANGE", "2018-03-01", "n2", source="a", recorded_at="2018-02-01")
    second = notice("RULE_CHANGE", "2018-03-01", "n1", source="b", recorded_at="2018-02-02")
    assert applies("2018-03-01", second, first) == "b"
    base = notice("RULE_CHANGE", "2017-04-01", source="mine")
    assert applies("2017-04-01", base) == "mine"


def test_other_notices_and_those_of_a_partner_change_no_rules():
    assert applies("2018-03-01", notice("RULE_CHANGE", "2018-02-10", sender=PARTY)) == "2017-04"
    assert applies("2018-03-01", notice("TOP_UP", "2018-02-10")) == "2017-04"


class TestAssignment:
    def test_takes_effect_on_the_day_stated_and_names_the_affiliate(self):
        given = notice("ASSIGNMENT", "2018-02-10", stated_on="2018-03-01", about="aliyun-east")
        again = notice("ASSIGNMENT", "2018-06-01", about="aliyun-west")
        whom = {
            day: counterparty([given, again, CHANGE], d(day)).party
            for day in ("2018-02-28", "2018-03-01", "2018-05-31", "2018-06-01")
        }
        assert list(whom.values()) == ["aliyun", "aliyun-east", "aliyun-east", "aliyun-west"]
        found = counterparty([given], d("2018-03-01"))
        assert (str(found.since), found.trace.facts) == ("2018-03-01", (given,))
        assert found.trace.rules == ("R93",)

    def test_without_one_it_is_aliyun(self):
        assert counterparty([], d("2018-03-01")).since is None
        own = notice("ASSIGNMENT", "2018-02-10", sender=PARTY, about="party-west")
        assert counterparty([own], d("2018-03-01")).party == "aliyun"
        nameless = notice("ASSIGNMENT", "2018-02-10")
        assert counterparty([nameless], d("2018-03-01")).party == "aliyun"
