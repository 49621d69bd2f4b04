"""A fact as a trace tells it: what it says, from when to when, and from when it was known."""

from datetime import date, datetime
from typing import Any

import msgspec
import strawberry
from strawberry import Parent, field

from graph import model
from resolvers.money import Money, money
from resolvers.saying import FactKind, saying
from resolvers.scalars import FactFields


@strawberry.type(description="One version of a fact (事实), as an answer used it.")
class Fact:
    """Reads `graph.model.Fact`."""

    id: strawberry.ID = field(description="The fact's own id (编号); its versions share it.")
    version: int = field(description="Number of the version (版本), from 1.")
    recorded_at: datetime = field(description="Known from this instant (记录时间) …")
    superseded_at: datetime | None = field(description="… until this one (被取代时间), if closed.")
    recorded_in: int = field(description="Revision (修订号) that recorded it.")
    recorded_by: str = field(description="Who recorded it (记录人).")
    source: str = field(description="The document it rests on (来源).")

    @field(description="What it says (类型).")
    @staticmethod
    def kind(parent: Parent[model.Fact]) -> FactKind:
        return saying(parent).kind

    @field(description="Whom it is about (主体): a uid, or a party's id.")
    @staticmethod
    def subject(parent: Parent[model.Fact]) -> str:
        return saying(parent).subject

    @field(
        description=(
            "To whom or what (对象): partner, tier-1, owner, obligation, refunded payment, the fact"
            " that a paper is about, the month of a fee."
        )
    )
    @staticmethod
    def object(parent: Parent[model.Fact]) -> str | None:
        return saying(parent).object

    @field(name="from", description="First day (起始日) on which it holds, or its day.")
    @staticmethod
    def start(parent: Parent[model.Fact]) -> date | None:
        return saying(parent).start

    @field(
        name="to", description="First day on which it no longer holds (截止日，不含); null: open."
    )
    @staticmethod
    def end(parent: Parent[model.Fact]) -> date | None:
        return saying(parent).end

    @field(description="The amount (金额), where it is about money.")
    @staticmethod
    def amount(parent: Parent[model.Fact]) -> Money | None:
        fen = saying(parent).fen
        return None if fen is None else money(fen)

    @field(
        description=(
            "What kind of it (细节): link type, condition, cause, product, name, clause, ground,"
            " text."
        )
    )
    @staticmethod
    def detail(parent: Parent[model.Fact]) -> str | None:
        return saying(parent).detail

    @field(description="All that the version says (全部字段), as JSON.", graphql_type=FactFields)
    @staticmethod
    def fields(parent: Parent[model.Fact]) -> dict[str, Any]:
        return msgspec.to_builtins(parent)
