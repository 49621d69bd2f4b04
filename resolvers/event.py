"""One entry of the change feed: what was written, by whom, when, why, and on what it rests."""

from datetime import datetime

import strawberry
from strawberry import Parent, field

from graph import clauses
from graph.store import ledger
from resolvers.clause import Clause


@strawberry.type(description="One entry of the change feed (变更记录); entries never change.")
class Event:
    """Reads `graph.store.ledger.Event`."""

    seq: int = field(description="Its number (序号) in one sequence without a gap.")
    revision: int = field(description="The commit (修订号) it belongs to.")
    kind: str = field(description="What happened (类型), `LINK_ENDED`.")
    actor: str = field(description="Who did it (操作人).")
    request_id: str = field(description="The request (请求编号) in which it was done.")
    source: str = field(description="The document it rests on (来源).")
    count: int = field(description="How many facts it tells of (事实数).")
    hash: str = field(description="Hash of it and of the entry before it (哈希), hexadecimal.")

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
