"""What was known at a moment, by instant and by revision (M6: history is told as it was known)."""

import pytest

from graph.model import FactId, Moment, Party, Payment
from graph.readings import DEFAULTS
from tests.rules.asked import at, d, told


def moment(known_at: str, revision: int = 2**53) -> Moment:
    return Moment(d("2018-03-16"), at(known_at), DEFAULTS, revision)


def fact(**more: object) -> Party:
    return Party(id=FactId("p"), recorded_at=at("2018-04-01"), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known_at", "knows"),
    [
        ("2018-03-31T23:59:59", False),
        ("2018-04-01T00:00:00", True),
        ("2018-04-11T23:59:59", True),
        ("2018-04-12T00:00:00", False),
        ("2018-04-13T00:00:00", False),
    ],
)
def test_a_version_is_known_from_its_recording_to_its_superseding(known_at: str, knows: bool):
    version = fact(superseded_at=at("2018-04-12"))
    assert moment(known_at).knows(version) == knows


def test_a_version_that_was_never_superseded_stays_known():
    assert moment("2030-01-01").knows(fact())


@pytest.mark.parametrize(("revision", "knows"), [(6, False), (7, True), (8, True)])
def test_what_was_committed_after_the_revision_is_not_known(revision: int, knows: bool):
    assert moment("2018-05-01", revision).knows(fact(recorded_in=7)) == knows


@pytest.mark.parametrize(("revision", "knows"), [(8, True), (9, False), (10, False)])
def test_what_was_superseded_after_the_revision_is_still_known(revision: int, knows: bool):
    version = fact(recorded_in=7, superseded_at=at("2018-04-12"), superseded_in=9)
    assert moment("2018-05-01", revision).knows(version) == knows


def test_of_several_versions_those_known_are_told_in_their_order():
    rows = (fact(version=2), fact(superseded_at=at("2018-04-02")), fact(version=3))
    assert moment("2018-05-01").known(rows) == [rows[0], rows[2]]


def test_two_versions_of_a_fact_are_two_facts():
    first, second = fact(), fact(version=2)
    assert (first.key, second.key) == ("p@1", "p@2")
    assert len({first, second, fact()}) == 2
    assert hash(first) == hash(fact())


def test_a_payment_falls_on_a_day_and_a_debt_on_its_days():
    asked = told(
        """u3 paid 1.00 at 2018-03-15T16:00:00+00:00
        u3 owes 1.00 from 2018-03-10 to 2018-03-12 for act as o
        """
    )
    assert isinstance(asked.world.payments[0], Payment)
    assert asked.world.payments[0].day == d("2018-03-16")
    assert list(asked.world.obligations[0].occurred.days()) == [d("2018-03-10"), d("2018-03-11")]
