"""How many payments a second an import takes, new and the same again, beside a bare loop."""

import csv
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from msgspec import Struct

from gateway.bench.scale.questions import customer
from gateway.bench.scale.size import Size, uid
from gateway.exchange.reading import Unwatched
from gateway.exchange.streams.importing import stream_in
from gateway.exchange.streams.run import Manner
from graph.model import FactId, Fen, Payment
from graph.model.time import SHANGHAI
from graph.store import ledger
from graph.store.cypher import Statement, inline
from graph.store.engine import Engine, Transaction
from graph.store.facts import batches
from graph.store.ledger.write import row

GOALS = 9_000, 15_000
"""Payments a second, new and known."""

SHARE = 0.8
"""How quick an import is to be at the least, beside a loop that only writes."""

MANY = 5_000
"""Rows of a chunk of the loop, as of an import's."""

_RULE = inline("CREATE CONSTRAINT bare_key IF NOT EXISTS FOR (n:Bare) REQUIRE n.key IS UNIQUE")
_BARE = inline(
    "UNWIND $rows AS row MATCH (a:Account {uid: row.account}) MERGE (p:Bare {key: row.key})"
    " SET p += row MERGE (a)-[:BARE]->(p) RETURN count(p) AS written"
)
_CLEAR = inline("MATCH (n:Bare) WITH n LIMIT 5000 DETACH DELETE n RETURN count(n) AS gone")
"""What a loop writes without any rules: the same properties, found by the same key, and an edge.

Its rows are at hand, and it has one index. An import reads its file, keeps a second index (by id),
looks whether ids and accounts are there, and writes events and postings.
"""


class Rates(Struct, frozen=True):
    """Rows, and how many of them a second were taken when new, the same again, by a bare loop.

    `late_new` and `late_bare` are of the second half alone: an engine compiles itself in the first.
    """

    rows: int
    new: float
    again: float
    bare: float
    late_new: float
    late_bare: float

    @property
    def share(self) -> float:
        """How quick an import of new rows is beside the loop."""
        return self.new / self.bare

    @property
    def late_share(self) -> float:
        """The same of the second half."""
        return self.late_new / self.late_bare


async def rates(engine: Engine, size: Size, rows: int, at: datetime) -> Rates:
    """Import so many payments in two halves, half a loop before and after; then both again.

    So each of the two is measured once early and once late. The payments stay in the store, and
    each run has ids of its own; what the loop wrote goes.
    """
    run, half = await ledger.revision(engine), rows // 2
    with TemporaryDirectory() as name:
        parts = range(half), range(half, rows)
        halves = [_Half(Path(name), size, run, part, at) for part in parts]
        await _lay(engine, _RULE)
        bare = [await _loop(engine, halves[0])]
        new = [await _take(engine, each) for each in halves]
        bare.append(await _loop(engine, halves[1]))
        again = [await _take(engine, each) for each in halves]
    while await _lay(engine, _CLEAR):
        pass
    (whole, known, loop), late = (rows / sum(each) for each in (new, again, bare)), rows - half
    return Rates(rows, whole, known, loop, late / new[1], late / bare[1])


class _Half:
    """Some of the payments: as a file, and as what the loop writes."""

    def __init__(self, folder: Path, size: Size, run: int, numbers: range, at: datetime) -> None:
        self.path = folder / f"payments-{numbers.start}.csv"
        self._size, self._run, self._numbers, self.at = size, run, numbers, at
        with self.path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(("id", "account", "paid_at", "amount"))
            for each in self.payments():
                table.writerow((each.id, each.account, each.paid_at.isoformat(), "12.50"))

    def payments(self) -> Iterator[Payment]:
        for number in self._numbers:
            yield Payment(
                id=FactId(f"new:{self._run}:{number}"),
                account=uid(customer(self._size, number // 5)),
                paid_at=datetime(2026, 10, number % 28 + 1, 12, tzinfo=SHANGHAI),
                fen=Fen(1250),
                recorded_at=self.at,
            )


async def _take(engine: Engine, half: _Half) -> float:
    """Seconds that the import of a file takes, its reading included."""
    began, manner = perf_counter(), Manner("gateway bench", half.path.name)
    done = await stream_in(
        engine, half.path, sys.stdin.buffer, manner, lambda: half.at, Unwatched(), None
    )
    if done.taken.problems:
        raise RuntimeError(str(done.taken.problems[0]))
    return perf_counter() - began


async def _loop(engine: Engine, half: _Half) -> float:
    """Seconds that the loop takes, whose rows are at hand."""
    rows = [row(each) for each in half.payments()]
    began = perf_counter()
    for some in batches(rows, MANY):
        await _lay(engine, _BARE, rows=some)
    return perf_counter() - began


async def _lay(engine: Engine, statement: Statement, **given: Any) -> int:
    async def work(tx: Transaction) -> int:
        found = await tx.run(statement, **given)
        return next((number for each in found for number in each.values()), 0)

    return await engine.commit(work)
