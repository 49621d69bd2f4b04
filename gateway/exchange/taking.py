"""Rows taken into a store: all of them or none, or at best effort those that are good."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from gateway.exchange.judging import Verdict, compared, judged
from gateway.exchange.portions import PORTION, Overtaken, commit_rest, in_order
from gateway.exchange.problems import Problem
from gateway.exchange.reading import Batch, Watch
from gateway.exchange.tables import TABLE_OF, TABLES
from gateway.exchange.watched import Watched
from gateway.store import keep, settled
from graph.changes import Change
from graph.ladder.naming import world_of
from graph.model import AccountHistory, Uid, day_of
from graph.rules.admission import Existing
from graph.store import ledger
from graph.store.engine import Engine, Transaction
from graph.store.ledger import Decision, Fate, Planted
from graph.store.ledger.stored import stored_of
from graph.store.ledger.write import KINDS
from loaders import arriving
from loaders.surroundings import existing

REFUSED = "refused"
FATES = (*(fate.value for fate in Fate), REFUSED)
"""What becomes of a row; a refused one is not stored."""


class Terms(Struct, frozen=True):
    """On what terms rows are taken: by whom, at which instant, from what, and how.

    `best_effort` stores the good rows though others are refused; `corrections` has rows supersede
    stored facts of another content; `dry_run` goes the whole way and stores nothing. More than a
    `portion` of changes is committed in several.
    """

    by: str
    at: datetime
    source: str = ""
    dry_run: bool = False
    best_effort: bool = False
    corrections: bool = False
    portion: int = PORTION


class Outcome(Struct, frozen=True):
    """What became of the rows: counts by table and fate, and each problem at its place.

    `revision` is the store's newest afterwards; `stored` tells whether these rows made it.
    """

    counts: dict[str, dict[str, int]]
    problems: tuple[Problem, ...]
    revision: int = 0
    stored: bool = False

    def total(self, fate: str) -> int:
        """Rows of a fate, over all tables."""
        return sum(counts[fate] for counts in self.counts.values())


class Judged(Struct, frozen=True):
    """What is to become of the rows, and the changes that the first commit leaves over."""

    outcome: Outcome
    rest: Sequence[Change] = ()


async def take(engine: Engine, batch: Batch, terms: Terms, watch: Watch) -> Outcome:
    """Judge every row beside what the store holds, and commit. Raises StoreError.

    All rows are judged before the first is written. Up to a portion of them is one commit, all or
    nothing; more are committed in portions, and judged anew where somebody wrote in between. Where
    a whole file could not be read nothing is judged: too much would seem to be missing.
    """
    if batch.unreadable:
        return _outcome(batch, Verdict([], [], []))
    watch.stage("comparing with the store")

    async def decide(tx: Transaction) -> Decision[Judged]:
        return await _decided(tx, batch, terms, watch)

    author = ledger.Author(terms.by, terms.at, source=terms.source)
    watched = Watched(engine, watch)
    keep(watched)
    done = await ledger.commit(watched, decide, author, dry_run=terms.dry_run, backdated=True)
    if terms.dry_run:
        return replace(done.value.outcome, revision=done.revision - bool(done.changes))
    outcome = replace(done.value.outcome, revision=done.revision, stored=bool(done.changes))
    rest, revision = done.value.rest, done.revision
    try:
        revision = await commit_rest(watched, rest, author, revision, terms.portion)
    except Overtaken:
        return replace(await take(engine, batch, terms, watch), stored=True)
    await settled(engine, watch)
    return replace(outcome, revision=revision)


async def _decided(tx: Transaction, batch: Batch, terms: Terms, watch: Watch) -> Decision[Judged]:
    empty = await ledger.revision(tx) == 0
    incoming = world_of(row.fact for row in batch.rows)
    stored = [] if empty else await stored_of(tx, incoming)
    verdict = compared(batch.rows, stored, corrections=terms.corrections)
    today = day_of(terms.at)
    around = Existing(today=today) if empty else await existing(tx, verdict.world, today)
    arriving.lend(tx, partial(_at_hand, around))
    watch.stage("checking against the hierarchy")
    verdict = judged(verdict, around, batch.lost)
    taken = (row.fact for row in verdict.taken)
    plan = ledger.planned(taken, stored, corrections=terms.corrections)
    outcome = _outcome(batch, verdict, plan.value)
    if not verdict.taken or (outcome.problems and not terms.best_effort):
        return Decision(Judged(outcome))
    watch.stage("writing", len(plan.changes))
    changes = in_order(plan.changes)
    return Decision(Judged(outcome, changes[terms.portion :]), changes[: terms.portion])


def _at_hand(around: Existing, uids: Iterable[str]) -> dict[str, AccountHistory | None]:
    every = around.histories
    return {uid: every[Uid(uid)] for uid in uids if Uid(uid) in every}


def _outcome(batch: Batch, verdict: Verdict, planted: Planted | None = None) -> Outcome:
    problems = [*batch.problems, *(problem for _, problem in verdict.refused)]
    counts = _counted(batch)
    for kind in {type(row.fact) for row in verdict.taken}:
        for fate, number in planted.counts[KINDS[kind]].items() if planted else ():
            counts[TABLE_OF[kind].name][fate] += number
    for row in verdict.unchanged:
        counts[TABLE_OF[type(row.fact)].name][Fate.UNCHANGED] += 1
    for table, _, _ in {(each.table, each.file, each.line) for each in problems}:
        counts[table][REFUSED] += 1
    order = list(counts)
    ordered = sorted(problems, key=lambda each: (order.index(each.table), each.line))
    return Outcome(counts, tuple(ordered))


def _counted(batch: Batch) -> dict[str, dict[str, int]]:
    """Zeros for every table that was read or has a row."""
    read = {source.table.name for source in batch.sources}
    read |= {TABLE_OF[kind].name for kind in {type(row.fact) for row in batch.rows}}
    return {table.name: dict.fromkeys(FATES, 0) for table in TABLES if table.name in read}


def summed(problems: Sequence[Problem]) -> dict[str, int]:
    """How many problems there are of each code, the most frequent first."""
    counts: defaultdict[str, int] = defaultdict(int)
    for problem in problems:
        counts[problem.code] += 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))
