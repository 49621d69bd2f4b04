"""What a dry run looks at is what is stored once it is done, whatever is asked of it (S58)."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from inspect import isfunction, signature
from typing import Any

import pytest
from msgspec.structs import replace

from graph import ladder
from graph.changes import Change, End, Record, Retract, Supersede
from graph.model import ALIYUN, Fact, FactId, Fen, PartyId, Uid
from graph.store import ledger
from graph.store.engine import Engine, Transaction
from graph.store.ledger import Committed, Decision, Wanted
from loaders.after import After
from loaders.facts import Facts
from loaders.shared import Shared
from loaders.sighted import Sighted
from tests.resolvers.asking import AUTHOR
from tests.resolvers.ladders import ladder as told

pytestmark = pytest.mark.anyio

BEFORE = """
u3 owes 100.00 since 2018-03-10 for transaction as debt
party p3 owes 30.00 since 2018-03-10 for act as own
debt settled 10.00 on 2018-03-20 by c1 fact paid-1
d0 paid 50.00 at 2018-02-10T12:00:00 as old
"""
NEW = """
fir is partner from 2018-04-01
fir-1 owned by fir named "One"
fir-1 under fir as agency from 2018-04-02
d0 under c1 as resale from 2018-04-01
p3 under t2 as city from 2018-04-01
u3 paid 70.00 at 2018-03-20T12:00:00 as new
u3 paid 71.00 at 2018-02-20T12:00:00 used from 2018-02-20 to 2018-03-01 as used-before
u3 paid 72.00 at 2018-02-20T12:00:00 used from 2018-02-20 to 2018-03-02 as used-into
u3 paid 73.00 at 2018-02-20T12:00:00 used 2018-03-01 as used-on
u3 paid 74.00 at 2018-03-30T12:00:00 used from 2018-04-01 to 2018-05-01 as paid-within
u3 paid 75.00 at 2018-04-01T00:00:00 used from 2018-04-01 to 2018-05-01 as paid-after
u3 paid -1.00 at 2018-03-21T12:00:00 refunding new
d0 paid -20.00 at 2018-03-21T12:00:00 refunding old
u3 owes 80.00 since 2018-03-12 for transaction as debt-2
party p3 owes 40.00 since 2018-03-12 for act as own-2
debt settled 40.00 on 2018-04-01 by c1 fact paid-2
c1 mismanaged debt found on 2018-04-02
"""
NOW = datetime(2019, 1, 1, tzinfo=UTC)
UIDS = tuple(map(Uid, ("t1", "t2", "p3", "c1", "u3", "u4", "d0", "fir", "fir-1", "nobody")))
IDS = tuple(map(PartyId, ("p3", "fir", "cust:d0", "cust:u3", "c1", "nobody")))
DEBTS = tuple(map(FactId, ("debt", "debt-2", "own", "own-2", "none")))
MARCH = (date(2018, 3, 1), date(2018, 4, 1))

Question = Callable[[Any], Awaitable[Any]]
QUESTIONS: dict[str, Question] = {
    "histories": lambda facts: facts.histories(UIDS),
    "branch of a city partner": lambda facts: facts.branch(Uid("c1")),
    "branch of a new partner": lambda facts: facts.branch(Uid("fir")),
    "branch of a tier-1": lambda facts: facts.branch(Uid("t2")),
    "city partners": lambda facts: facts.city_partners([Uid("t1"), Uid("t2")]),
    "children": lambda facts: facts.children([*UIDS[:8]], "", 50),
    "children, page by page": lambda facts: facts.children([Uid("c1"), Uid("fir")], "", 2),
    "children from a place on": lambda facts: facts.children([Uid("c1")], "d0", 2),
    "children of Aliyun": lambda facts: facts.children([Uid(ALIYUN)], "", 50),
    "parties": lambda facts: facts.parties(IDS),
    "accounts of parties": lambda facts: facts.accounts_of(IDS),
    "payments": lambda facts: facts.payments(UIDS[:7], *MARCH),
    "payments, refunds from an earlier day on": lambda facts: facts.payments(
        UIDS[:7], date(2018, 3, 22), date(2018, 5, 1), date(2018, 3, 1)
    ),
    "debts": lambda facts: facts.obligations(DEBTS),
    "debts of accounts": lambda facts: facts.obligations_of(UIDS[:7]),
    "debts of parties": lambda facts: facts.obligations_of((), [PartyId("p3")]),
    "every event": lambda facts: facts.changes(Wanted(), 60, 500),
    "events about an account": lambda facts: facts.changes(Wanted((), ("d0",)), 0, 50),
    "events page by page": lambda facts: facts.changes(Wanted((), ("d0",)), 0, 4),
    "events of a kind": lambda facts: facts.changes(Wanted(("LINK_RECORDED",)), 0, 50),
}


@pytest.mark.parametrize("kind", [After, *Sighted.__mro__[:-1]])
def test_it_is_asked_as_facts_are(kind: type):
    for name, asked in vars(kind).items():
        if isfunction(asked) and isfunction(like := vars(Facts).get(name)) and name != "__init__":
            assert list(signature(asked).parameters) == list(signature(like).parameters), name


def facts_of(text: str) -> dict[tuple[type[Fact], str], Fact]:
    """Every fact of the worked example with further lines, by kind and id."""
    world = ladder.parse(told("fixture", text))
    each = (fact for name in world.__struct_fields__ for fact in getattr(world, name))
    return {(type(fact), fact.id): fact for fact in each}


AT_LEAST = {name for name in QUESTIONS if name.startswith(("branch", "city"))}
"""Answers that may hold accounts which nobody asked for: those that the changes name."""


async def decided(engine: Engine) -> list[Change]:
    """New facts, an end, three corrections and a retraction."""
    facts = await Shared(engine).facts()
    known = await facts.histories(UIDS[:7])
    there = facts_of(BEFORE)
    (ended,) = known[Uid("u4")].links
    (wrong,) = known[Uid("u3")].links
    (back,) = (await facts.obligations([FactId("debt")]))[FactId("debt")].settlements
    (old,) = (await facts.payments([Uid("d0")], date(2018, 2, 1), MARCH[0]))[0]
    party = (await facts.parties([PartyId("cust:u3")]))[PartyId("cust:u3")]
    return [
        *(Record(fact) for key, fact in facts_of(BEFORE + NEW).items() if key not in there),
        End(ended, date(2018, 3, 16)),
        Supersede(wrong, replace(wrong, valid_from=date(2018, 1, 11))),
        Supersede(party, replace(party, name="Acme")),
        Supersede(old, replace(old, fen=Fen(60_00))),
        Retract(back),
    ]


async def committed(engine: Engine, changes: list[Change], *, dry_run: bool) -> Committed[None]:
    async def decide(_tx: Transaction) -> Decision[None]:
        return Decision(None, tuple(changes))

    return await ledger.commit(engine, decide, replace(AUTHOR, at=NOW), dry_run=dry_run)


def plain(value: Any) -> Any:
    """An answer without the order of its facts, which says nothing."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return sorted((plain(each) for each in value), key=repr)
    if hasattr(value, "__struct_fields__") and not isinstance(value, Fact):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    return value


async def test_every_question_is_answered_as_after_the_real_act(engine: Engine):
    """S58: hierarchy, money and feed."""
    await ledger.plant(engine, ladder.parse(told("fixture", BEFORE)), AUTHOR)
    changes = await decided(engine)
    assert len(changes) > 15
    tried = await committed(engine, changes, dry_run=True)
    before = await Shared(engine).facts()
    after = After(before, (*tried.closed, *tried.opened), tried.revision, tried.events)
    shown = {name: plain(await question(after)) for name, question in QUESTIONS.items()}
    done = await committed(engine, changes, dry_run=False)
    assert (done.revision, done.events) == (tried.revision, tried.events)
    facts = await Shared(engine).facts()
    assert after.seq == facts.seq
    for name, question in QUESTIONS.items():
        expected = plain(await question(facts))
        if name in AT_LEAST:
            shown[name] = {uid: each for uid, each in shown[name].items() if uid in expected}
        assert shown[name] == expected, name
