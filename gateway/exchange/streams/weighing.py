"""What becomes of a chunk beside the store: one statement for its ids, one for its accounts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from gateway.exchange.judging import Verdict, compared, judged
from gateway.exchange.problems import Problem
from gateway.exchange.reading import Row
from gateway.exchange.streams.chunks import Chunk
from graph.model import AccountHistory, FactId, Histories, Payment, Uid, day_of
from graph.model.facts import Fact
from graph.rules.admission import Existing
from graph.store import facts
from graph.store.facts import Reader, batches
from loaders.histories import climb

KEPT = 50_000
"""Accounts that are kept at the most; with more, all are read anew as they come."""


class Accounts:
    """Accounts of payments and all above them, as read at a revision and good until the next.

    `at` is set by whoever committed payments alone, which change no account.
    """

    def __init__(self, at: int, most: int = KEPT) -> None:
        """At none."""
        self.at = at
        self._most = most
        self._kept: dict[str, AccountHistory] = {}

    async def there(
        self, reader: Reader, uids: Iterable[Uid], revision: int
    ) -> dict[Uid, AccountHistory]:
        """Those of the accounts that there are, and all above, at a revision. Some statements."""
        if revision != self.at or len(self._kept) > self._most:
            # Another one: who still reads for the revision before puts nothing into this.
            self._kept, self.at = {}, revision
        kept, asked = self._kept, list(dict.fromkeys(uids))
        for some in batches([Uid(uid) for uid in climb(asked, kept)[1]]):
            kept |= await facts.histories(reader, some)
        return climb(asked, kept)[0]

    def kept(self, uids: Iterable[str]) -> Mapping[str, AccountHistory]:
        """What is at hand of accounts."""
        return {uid: self._kept[uid] for uid in uids if uid in self._kept}


class Weighed(Struct):
    """A chunk's verdict, what was stored under its ids, and how many rows an earlier one had said.

    `held` are refunds of payments that are not there yet, `above` the accounts that pay and all
    above them.
    """

    verdict: Verdict
    stored: Sequence[Fact]
    problems: list[Problem]
    repeated: int = 0
    held: list[Row] = []
    above: Histories = {}


class Measure(Struct, frozen=True):
    """By what a chunk is weighed: the revision and the instant, and whether it may correct.

    `begun` is the revision before the first chunk: what was recorded later is of this stream.
    """

    revision: int
    at: datetime
    begun: int
    correct: bool


async def weighed(reader: Reader, chunk: Chunk, accounts: Accounts, by: Measure) -> Weighed:
    """Every row of a chunk beside the store."""
    stored = await facts.payments_by_id(reader, ids_of(chunk))
    verdict = compared(chunk.rows, stored, corrections=by.correct)
    repeated = _repeated(verdict, stored, by.begun)
    held, known = [] if chunk.last else _early(verdict, stored), dict[Uid, AccountHistory]()
    if verdict.taken:
        verdict = _without(verdict, held)
        uids = (_payment(row).account for row in verdict.taken)
        known = await accounts.there(reader, uids, by.revision)
        refunds = await _refunds(reader, verdict)
        paid = {each.key: each for each in (*stored, *refunds)}
        around = Existing(known, payments=tuple(paid.values()), today=day_of(by.at))
        verdict = judged(verdict, around, chunk.lost)
    problems = [*chunk.problems, *(problem for _, problem in verdict.refused)]
    problems.sort(key=lambda each: each.line)
    return Weighed(verdict, stored, problems, repeated, held, known)


def ids_of(chunk: Chunk) -> list[FactId]:
    """The payments that a chunk names: its own, and those that are refunded."""
    payments = [row.fact for row in chunk.rows if isinstance(row.fact, Payment)]
    ids = dict.fromkeys(chain((each.id for each in payments), (p.refund_of for p in payments)))
    return [id_ for id_ in ids if id_ is not None]


def _early(verdict: Verdict, stored: Iterable[Payment]) -> list[Row]:
    """The refunds of what is neither stored nor in this chunk."""
    there = {each.id for each in stored} | {row.fact.id for row in verdict.taken}
    backs = ((row, _payment(row).refund_of) for row in verdict.taken)
    return [row for row, back in backs if back is not None and back not in there]


def _without(verdict: Verdict, held: Sequence[Row]) -> Verdict:
    lines = {row.line for row in held}
    return replace(verdict, taken=[row for row in verdict.taken if row.line not in lines])


def _payment(row: Row) -> Payment:
    return cast("Payment", row.fact)


def _repeated(verdict: Verdict, stored: Iterable[Payment], begun: int) -> int:
    """How many rows say what another row of this stream has said."""
    recorded = dict[FactId, int]()
    for each in stored:
        recorded[each.id] = max(each.recorded_in, recorded.get(each.id, 0))
    fresh = {row.fact.id for row in verdict.taken}
    met, repeated = set[str](), 0
    for row in verdict.unchanged:
        id_ = row.fact.id
        repeated += id_ in fresh or id_ in met or recorded.get(id_, 0) > begun
        met.add(id_)
    return repeated


async def _refunds(reader: Reader, verdict: Verdict) -> Sequence[Payment]:
    """The refunds that are stored of what the rows refund."""
    back = [_payment(row) for row in verdict.taken if _payment(row).refund_of is not None]
    if not back:
        return ()
    uids = dict.fromkeys(each.account for each in back)
    ids = dict.fromkeys(each.refund_of for each in back if each.refund_of is not None)
    return await facts.refunds_on(reader, uids, ids)
