"""A folder of the platform's tables compared with a store, which is read a portion at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from pathlib import Path

from msgspec import Struct

from gateway.exchange.portioned import Kinds, portions
from gateway.exchange.problems import FolderUnreadable, Problem
from gateway.exchange.reading import Author, Batch, Row, Watch, read_folder
from gateway.exchange.tables import TABLE_OF, TABLES
from graph.model import ALIYUN, Fact, Moment
from graph.model.facts import says_the_same
from graph.rules import drift
from graph.rules.drift import Drift, Group
from graph.store.engine import Engine


class Theirs(Struct, frozen=True):
    """What the platform says, by what it is about, of the tables compared; and what is wrong."""

    groups: dict[Group, list[Fact]]
    kinds: frozenset[type[Fact]]
    problems: tuple[Problem, ...]

    @property
    def rows(self) -> int:
        """How many facts are compared."""
        return sum(map(len, self.groups.values()))


def platform(folder: Path, only: Collection[str], moment: Moment, watch: Watch) -> Theirs:
    """What a folder says of its tables, or of those named only.

    Raises FolderUnreadable where import would, and when a table that is named is not there.
    """
    batch = read_folder(folder, Author("platform", moment.known_at), watch)
    named = {source.table.name for source in batch.sources}
    missing = [name for name in only if name not in named]
    if missing:
        raise FolderUnreadable(
            f"expected {missing[0]} in {folder}, but it holds {', '.join(sorted(named))}; "
            "export that table too, or leave out --only"
        )
    kinds = {source.table.fact for source in batch.sources}
    wanted = frozenset(kind for kind in kinds if not only or TABLE_OF[kind].name in only)
    about = defaultdict[Group, list[Row]](list)
    for row in batch.rows:
        if type(row.fact) in wanted and row.fact.id != ALIYUN:
            about[drift.group(row.fact)].append(row)
    torn = [problem for rows in about.values() for problem in _torn(rows, moment)]
    groups = {group: _once(rows) for group, rows in about.items()}
    return Theirs(groups, wanted, (*_wrong(batch, wanted), *torn))


def _wrong(batch: Batch, kinds: Kinds) -> Iterable[Problem]:
    names = {TABLE_OF[kind].name for kind in kinds}
    return (problem for problem in batch.problems if problem.table in names)


def _once(rows: Sequence[Row]) -> list[Fact]:
    """Each fact once: a row that stands twice says nothing more."""
    found: defaultdict[tuple[type[Fact], str], list[Fact]] = defaultdict(list)
    for row in rows:
        said = found[type(row.fact), row.fact.key]
        if not any(says_the_same(row.fact, each) for each in said):
            said.append(row.fact)
    return [fact for said in found.values() for fact in said]


def _torn(rows: Sequence[Row], moment: Moment) -> Iterable[Problem]:
    """Rows that can't both be, each told at the second one's place."""
    if len(rows) == 1:
        return
    places = {id(row.fact): row for row in rows}
    for one, other in drift.ambiguous(_once(rows), moment):
        first, second = places[id(one)], places[id(other)]
        table = TABLE_OF[type(other)]
        message = (
            f"expected one row of {drift.told(other)} in {table.name} on {moment.as_of}, "
            f"found another at {first.place}; keep one of them, or end it before"
        )
        yield Problem(table.name, second.file, second.line, "", message)


async def compare(
    engine: Engine, theirs: Theirs, moment: Moment, watch: Watch
) -> tuple[Drift, ...]:
    """Where the platform and the store part on the moment's day, in the order of the tables.

    The store is read a portion at a time, pinned to the moment's revision, and only what parts is
    kept. Raises StoreError.
    """
    waiting = dict(theirs.groups)
    found: list[Drift] = []
    async for ours in portions(engine, theirs.kinds, watch):
        here = [fact for fact in ours if moment.knows(fact) and fact.id != ALIYUN]
        groups = dict.fromkeys(map(drift.group, here))
        there = chain.from_iterable(waiting.pop(group, ()) for group in groups)
        found += drift.between(there, here, moment)
    found += drift.between(chain.from_iterable(waiting.values()), (), moment)
    order = {table.fact: at for at, table in enumerate(TABLES)}
    return tuple(
        sorted(found, key=lambda each: (order[type(each.subject)], drift.key(each.subject)))
    )
