"""A commit worked out before its turn: used where it is right, and never where it is not."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from graph.changes import End, Record
from graph.model import FactId, Link, LinkType, Uid
from graph.store import facts, ledger
from graph.store.engine import Engine, Transaction
from graph.store.ledger import Committed, Decision, Draft, Occurrence
from tests.store.books import AUTHOR, later, planted

pytestmark = pytest.mark.anyio

DAY = date(2018, 6, 1)


@pytest.fixture
async def store(engine: Engine) -> Engine:
    await planted(engine)
    return engine


def link(number: int) -> Link:
    id_, uid = FactId(f"new:{number}"), Uid("lonely")
    return Link(id=id_, account=uid, partner=Uid("east"), type=LinkType.AGENCY, valid_from=DAY)


async def decision(store: Engine) -> Decision[str]:
    """A link, another that is recorded and ended at once, and an occurrence."""
    acme = (await facts.histories(store, [Uid("acme")]))[Uid("acme")].links[0]
    changes = Record(link(1)), End(acme, DAY)
    return Decision("done", changes, (Occurrence("API_KEY_CREATED", ("a",)),), ("CA 1.3",))


async def made(store: Engine, done: Decision[Any], draft: Draft | None, **more: bool) -> Any:
    async def decide(_tx: Transaction) -> Decision[Any]:
        return done

    return await ledger.commit(store, decide, later(), draft=draft, **more)


@pytest.mark.parametrize("backdated", [False, True])
async def test_a_draft_is_what_would_be_written_without_it(store: Engine, backdated: bool):
    done, revision = await decision(store), await ledger.revision(store)
    draft = ledger.draft(done, later(), revision + 1, backdated=backdated)
    plain = await made(store, done, None, dry_run=True, backdated=backdated)
    ahead = await made(store, done, draft, dry_run=True, backdated=backdated)
    assert plain == ahead
    assert len(plain.events) == 3
    real = await made(store, done, draft, backdated=backdated)
    assert (real.events, real.opened, real.closed) == (plain.events, plain.opened, plain.closed)
    stored = (await facts.histories(store, [Uid("lonely")]))[Uid("lonely")].links
    assert stored[-1] in real.opened


async def test_many_changes_are_told_as_many_are(store: Engine):
    done = Decision(None, [Record(link(number)) for number in range(1_001)])
    draft = ledger.draft(done, later(), await ledger.revision(store) + 1)
    plain = await made(store, done, None, dry_run=True)
    assert plain == await made(store, done, draft, dry_run=True)
    assert [each.count for each in plain.events] == [1_000, 1]


async def test_what_is_written_is_the_draft(store: Engine):
    done, revision = await decision(store), await ledger.revision(store)
    draft = ledger.draft(done, later(), revision + 1)
    marked = replace(draft, told=[replace(each, reason="") for each in draft.told[:1]])
    assert len((await made(store, done, marked, dry_run=True)).events) == 1


@pytest.mark.parametrize("wrong", ["revision", "author", "instant", "decision", "backdated"])
async def test_a_draft_of_anything_else_is_left_aside(store: Engine, wrong: str):
    done, revision = await decision(store), await ledger.revision(store)
    good = ledger.draft(done, later(), revision + 1)
    bad = {
        "revision": ledger.draft(done, later(), revision + 2),
        "author": ledger.draft(done, replace(AUTHOR, actor="another", at=later().at), revision + 1),
        "instant": ledger.draft(done, later(7), revision + 1),
        "decision": ledger.draft(await decision(store), later(), revision + 1),
        "backdated": ledger.draft(done, later(), revision + 1, backdated=True),
    }
    told = replace(bad[wrong], told=good.told[:1])
    plain: Committed[Any] = await made(store, done, None, dry_run=True)
    assert await made(store, done, told, dry_run=True) == plain
    assert plain.revision == revision + 1


async def test_a_draft_is_left_aside_when_the_last_commit_was_later(store: Engine):
    await made(store, Decision(None, [Record(link(9))]), None)
    done, revision = await decision(store), await ledger.revision(store)
    draft = ledger.draft(done, AUTHOR, revision + 1)

    async def decide(_tx: Transaction) -> Decision[Any]:
        return done

    written = await ledger.commit(store, decide, AUTHOR, draft=draft)
    assert written.recorded_at == later().at > AUTHOR.at
    assert {each.recorded_at for each in written.opened} == {later().at}
