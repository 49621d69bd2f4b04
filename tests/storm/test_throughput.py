"""Small commits a second from one process: printed, and held to a ratio that noise does not move.

Writers in line share transactions (`ledger.line`), so that together they commit much more than one
who waits for each of his commits. The floor of the ledger is half of what a quiet machine of two
cores reaches; where others use the processor it is as much lower as this process gets less of it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from itertools import count
from time import perf_counter, process_time
from typing import Any

import pytest
from graphql import parse

from gateway.documents.execution import executed
from gateway.http.request import Question
from graph.changes import Record
from graph.ladder import parse as read
from graph.model import FactId, Link, LinkType, Uid
from graph.store import ledger
from graph.store.embedded import Embedded
from graph.store.engine import Transaction
from graph.store.ledger import Decision
from loaders.shared import Shared
from resolvers.context import Context, Writing
from resolvers.schema import schema
from tests.resolvers.asking import AUTHOR, NOW
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

CUSTOMERS = 4_000
SECONDS = 1.0
WRITERS = (16, 32)
FLOOR = 150
RATIO = 1.5
"""By how much many writers have to be faster than one; it is three to four on a quiet machine."""
TEXT = """mutation ($input: LinkCustomerAccountInput!) {
  linkCustomerAccount(input: $input) {
    __typename ... on CustomerLinkChanged { revision } ... on Refusal { code }
  }
}"""
TREE = parse(TEXT)
Act = Callable[[int], Awaitable[Any]]
Remark = Callable[[str, str], None]


@pytest.fixture
async def store(embedded: Embedded) -> Embedded:
    customers = [f"n{number} owned by cust:n{number}" for number in range(CUSTOMERS)]
    await ledger.plant(embedded, read(ladder("fixture", *customers)), AUTHOR)
    return embedded


async def rate(act: Act, numbers: "count[int]", writers: int) -> float:
    """Commits a second of so many writers, each of whom waits for his own."""
    until, begun, done = perf_counter() + SECONDS, perf_counter(), 0

    async def writer() -> None:
        nonlocal done
        while perf_counter() < until:
            await act(next(numbers))
            done += 1

    await asyncio.gather(*(writer() for _ in range(writers)))
    return done / (perf_counter() - begun)


async def compared(what: str, act: Act, remark: Remark) -> tuple[float, float]:
    """Commits a second by many, and the least share of a processor meanwhile."""
    numbers, share = count(), share_of_processor()
    await rate(act, numbers, WRITERS[0])
    alone = await rate(act, numbers, 1)
    together = [await rate(act, numbers, writers) for writers in WRITERS]
    told = ", ".join(f"{n:.0f}/s by {w}" for n, w in zip(together, WRITERS, strict=True))
    remark("storm", f"{what}: {alone:.0f}/s by one writer, {told}")
    assert max(together) >= RATIO * alone
    return max(together), min(share, share_of_processor())


def share_of_processor() -> float:
    """How much of one processor this process gets while it wants all of it."""
    begun, used = perf_counter(), process_time()
    while perf_counter() < begun + 0.2:
        pass
    return (process_time() - used) / (perf_counter() - begun)


async def test_small_commits_of_the_ledger(store: Embedded, remark: Remark):
    async def act(number: int) -> None:
        link = Link(
            id=FactId(f"l{number}"),
            account=Uid(f"n{number}"),
            partner=Uid("p3"),
            type=LinkType.AGENCY,
            valid_from=date(2018, 4, 1),
        )

        async def decide(_tx: Transaction) -> Decision[None]:
            return Decision(None, (Record(link),))

        await ledger.commit(store, decide, AUTHOR)

    together, share = await compared("commits of the ledger", act, remark)
    assert together >= FLOOR * share


async def test_customers_linked_by_mutation(store: Embedded, remark: Remark):
    shared = Shared(store)

    async def act(number: int) -> None:
        given = {"account": f"n{number}", "partner": "p3", "type": "AGENCY"}
        asked = Question(TEXT, None, {"input": {"idempotencyKey": f"k{number}", **given}})
        context = Context(await shared.facts(), NOW, Writing(shared, "tests"))
        done = await executed(schema, TREE, asked, context, hints=False)
        assert done.data is not None, done.errors
        assert done.data["linkCustomerAccount"]["__typename"] == "CustomerLinkChanged", done.data

    await compared("customers linked by mutation", act, remark)
