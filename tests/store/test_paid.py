"""Payments by the thousand: columns that say what rows would, and one commit of many."""

from datetime import UTC, date, datetime

import pytest

from graph.changes import Record
from graph.model import Account, Fact, FactId, Fen, Party, PartyId, Payment, Uid
from graph.store import facts, ledger
from graph.store.engine import Engine, Transaction
from graph.store.facts.rows import stored
from graph.store.ledger import Author, Decision, paid

AT = datetime(2026, 1, 5, 2, tzinfo=UTC)
MANY = 1_001
"""More than a commit tells one by one, and than a statement writes."""


def payment(name: str, **told: object) -> Payment:
    values: dict[str, object] = {
        "id": FactId(name),
        "account": Uid("acme"),
        "paid_at": datetime(2018, 3, 15, 16, tzinfo=UTC),
        "fen": Fen(100),
        "recorded_at": AT,
    }
    return Payment(**values | told)  # type: ignore[arg-type] (what a test says beside it)


def test_columns_say_of_each_payment_what_its_row_would():
    some = [
        payment("p1"),
        payment("p2", superseded_at=AT, superseded_in=3, version=2, product="compute"),
        payment("p3", consumed_from=date(2018, 3, 1), consumed_to=date(2018, 4, 1)),
        payment("p4", fen=Fen(-50), refund_of=FactId("p1"), fee_eligible=False),
    ]
    found = paid.columns(some)
    for at, each in enumerate(some):
        row = {name: column[at] for name, column in found.items()}
        assert row | {"fact": "Payment"} == stored(each) | {"key": each.key, "day": "2018-03-16"}


def test_places_say_where_the_payments_of_each_account_are():
    some = [payment("p1"), payment("p2", account=Uid("other")), payment("p3")]
    assert paid.places(some) == [("acme", [0, 2]), ("other", [1])]


@pytest.mark.anyio
async def test_a_commit_of_many_payments_is_chained_and_read_back(engine: Engine):
    world: list[Fact] = [
        Party(id=FactId("cust:acme")),
        Account(id=FactId("acme"), owner=PartyId("cust:acme")),
        *(payment(f"p{number}") for number in range(MANY)),
    ]

    async def decide(_: Transaction) -> Decision[None]:
        return Decision(None, [Record(fact) for fact in world])

    done = await ledger.commit(engine, decide, Author("tester", AT))
    assert sum(each.count for each in done.events) == len(world)
    read, _ = await facts.payments(engine, [Uid("acme")])
    assert {each.id for each in read} == {f"p{number}" for number in range(MANY)}
    assert {each.recorded_in for each in read} == {done.revision}
    assert (await ledger.audit(engine)).faults == ()
