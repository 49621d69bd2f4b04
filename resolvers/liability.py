"""Liability to Aliyun: who answers, by account and day or for one debt (R40–R52)."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Optional, TypeAlias

import strawberry
from strawberry import UNSET, Private, field

from graph import model
from graph.model import Cause, FactId, Uid
from graph.rules import claims
from graph.rules import liability as rules
from resolvers import answers, seen
from resolvers.context import Asked
from resolvers.errors import invalid
from resolvers.interval import Interval
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.money import Money, money
from resolvers.obligor import Obligor, Recourse, claimed, named, sharing
from resolvers.seen import AnAccount
from resolvers.trace import Trace

if TYPE_CHECKING:
    from resolvers.account import Account
    from resolvers.obligation import Obligation

AnObligation = Annotated["Obligation", strawberry.lazy("resolvers.obligation")]
MaybeObligation: TypeAlias = Optional[AnObligation]  # noqa: UP045 - `|` can't take a lazy type


@strawberry.interface(description="Who answers to Aliyun (责任承担), and by which clauses.")
class Liability:
    """By account and day, or for one debt."""

    obligors: list[Obligor] = field(description="Everyone who answers (责任主体).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type(
    description="Who answers for whatever arises under an account on a day (当日责任)."
)
class DayLiability(Liability):
    """`on_day` makes it."""

    scope: Private[Scope]
    uid: Private[Uid]
    day: date = field(description="The day of occurrence (发生日); its links decide (R50).")
    cause: Cause = field(description="What it would arise from (事由).")

    @field(description="The account (账号).", graphql_type=AnAccount)
    async def account(self) -> "Account":
        return await seen.account(self.scope, self.uid)


@strawberry.type(
    description="Consecutive days of a debt with the same obligors (分段), each by its links."
)
class LiabilityPortion:
    """Of a debt over a range of days (Q14)."""

    days: model.Interval = field(description="The days (期间).", graphql_type=Interval)
    amount: Money = field(description="What arose on them (金额).")
    outstanding: Money = field(description="Of it, what is not settled yet (未清偿).")
    obligors: list[Obligor] = field(description="Who answers for these days (责任主体).")


@strawberry.type(description="Who answers for a debt (债务责任), and what is still owed.")
class DebtLiability(Liability):
    """`for_debt` makes it."""

    scope: Private[Scope]
    id: Private[FactId]
    portions: list[LiabilityPortion] = field(
        description="The debt by days with the same obligors (分段)."
    )
    amount: Money = field(description="The whole debt (总额).")
    settled: Money = field(description="What was settled by the day asked about (已清偿).")
    outstanding: Money = field(
        description="What is still owed (未清偿): once, however many answer for it (R51)."
    )
    recourse: list[Recourse] = field(
        description="What those who paid may claim back (追偿权, R51, R52)."
    )

    @field(
        description="The debt (债务).",
        graphql_type=MaybeObligation,
    )
    async def obligation(self) -> "Obligation | None":
        from resolvers.obligation import owed  # noqa: PLC0415 - each of the two knows the other

        return await owed(self.scope, self.id)


def on_day(scope: Scope, found: rules.DayLiability, cause: Cause) -> DayLiability:
    """Liability of a day as it is spoken."""
    return DayLiability(
        scope=scope,
        uid=found.account,
        day=found.day,
        cause=cause,
        obligors=[named(scope, each) for each in found.obligors],
        trace=found.trace,
    )


def for_debt(scope: Scope, found: claims.Liability) -> DebtLiability:
    """Liability for a debt as it is spoken."""
    return DebtLiability(
        scope=scope,
        id=found.obligation.id,
        portions=[_portion(scope, each) for each in found.portions],
        amount=money(found.fen),
        settled=money(found.settled),
        outstanding=money(found.outstanding),
        recourse=[claimed(scope, each) for each in found.recourse],
        obligors=[sharing(scope, each) for each in found.shares],
        trace=found.trace,
    )


def _portion(scope: Scope, portion: claims.Portion) -> LiabilityPortion:
    return LiabilityPortion(
        days=portion.interval,
        amount=money(portion.fen),
        outstanding=money(portion.outstanding),
        obligors=[named(scope, each) for each in portion.obligors],
    )


@strawberry.type
class LiabilityQueries:
    """The root field `liability`."""

    @field(
        description=(
            "Who answers to Aliyun (责任承担): by account, for what arises on the day asked about,"
            " or for one debt, as of that day; give `uid` or `obligation`. Null if there is no such"
            " account, or if the debt was not known or had not arisen by then."
        )
    )
    async def liability(
        self,
        info: Asked,
        uid: Annotated[
            str | None, strawberry.argument(description="An account (账号 UID).")
        ] = UNSET,
        obligation: Annotated[
            str | None, strawberry.argument(description="A debt (债务编号).")
        ] = UNSET,
        cause: Annotated[
            Cause,
            strawberry.argument(
                description="What it would arise from (事由), with `uid`; a debt has its own."
            ),
        ] = Cause.TRANSACTION,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Liability | None:
        scope = scope_of(info, as_of, known_at, readings)
        if bool(uid) == bool(obligation):
            raise invalid("either uid or obligation", "both" if uid else "neither")
        if obligation:
            debt = await answers.liability_for(scope, FactId(obligation))
            return None if debt is None else for_debt(scope, debt)
        found = await answers.liability_on(scope, Uid(uid or ""), cause)
        return None if found is None else on_day(scope, found, cause)
