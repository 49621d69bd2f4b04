"""Correcting and taking back: what may be changed of a fact, and what keeps it as it is."""

import pytest
from msgspec.structs import replace

from graph.changes import Retract, Supersede, apply
from graph.model import (
    Account,
    Cause,
    Fact,
    FactId,
    Fen,
    Link,
    LinkType,
    Obligation,
    Party,
    PartyId,
    Payment,
    Settlement,
    Standing,
    TierLink,
    Uid,
)
from graph.rules.correcting import FIXED, broken, corrected, outgrown, retractable
from graph.rules.refusal import Code, Refusal
from tests.rules.asked import HIERARCHY, LATER, at, d, told

ACME, HARBOR, EAST = Uid("acme"), Uid("harbor"), Uid("east")
PAID = Payment(id=FactId("p"), account=ACME, paid_at=at("2018-03-01"), fen=Fen(100))
OWED = Obligation(
    id=FactId("o"),
    account=ACME,
    occurred_from=d("2018-03-10"),
    occurred_to=d("2018-03-11"),
    fen=Fen(100),
)
LINK = Link(
    id=FactId("l"),
    account=ACME,
    partner=HARBOR,
    type=LinkType.AGENCY,
    valid_from=d("2018-01-10"),
)
TIER = TierLink(id=FactId("t"), city=HARBOR, tier1=EAST, valid_from=d("2018-01-05"))
OWNED = Account(id=FactId("acme"), owner=PartyId("cust:acme"))


def back(fen: int) -> Payment:
    return replace(PAID, id=FactId(f"b{fen}"), fen=Fen(-fen), refund_of=FactId("p"))


def settled(fen: int) -> Settlement:
    return Settlement(
        id=FactId("s"),
        obligation=FactId("o"),
        by=PartyId("harbor"),
        on=d("2018-04-01"),
        fen=Fen(fen),
    )


class TestARightValue:
    @pytest.mark.parametrize(
        ("fact", "name", "text", "value"),
        [
            (PAID, "fen", "250", 250),
            (PAID, "paid_at", "2018-03-01T00:00:00Z", at("2018-03-01T08:00:00")),
            (PAID, "fee_eligible", "false", False),
            (PAID, "product", "compute", "compute"),
            (OWED, "cause", "DISPUTE", Cause.DISPUTE),
            (OWED, "occurred_from", "2018-03-09", d("2018-03-09")),
            (LINK, "valid_to", "2018-03-16", d("2018-03-16")),
            (replace(LINK, valid_to=d("2018-03-16")), "valid_to", None, None),
        ],
    )
    def test_is_given_as_text(self, fact: Fact, name: str, text: str | None, value: object):
        """I8: nothing else of the fact changes."""
        found = corrected(fact, {name: text})
        assert not isinstance(found, Refusal), found
        assert getattr(found, name) == value
        assert replace(found, **{name: getattr(fact, name)}) == fact

    @pytest.mark.parametrize(
        ("fact", "name", "text"),
        [
            (PAID, "fen", "1.5"),
            (PAID, "fen", None),
            (PAID, "paid_at", "yesterday"),
            (OWED, "cause", "BAD LUCK"),
            (LINK, "valid_to", "2018-02-30"),
        ],
    )
    def test_has_the_form_of_its_field(self, fact: Fact, name: str, text: str | None):
        found = corrected(fact, {name: text})
        assert isinstance(found, Refusal)
        assert (found.code, found.path) == (Code.INVALID_ARGUMENT, "set")

    @pytest.mark.parametrize("name", ["colour", "version", "recorded_by", "source"])
    def test_is_of_a_field_of_the_fact(self, name: str):
        """I8: when and by whom it was recorded is never corrected."""
        found = corrected(PAID, {name: "1"})
        assert isinstance(found, Refusal)
        assert found.code is Code.INVALID_ARGUMENT
        assert "paid_at" in found.message
        assert "account" not in found.message

    @pytest.mark.parametrize("fact", [OWNED, LINK, TIER, PAID])
    def test_is_not_of_what_makes_it_the_fact_it_is(self, fact: Fact):
        """I7."""
        for name in FIXED[type(fact)]:
            found = corrected(fact, {name: "another"})
            assert isinstance(found, Refusal)
            assert (found.code, found.path) == (Code.CONFLICTING_FACT, name)

    def test_that_stands_already_corrects_nothing(self):
        found = corrected(PAID, {"fen": "100"})
        assert isinstance(found, Refusal)
        assert (found.code, found.path) == (Code.INVALID_ARGUMENT, "set")


class TestAFactThatIsTakenBack:
    @pytest.mark.parametrize("fact", [OWNED, Party(id=FactId("harbor"))])
    def test_is_no_account_and_no_party(self, fact: Fact):
        """I8: facts are told of them."""
        found = retractable(fact, ())
        assert found is not None
        assert found.code is Code.FACT_IN_USE

    def test_stands_alone(self):
        """I8: at most three of those that rest on it are named."""
        assert retractable(PAID, ()) is None
        one = retractable(PAID, [back(1)])
        assert one is not None
        assert one.message == "b1 rests on p"
        many = retractable(PAID, [back(number) for number in range(1, 5)])
        assert many is not None
        assert many.message == "b1, b2, b3 rest on p"


class TestAnAmountThatShrinks:
    @pytest.mark.parametrize(("fen", "refused"), [(99, False), (100, False), (101, True)])
    def test_holds_what_was_refunded(self, fen: int, *, refused: bool):
        """Q14: refunds are of what was paid."""
        found = outgrown(PAID, [back(60), back(fen - 60)])
        assert (found is not None) is refused
        if found is not None:
            assert found.code is Code.REFUND_TOO_LARGE
            assert found.message == "1.01 was refunded of p, which would be 1.00"

    @pytest.mark.parametrize(("fen", "refused"), [(99, False), (100, False), (101, True)])
    def test_holds_what_was_settled(self, fen: int, *, refused: bool):
        """R51: no debt is settled by more than it is."""
        found = outgrown(OWED, [settled(fen)])
        assert (found is not None) is refused
        if found is not None:
            assert found.code is Code.SETTLEMENT_TOO_LARGE

    def test_is_asked_of_payments_and_debts_alone(self):
        assert outgrown(LINK, ()) is None


class TestWhatAChangeBreaks:
    def standing(self, uid: str) -> Standing:
        history = told(HIERARCHY).histories[Uid(uid)]
        return history.standings[0]

    @pytest.mark.parametrize(
        ("day", "breaks"), [("2017-04-30", False), ("2017-05-01", False), ("2017-05-02", True)]
    )
    def test_is_a_link_outside_its_partners_standing(self, day: str, *, breaks: bool):
        """I4: the first customer of p3 is linked from 1 May 2017."""
        before = told(HIERARCHY).histories
        old = self.standing("p3")
        change = Supersede(old, replace(old, valid_from=d(day)))
        found = broken(before, apply(before, [change], at(LATER[:10])))
        assert (found is not None) is breaks
        if found is not None:
            assert (found.code, found.path) == (Code.FACT_IN_USE, "id")
            assert "(I4)" in found.message

    def test_is_not_what_was_broken_before(self):
        """I4: another's fault refuses nobody."""
        before = told(HIERARCHY).histories
        without = apply(before, [Retract(self.standing("p3"))], at("2019-01-01"))
        assert broken(before, without) is not None
        ended = apply(without, [Retract(self.standing("t2"))], at("2019-01-02"))
        assert broken(without, without) is None
        assert broken(without, ended) is not None
