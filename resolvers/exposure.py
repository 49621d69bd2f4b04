"""Exposure: what parties answer for in all, no debt counted twice (R51, S32)."""

from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import UNSET, Private, field

from graph import model
from graph.model import Cause, PartyId
from graph.rules import exposure as rules
from graph.rules.refusal import Code
from resolvers import answers, seen
from resolvers.context import Asked
from resolvers.errors import error
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.money import Money, money
from resolvers.seen import AParty
from resolvers.trace import Trace
from resolvers.verdicts import ObligorRole

if TYPE_CHECKING:
    from resolvers.party import Party

MOST = 100
"""Parties that one question may ask about."""


@strawberry.type(description="A sum of debts (债务合计).")
class ExposureAmount:
    """`_sum` makes it."""

    amount: Money = field(description="What they come to (金额).")
    outstanding: Money = field(description="Of it, what is not settled yet (未清偿).")
    debts: int = field(description="How many debts (笔数).")


@strawberry.type(description="What a party answers for in one role (按责任形式).")
class ExposureByRole:
    """Of `PartyExposure`."""

    role: ObligorRole = field(description="The role (责任形式).")
    total: ExposureAmount = field(description="The sum (合计).")


@strawberry.type(description="What a party owes now from one cause (按事由).")
class ExposureByCause:
    """Of `PartyExposure`."""

    cause: Cause = field(description="The cause (事由).")
    total: ExposureAmount = field(description="The sum (合计).")


@strawberry.type(description="What one party answers for (主体敞口).")
class PartyExposure:
    """`answering` makes it."""

    scope: Private[Scope]
    id: Private[PartyId]
    gross: ExposureAmount = field(
        description="What it owes now (总敞口): PRIMARY, JOINT and SOLE, each debt in full."
    )
    outstanding: Money = field(description="Of `gross`, what is not settled yet (未清偿).")
    contingent: ExposureAmount = field(
        description="What it would answer for if bad management were found (或有敞口, Q11)."
    )
    unresolved: ExposureAmount = field(
        description="What waits for a resale account's conversion (待定敞口, Q9)."
    )
    by_role: list[ExposureByRole] = field(description="By role (按责任形式), of all roles.")
    by_cause: list[ExposureByCause] = field(description="`gross` by cause (按事由).")

    @field(description="The party (主体).", graphql_type=AParty)
    async def party(self) -> "Party":
        return await seen.party(self.scope, self.id)


@strawberry.type(description="What some parties answer for (敞口), no debt counted twice.")
class Exposure:
    """`exposed` makes it."""

    parties: list[PartyExposure] = field(description="Each party's own (各主体), as asked.")
    gross_sum: Money = field(
        description=(
            "The parties' gross added up (简单加总): counts a debt as often as it has obligors"
            " among them, so compare it with `distinct` and never claim it."
        )
    )
    distinct: ExposureAmount = field(
        description="The same debts, each once (去重合计): what they owe together."
    )
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


def exposed(scope: Scope, found: rules.Exposure) -> Exposure:
    """Exposure as it is spoken."""
    return Exposure(
        parties=[answering(scope, each) for each in found.parties],
        gross_sum=money(found.gross_sum),
        distinct=_sum(found.distinct),
        trace=found.trace,
    )


def answering(scope: Scope, found: rules.PartyExposure) -> PartyExposure:
    """Exposure of one party as it is spoken."""
    return PartyExposure(
        scope=scope,
        id=found.party,
        gross=_sum(found.gross),
        outstanding=money(found.gross.outstanding),
        contingent=_sum(found.contingent),
        unresolved=_sum(found.unresolved),
        by_role=[ExposureByRole(role=role, total=_sum(each)) for role, each in found.by_role],
        by_cause=[ExposureByCause(cause=of, total=_sum(each)) for of, each in found.by_cause],
    )


def _sum(found: rules.Amount) -> ExposureAmount:
    return ExposureAmount(
        amount=money(found.fen), outstanding=money(found.outstanding), debts=found.debts
    )


@strawberry.type
class ExposureQueries:
    """The root field `exposure`."""

    @field(
        description=(
            "What parties answer for in all (敞口), to Aliyun: each one's, their sum, and the same"
            " debts counted once. Looks at all that they, or accounts ever below theirs, came to"
            " owe. PARTY_UNKNOWN if one does not exist."
        )
    )
    async def exposure(
        self,
        info: Asked,
        parties: Annotated[
            list[str],
            strawberry.argument(description="The parties' own ids (主体), from 1 to 100."),
        ],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Exposure:
        scope = scope_of(info, as_of, known_at, readings)
        asked = await existing(scope, parties)
        return exposed(scope, await answers.exposure(scope, asked))


async def existing(scope: Scope, ids: list[str]) -> list[PartyId]:
    """The parties asked for, each once; PARTY_UNKNOWN names those that do not exist."""
    asked = [PartyId(each) for each in dict.fromkeys(ids)]
    if not 1 <= len(asked) <= MOST:
        raise error(Code.INVALID_ARGUMENT, f"expected 1 to {MOST} parties, got {len(asked)}")
    found = await scope.facts.parties(asked)
    unknown = [each for each in asked if each not in found]
    if unknown:
        named = ", ".join(repr(each[:80]) for each in unknown[:3])
        raise error(
            Code.PARTY_UNKNOWN,
            f"expected parties that exist, got {named}",
            "Take a party's id from account { owner { … } }, or from the obligors of a debt.",
        )
    return asked
