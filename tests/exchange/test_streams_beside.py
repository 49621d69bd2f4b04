"""A stream of payments while others write: what was weighed before its turn never misleads."""

import io
import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest
from msgspec.structs import replace

from gateway.exchange.reading import Unwatched
from gateway.exchange.sources import Source
from gateway.exchange.streams.chunks import chunks
from gateway.exchange.streams.importing import PAYMENTS
from gateway.exchange.streams.lines import Lines
from gateway.exchange.streams.run import Manner
from gateway.exchange.streams.running import take_stream
from gateway.exchange.streams.stood import streamed
from gateway.exchange.streams.supply import Supply
from gateway.exchange.streams.taken import Taken
from graph.ladder import parse
from graph.ladder.naming import facts_of, world_of
from graph.model import ALIYUN, Payment
from graph.store import facts, ledger
from graph.store.cypher import Statement
from graph.store.engine import Engine, Row, Transaction, Work
from loaders import answering, posting
from tests.exchange.folders import AT
from tests.loaders.test_posting import checked, commit, drawn
from tests.property.worlds import random_world

pytestmark = pytest.mark.anyio

T = TypeVar("T")

BEST = Manner("tester", "payments", best_effort=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        worlds = 200 if metafunc.config.getoption("--deep") else 5
        metafunc.parametrize("seed", range(worlds))


class Busy:
    """An engine to which somebody else commits, now and then, just before a commit of ours."""

    def __init__(self, engine: Engine, random: Random) -> None:
        self.engine, self.random, self.commits = engine, random, 0
        self.run, self.close = engine.run, engine.close
        self.name, self.address, self.version = engine.name, engine.address, engine.version

    async def commit(self, work: Work[T]) -> T:
        self.commits += 1
        if self.random.random() < 0.4:
            change = drawn(self.random, await facts.world(self.engine), 1_000 + self.commits)
            await commit(self.engine, [change], AT + timedelta(minutes=self.commits))
        return await self.engine.commit(work)


async def take(
    engine: Engine, rows: Iterable[dict[str, str]], size: int, manner: Manner = BEST
) -> Taken:
    """Some rows as NDJSON, so many to a chunk, at best effort if nothing else is said."""
    file = io.BytesIO("".join(f"{json.dumps(row)}\n" for row in rows).encode())
    stream = streamed(Source(PAYMENTS, Path("payments.ndjson"), ""), Lines(file))
    supply = Supply("payments.ndjson", file, file)

    def clock():
        return AT

    coming = chunks(stream, supply, "tester", clock, size)
    return await take_stream(engine, coming, manner, clock, Unwatched(), lambda _, __: None)


def row(payment: Payment) -> dict[str, str]:
    told = {"id": payment.id, "account": payment.account, "amount": f"{payment.fen / 100:.2f}"}
    back = {} if payment.refund_of is None else {"refund_of": payment.refund_of}
    return {**told, "paid_at": payment.paid_at.isoformat(), **back}


def drawn_rows(random: Random, paid: list[Payment]) -> list[dict[str, str]]:
    """The payments, small refunds of some of them, and some rows twice, in any order."""
    firsts = [replace(each, version=1) for each in {each.id: each for each in paid}.values()]
    some = random.sample(firsts, len(firsts) // 2)
    backs = [
        replace(each, id=f"{each.id}-back-{n}", refund_of=each.id, fen=-max(each.fen // 2, 1))
        for each in some
        if each.refund_of is None and each.fen > 0
        for n in range(random.randint(1, 3))
    ]
    rows = [row(each) for each in (*firsts, *backs)]
    rows += random.sample(rows, len(rows) // 3)
    random.shuffle(rows)
    return rows


async def test_whatever_others_write_meanwhile_all_is_posted_and_none_counts_twice(
    posted: Engine, seed: int
):
    random = Random(f"beside {seed}")
    every = list(facts_of(random_world(seed)))
    paid = [fact for fact in every if isinstance(fact, Payment) and fact.account != ALIYUN]
    await ledger.plant(
        posted,
        world_of(fact for fact in every if not isinstance(fact, Payment)),
        ledger.Author("tests", AT),
    )
    rows, busy = drawn_rows(random, paid), Busy(posted, random)
    posting.keep(busy)
    answering.keep(busy)
    done = await take(busy, rows, random.randint(1, 5))
    assert done.new + done.unchanged + done.duplicate + done.refused == done.rows == len(rows)
    await checked(posted)
    again = await take(posted, rows, random.randint(1, 5))
    assert again.new <= done.refused
    assert again.rows == len(rows)
    await checked(posted)


async def test_refunds_of_one_payment_in_two_chunks_are_weighed_together(posted: Engine):
    world = random_world(0)
    account = next(each.uid for each in world.accounts if each.uid != ALIYUN)
    await ledger.plant(posted, world, ledger.Author("tests", AT))
    told = {"account": account, "paid_at": "2018-03-15T10:00:00"}
    rows = [
        told | {"id": "whole", "amount": "10.00"},
        told | {"id": "half", "amount": "-6.00", "refund_of": "whole"},
        told | {"id": "more", "amount": "-6.00", "refund_of": "whole"},
    ]
    done = await take(posted, rows, 1)
    assert (done.new, [(each.line, each.column) for each in done.problems]) == (2, [(3, "amount")])


async def test_what_another_stores_under_an_id_meanwhile_is_seen(posted: Engine):
    world = random_world(0)
    account = next(each.uid for each in world.accounts if each.uid != ALIYUN)
    await ledger.plant(posted, world, ledger.Author("tests", AT))
    told = {"account": account, "paid_at": "2018-03-15T10:00:00"}
    rows = [told | {"id": f"n{n}", "amount": f"{n + 1}.00"} for n in range(3)]

    class Other(Busy):
        async def commit(self, work: Work[T]) -> T:
            self.commits += 1
            if self.commits == 2:
                await take(self.engine, [told | {"id": "n1", "amount": "9.00"}], 1)
            return await self.engine.commit(work)

    done = await take(Other(posted, Random(0)), rows, 1)
    assert (done.new, done.refused) == (2, 1)
    assert "n1 is stored with" in done.problems[0].message


async def test_a_payment_of_this_very_day_has_come_and_a_later_one_has_not(posted: Engine):
    world = random_world(0)
    account = next(each.uid for each in world.accounts if each.uid != ALIYUN)
    await ledger.plant(posted, world, ledger.Author("tests", AT))
    rows = [
        {"id": f"at-{days}", "account": account, "amount": "1.00", "paid_at": at.isoformat()}
        for days in (0, 1)
        for at in [AT + timedelta(days=days)]
    ]
    done = await take(posted, rows, 5)
    assert (done.new, [each.line for each in done.problems]) == (1, [2])


class Listed:
    """An engine that lists the statements of each transaction by their names."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.sent = engine, list[list[str]]()
        self.run, self.close = engine.run, engine.close
        self.name, self.address, self.version = engine.name, engine.address, engine.version

    async def commit(self, work: Work[T]) -> T:
        sent = list[str]()
        self.sent.append(sent)
        return await self.engine.commit(lambda tx: work(_Noting(tx, sent)))


class _Noting:
    def __init__(self, tx: Transaction, sent: list[str]) -> None:
        self.tx, self.sent = tx, sent

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        self.sent.append(statement.name)
        return await self.tx.run(statement, **params)


async def test_a_transaction_of_a_stream_only_writes(posted: Engine):
    """What it reads and works out is done before, while the engine writes the last chunk."""
    await plant_some(posted)
    rows = [told(f"p{number}", "acme", "12.50", number % 28 + 1) for number in range(12)]
    listed = Listed(posted)
    posting.keep(listed)
    answering.keep(listed)
    done = await take(listed, rows, 4)
    assert (done.rows, done.new) == (12, 12)
    lock = ["lock_ledger", "ledger_head", "ledger_head"]
    assert listed.sent == [[*lock, "write_payment", "write_event", "post", "advance_ledger"]] * 3
    await checked(posted)


async def test_refunds_are_posted_from_what_is_read_in_their_transaction(posted: Engine):
    await plant_some(posted)
    rows = [told("p1", "acme", "12.50", 1), told("p2", "acme", "9.00", 2)]
    rows.append({**told("p3", "acme", "-2.50", 3), "refund_of": "p1"})
    listed = Listed(posted)
    posting.keep(listed)
    answering.keep(listed)
    assert (await take(listed, rows, 1)).new == 3
    lock = ["lock_ledger", "ledger_head", "ledger_head"]
    tail = ["write_payment", "write_event", "payments_by_id", "post", "advance_ledger"]
    assert listed.sent[2] == [*lock, *tail]
    await checked(posted)


def told(id_: str, account: str, amount: str, day: int) -> dict[str, str]:
    at = f"2018-02-{day:02}T10:00:00+08:00"
    return {"id": id_, "account": account, "amount": amount, "paid_at": at}


async def plant_some(engine: Engine) -> None:
    world = parse("east is partner from 2017-04-01\nacme under east as agency from 2018-01-10")
    await ledger.plant(engine, world, ledger.Author("tests", AT))
