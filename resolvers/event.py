"""One entry of the change feed: what was written, by whom, when, why, and on what it rests."""

from datetime import datetime

import strawberry
from strawberry import UNSET, Parent, field

from graph import clauses, model
from graph.store import ledger
from graph.store.ledger.content import Pair, pairs
from resolvers.clause import Clause
from resolvers.counted import Counted, CountedPage, Slice, counted
from resolvers.fact import Fact
from resolvers.paging import DEFAULT_FIRST, After, First


@strawberry.type(description="One version closed, one opened, or both (事实变更).")
class FactChange:
    """Of `FactChangeEdge`."""

    before: Fact | None = field(description="What stood before (变更前); null for a new fact.")
    after: Fact | None = field(description="What stands now (变更后); null when taken back.")


@strawberry.type(description="A fact that was changed, in a list (条目).")
class FactChangeEdge:
    """Of `FactChangeConnection`."""

    cursor: str = field(description="Where it stands in the list (游标).")
    node: FactChange = field(description="What became of the fact (事实变更).")


@strawberry.type(description="The facts that one entry changed (变更的事实).")
class FactChangeConnection(CountedPage):
    """Reads `Counted[FactChangeEdge]`."""

    edges: list[FactChangeEdge] = field(description="The facts (条目).")


@strawberry.type(
    description=(
        "One entry of the change feed (变更记录); entries never change. It tells one change, or up"
        " to 1,000 of a big commit, and is chained to the entry before it by its hash."
    )
)
class Event:
    """Reads `graph.store.ledger.Event`."""

    seq: int = field(description="Its number (序号) in one sequence without a gap.")
    revision: int = field(description="The commit (修订号) it belongs to.")
    kind: str = field(description="What happened (类型), `LINK_ENDED`.")
    actor: str = field(description="Who did it (操作人); empty where not told.")
    request_id: str = field(description="The request (请求编号) in which it was done.")
    reason: str = field(description="Why (原因), as whoever did it said.")
    source: str = field(description="The document it rests on (来源).")
    count: int = field(description="How many facts it tells of (事实数).")
    hash: str = field(
        description=(
            "Hash of it and of the entry before it (哈希), hexadecimal; empty for who sees a part."
        )
    )
    prev_hash: str = field(
        description="Hash of the entry before it (前一哈希), hexadecimal, or empty as `hash`."
    )

    @field(description="When it was recorded (记录时间).")
    @staticmethod
    def at(parent: Parent[ledger.Event]) -> datetime:
        return datetime.fromisoformat(parent.at)

    @field(description="The ids it is about (相关标识): accounts, parties, facts.")
    @staticmethod
    def subjects(parent: Parent[ledger.Event]) -> list[str]:
        return list(parent.subjects)

    @field(description="The clauses it rests on (条款).", graphql_type=list[Clause])
    @staticmethod
    def clauses(parent: Parent[ledger.Event]) -> list[clauses.Clause]:
        return [clauses.CLAUSES[name] for name in parent.clauses]

    @field(
        description="What stood before (变更前), of an entry of one change.",
        graphql_type=Fact | None,
    )
    @staticmethod
    def before(parent: Parent[ledger.Event]) -> model.Fact | None:
        return _single(parent)[0]

    @field(
        description="What stands after it (变更后), of an entry of one change.",
        graphql_type=Fact | None,
    )
    @staticmethod
    def after(parent: Parent[ledger.Event]) -> model.Fact | None:
        return _single(parent)[1]

    @field(
        description=(
            "All facts that it changed (变更的事实). Empty for an entry that tells an occurrence,"
            " and for a big one of an old store, which kept only a digest."
        ),
        graphql_type=FactChangeConnection,
    )
    @staticmethod
    def facts(
        parent: Parent[ledger.Event], first: First = DEFAULT_FIRST, after: After = UNSET
    ) -> Counted[FactChangeEdge]:
        pairs_told = {(f"{n:04}",): pair for n, pair in enumerate(told(parent), 1)}
        return counted(pairs_told, _edge, Slice(f"facts:{parent.seq}", first, after))

    @field(description="What an occurrence says (说明) that is no change of a fact.")
    @staticmethod
    def detail(parent: Parent[ledger.Event]) -> str | None:
        return None if told(parent) or parent.count > 1 else parent.after


def told(event: ledger.Event) -> tuple[Pair, ...]:
    """The facts of an entry; none where only a digest was kept."""
    return () if event.count > 1 and event.content is None else pairs(event)


def _single(event: ledger.Event) -> Pair:
    return (None, None) if event.count > 1 else (told(event) or ((None, None),))[0]


def _edge(at: str, pair: Pair) -> FactChangeEdge:
    return FactChangeEdge(cursor=at, node=FactChange(before=pair[0], after=pair[1]))  # pyright: ignore[reportArgumentType] (the type reads the model's facts)
