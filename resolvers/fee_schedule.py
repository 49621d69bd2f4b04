"""The rate table behind a fee: configuration, since the contracts' tables are not in their text."""

import strawberry
from strawberry import field

from graph.clauses import Wording as Words
from graph.model import Month
from graph.rules import fees
from resolvers.clause import Wording
from resolvers.money import Money, money


@strawberry.type(description="A tier of a rate table (档位).")
class FeeTier:
    """Of `graph.rules.fees.Tier`."""

    start: Money = field(description="The standard (标准), reached from this amount on (R05).")
    basis_points: int = field(description="The rate (比例) of the whole base; 1000 is 10 %.")


@strawberry.type(
    description=(
        "The rate table of a month (费率表): configuration, since the tables that MR 5.1.3 speaks"
        " of are not in the text."
    )
)
class FeeTable:
    """Of `graph.rules.fees.Table` and the schedule that it stands in."""

    schedule: str = field(description="Name of the schedule (配置名称).")
    sample: bool = field(description="Whether it is a sample, from no contract (示例配置).")
    remark: Words = field(description="What it is (说明).", graphql_type=Wording)
    source: str = field(description="The announcement that it comes from (来源公告).")
    start: Month = field(description="The first month in which it holds (起始月).")
    end: Month | None = field(description="The first month in which it no longer does (终止月).")
    tiers: list[FeeTier] = field(description="Its tiers (档位), by their standard.")


def tier(found: fees.Tier | None) -> FeeTier | None:
    """A tier as it is spoken."""
    if found is None:
        return None
    return FeeTier(start=money(found.start), basis_points=found.basis_points)


def rates(schedule: fees.Schedule, table: fees.Table) -> FeeTable:
    """A table as it is spoken."""
    return FeeTable(
        schedule=schedule.name,
        sample=schedule.sample,
        remark=schedule.remark,
        source=table.source,
        start=table.start,
        end=table.end,
        tiers=[FeeTier(start=money(t.start), basis_points=t.basis_points) for t in table.tiers],
    )
