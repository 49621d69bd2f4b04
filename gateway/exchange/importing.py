"""A folder of tables taken into a store: all of it or nothing, or at best effort what is good."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from gateway.exchange.judging import Verdict, by_line, compared, judged
from gateway.exchange.problems import Problem
from gateway.exchange.reading import Author, Batch, Unwatched, Watch, read_folder
from gateway.exchange.rejects import rejectable, write_rejects
from gateway.exchange.surroundings import existing
from gateway.exchange.tables import TABLE_OF
from gateway.exchange.watched import Watched
from graph.ladder.naming import world_of
from graph.store import ledger
from graph.store.engine import Engine, Transaction
from graph.store.ledger import Decision, Fate, Planted
from graph.store.ledger.stored import stored_of
from graph.store.ledger.write import KINDS

REFUSED = "refused"
FATES = (*(fate.value for fate in Fate), REFUSED)
"""What becomes of a row; a refused one was not stored."""

T = TypeVar("T")


class Order(Struct, frozen=True):
    """What is to be imported, and how.

    `best_effort` stores the good rows and writes the others to `rejects` (None: nowhere);
    `corrections` has rows supersede stored facts of another content; `dry_run` goes the whole way
    and stores nothing.
    """

    folder: Path
    by: str
    at: datetime
    dry_run: bool = False
    best_effort: bool = False
    corrections: bool = False
    rejects: Path | None = None


class Outcome(Struct, frozen=True):
    """What became of the rows: counts by table and fate, and each problem at its place.

    `revision` is the store's newest afterwards; `stored` tells whether this import made it.
    """

    counts: dict[str, dict[str, int]]
    problems: tuple[Problem, ...]
    revision: int
    stored: bool
    rejects: tuple[Path, ...] = ()

    def total(self, fate: str) -> int:
        """Rows of a fate, over all tables."""
        return sum(counts[fate] for counts in self.counts.values())


async def import_folder(engine: Engine, order: Order, watch: Watch | None = None) -> Outcome:
    """Read a folder, judge every row beside what the store holds, and commit.

    Raises FolderUnreadable when the folder or the one for rejects can't be used, and StoreError.
    """
    told = watch or Unwatched()
    if order.rejects is not None:
        rejectable(order.folder, order.rejects)
    batch = read_folder(order.folder, Author(order.by, order.at), told)
    told.stage("comparing with the store")

    async def decide(tx: Transaction) -> Decision[Outcome]:
        return await _decided(tx, batch, order, told)

    author = ledger.Author(order.by, order.at, source=order.folder.name)
    watched = Watched(engine, told)
    done = await ledger.commit(watched, decide, author, dry_run=order.dry_run, backdated=True)
    outcome = Outcome(
        done.value.counts, done.value.problems, done.revision, stored=bool(done.changes)
    )
    return _with_rejects(outcome, batch, order)


async def _decided(tx: Transaction, batch: Batch, order: Order, watch: Watch) -> Decision[Outcome]:
    incoming = world_of(row.fact for row in batch.rows)
    stored = await stored_of(tx, incoming)
    verdict = compared(batch.rows, stored, corrections=order.corrections)
    around = await existing(tx, verdict.world)
    watch.stage("checking against the hierarchy")
    verdict = judged(verdict, around, batch.lost)
    plan = ledger.planned(
        (row.fact for row in verdict.taken), stored, corrections=order.corrections
    )
    outcome = _outcome(batch, verdict, plan.value)
    if not _goes_in(outcome, batch, order, verdict):
        return Decision(outcome)
    watch.stage("writing", len(plan.changes))
    return Decision(outcome, plan.changes)


def _goes_in(outcome: Outcome, batch: Batch, order: Order, verdict: Verdict) -> bool:
    """Whether anything is to be stored."""
    if batch.unreadable or not verdict.taken:
        return False
    return order.best_effort or not outcome.problems


def _outcome(batch: Batch, verdict: Verdict, planted: Planted) -> Outcome:
    counts = {source.table.name: dict.fromkeys(FATES, 0) for source in batch.sources}
    for kind in {type(row.fact) for row in verdict.taken}:
        for fate, number in planted.counts[KINDS[kind]].items():
            counts[TABLE_OF[kind].name][fate] += number
    for row in verdict.unchanged:
        counts[TABLE_OF[type(row.fact)].name][Fate.UNCHANGED] += 1
    problems = [*batch.problems, *(problem for _, problem in verdict.refused)]
    tables = {source.name: source.table.name for source in batch.sources}
    for file, lines in _lines(problems).items():
        counts[tables[file]][REFUSED] = len(lines)
    ordered = tuple(by_line(problems, list(tables)))
    return Outcome(counts, ordered, 0, stored=False)


def _lines(problems: Iterable[Problem]) -> dict[str, dict[int, list[Problem]]]:
    """Problems by file and line: a row with several is one row."""
    found: defaultdict[str, dict[int, list[Problem]]] = defaultdict(dict)
    for problem in problems:
        found[problem.file].setdefault(problem.line, []).append(problem)
    return found


def _with_rejects(outcome: Outcome, batch: Batch, order: Order) -> Outcome:
    """The outcome, once the refused rows are written where they can be mended."""
    wanted = order.rejects is not None and not order.dry_run and not batch.unreadable
    if not wanted or order.rejects is None or not outcome.problems:
        return outcome
    lines = _lines(outcome.problems)
    written = [
        write_rejects(source, order.rejects, lines[source.name])
        for source in batch.sources
        if source.name in lines
    ]
    return Outcome(
        outcome.counts, outcome.problems, outcome.revision, outcome.stored, tuple(written)
    )


def summed(problems: Sequence[Problem]) -> dict[str, int]:
    """How many problems there are of each code, the most frequent first."""
    counts: defaultdict[str, int] = defaultdict(int)
    for problem in problems:
        counts[problem.code] += 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))
