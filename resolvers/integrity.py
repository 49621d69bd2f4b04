"""The integrity penalty as it is spoken (R53, Q27)."""

from typing import Annotated, TypeAlias

import strawberry
from strawberry import field

from graph import model
from graph.rules.violations import integrity as rules
from resolvers.money import Money, money
from resolvers.refusal import Refused
from resolvers.trace import Trace
from resolvers.violation_enums import Measure


@strawberry.type(description="One of the three amounts of the integrity penalty (违约金分项).")
class IntegrityPart:
    """Of `graph.rules.violations.integrity.Part`."""

    measure: Measure = field(description="What it is taken of (基数).")
    of: Money | None = field(description="That amount (基数金额); null: missing, it counts as 0.")
    percent: int = field(description="The share of it, in percent (比例).")
    amount: Money = field(description="What it comes to (金额).")


@strawberry.type(description="The integrity penalty (诚信违约金, IP 2): the highest of three.")
class IntegrityPenalty:
    """`weighed` makes it."""

    penalty: Money = field(description="The penalty (违约金).")
    decisive: list[Measure] = field(description="What gives it (决定项).")
    parts: list[IntegrityPart] = field(description="All three (分项); they are never added up.")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


IntegrityPenaltyResult: TypeAlias = Annotated[
    IntegrityPenalty | Refused,
    strawberry.union(
        "IntegrityPenaltyResult",
        description="The integrity penalty, or AMOUNT_NOT_POSITIVE for a negative base.",
    ),
]


def weighed(found: rules.IntegrityPenalty) -> IntegrityPenalty:
    """An integrity penalty as it is spoken."""
    return IntegrityPenalty(
        penalty=money(found.fen),
        decisive=list(found.decisive),
        parts=[
            IntegrityPart(
                measure=each.measure,
                of=None if each.of is None else money(each.of),
                percent=each.percent,
                amount=money(each.fen),
            )
            for each in found.parts
        ],
        trace=found.trace,
    )
