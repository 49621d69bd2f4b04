"""Obligations to Aliyun, with what was settled on them and found about them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import UNSET, Private, field

from graph import model
from graph.model import Cause, FactId, ObligationHistory, Uid
from graph.rules import claims
from resolvers import answers, seen
from resolvers.context import Asked
from resolvers.counted import Counted, CountedPage, Slice, counted
from resolvers.interval import Interval
from resolvers.liability import DebtLiability, for_debt
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.money import Money, money
from resolvers.seen import AParty, MaybeAccount, MaybeParty

if TYPE_CHECKING:
    from resolvers.account import Account
    from resolvers.party import Party


@strawberry.type(description="A payment on a debt (清偿); it reduces the debt for everyone (R51).")
class Settlement:
    """`_settled` makes it."""

    scope: Private[Scope]
    fact: Private[model.Settlement]
    id: strawberry.ID = field(description="Its own id (编号).")
    on: date = field(description="The day of payment (清偿日).")
    amount: Money = field(description="How much (金额).")
    recorded_at: datetime = field(description="Known from this instant (记录时间).")
    source: str = field(description="The document it rests on (来源).")

    @field(
        description="The party that paid (付款方); null where you may not see it.",
        graphql_type=MaybeParty,
    )
    async def by(self) -> "Party | None":
        return await seen.maybe_party(self.scope, self.fact.by)


@strawberry.type(description="A finding on bad management behind a debt (管理不善认定, CA 1.4).")
class Finding:
    """`_found` makes it."""

    scope: Private[Scope]
    fact: Private[model.Finding]
    id: strawberry.ID = field(description="Its own id (编号).")
    mismanaged: bool = field(description="Whether there was (是否认定); false rules it out.")
    found_on: date = field(description="The day of the finding (认定日).")
    recorded_at: datetime = field(description="Known from this instant (记录时间).")
    source: str = field(description="The document it rests on (来源).")

    @field(
        description="The city partner, or the tier-1, whose management was looked at (被认定方).",
        graphql_type=AParty,
    )
    async def party(self) -> "Party":
        return await seen.party(self.scope, self.fact.party)


@strawberry.type(description="A debt to Aliyun (债务), of an account or of a party.")
class Obligation:
    """`_said` makes it; it stands at the moment it was asked for."""

    scope: Private[Scope]
    fact: Private[model.Obligation]
    id: strawberry.ID = field(description="Its own id (债务编号).")
    amount: Money = field(description="How much (总额).")
    cause: Cause = field(description="What it arose from (事由).")
    occurred: model.Interval = field(
        description="The days on which it arose (发生期间); the links of each day decide (R50).",
        graphql_type=Interval,
    )
    settlements: list[Settlement] = field(description="What was paid by the day (清偿记录).")
    findings: list[Finding] = field(description="What was found by the day (认定记录).")
    recorded_at: datetime = field(description="Known from this instant (记录时间).")
    source: str = field(description="The document it rests on (来源).")

    @field(description="The account that owes (债务账号), if one does.", graphql_type=MaybeAccount)
    async def account(self) -> "Account | None":
        return await seen.maybe(self.scope, self.fact.account)

    @field(
        description="The party that owes (债务主体), where it is no account's debt.",
        graphql_type=MaybeParty,
    )
    async def party(self) -> "Party | None":
        return await seen.maybe_party(self.scope, self.fact.party)

    @field(description="Who answers for it (责任承担), for how much, and what is still owed.")
    async def liability(self) -> DebtLiability | None:
        found = await answers.liability_for(self.scope, self.fact.id)
        return None if found is None else for_debt(self.scope, found)


@strawberry.type(description="A debt, in a list (条目).")
class ObligationEdge:
    """Of `ObligationConnection`."""

    cursor: str = field(description="Where it stands in the list (游标).")
    node: Obligation = field(description="The debt (债务).")


@strawberry.type(description="Debts of one account (债务列表), by their ids.")
class ObligationConnection(CountedPage):
    """Reads `Counted[ObligationEdge]`."""

    edges: list[ObligationEdge] = field(description="The debts (条目).")


async def owed(scope: Scope, id_: FactId) -> Obligation | None:
    """A debt; None if it does not exist, was not known, or had not arisen by the day."""
    history = (await scope.facts.obligations([id_])).get(id_)
    return None if history is None else _said(scope, history)


async def owed_by(scope: Scope, uid: Uid, first: int, after: str | None) -> Counted[ObligationEdge]:
    """A page of what an account owes itself, of what had arisen by the day.

    Not what was corrected to be another's debt.
    """
    found = await scope.facts.obligations_of([uid])
    every = {(id_,): _said(scope, found[id_]) for id_ in sorted(found)}
    return counted(
        {key: said for key, said in every.items() if said and said.fact.account == uid},
        lambda at, said: ObligationEdge(cursor=at, node=said),
        Slice(f"obligations:{uid}", first, after),
    )


def _said(scope: Scope, history: ObligationHistory) -> Obligation | None:
    fact, moment = claims.arisen(history, scope.moment), scope.moment
    if fact is None:
        return None
    paid, found = moment.known(history.settlements), moment.known(history.findings)
    return Obligation(
        scope=scope,
        fact=fact,
        id=strawberry.ID(fact.id),
        amount=money(fact.fen),
        cause=fact.cause,
        occurred=fact.occurred,
        settlements=[_settled(scope, each) for each in paid if each.on <= moment.as_of],
        findings=[_found(scope, each) for each in found if each.found_on <= moment.as_of],
        recorded_at=fact.recorded_at,
        source=fact.source,
    )


def _settled(scope: Scope, fact: model.Settlement) -> Settlement:
    return Settlement(
        scope=scope,
        fact=fact,
        id=strawberry.ID(fact.id),
        on=fact.on,
        amount=money(fact.fen),
        recorded_at=fact.recorded_at,
        source=fact.source,
    )


def _found(scope: Scope, fact: model.Finding) -> Finding:
    return Finding(
        scope=scope,
        fact=fact,
        id=strawberry.ID(fact.id),
        mismanaged=fact.mismanaged,
        found_on=fact.found_on,
        recorded_at=fact.recorded_at,
        source=fact.source,
    )


@strawberry.type
class ObligationQueries:
    """The root field `obligation`."""

    @field(
        description=(
            "A debt to Aliyun (债务) by its id. Null if it does not exist, was not known at the"
            " moment, or had not arisen by the day."
        )
    )
    async def obligation(
        self,
        info: Asked,
        id: Annotated[str, strawberry.argument(description="The debt (债务编号).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Obligation | None:
        return await owed(scope_of(info, as_of, known_at, readings), FactId(id))
