"""Those who answer for a debt to Aliyun, as liability by day and by debt both name them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import strawberry
from strawberry import Private, field

from graph import clauses as texts
from graph.model import PartyId, Uid
from graph.rules.claims import Recourse as Claim
from graph.rules.claims import Share
from graph.rules.liability import Obligor as Named
from resolvers import seen
from resolvers.clause import Clause
from resolvers.moment import Scope
from resolvers.money import Money, money
from resolvers.seen import AnAccount, AParty, MaybeParty
from resolvers.verdicts import ObligorRole

if TYPE_CHECKING:
    from resolvers.account import Account
    from resolvers.party import Party


@strawberry.type(description="A party that answers for a debt to Aliyun (责任主体), how and why.")
class Obligor:
    """`named` and `sharing` make it."""

    scope: Private[Scope]
    id: Private[PartyId]
    uids: Private[tuple[Uid, ...]]
    role: ObligorRole = field(description="How it answers (责任形式).")
    amount: Money | None = field(
        description=(
            "For how much (金额): not a part of the debt but a claim on the whole of it, so that"
            " obligors must not be summed (R51); null where no debt was asked about."
        )
    )
    outstanding: Money | None = field(description="Of it, what is not settled yet (未清偿).")
    clauses: list[texts.Clause] = field(
        description="The clauses by which it answers (条款).", graphql_type=list[Clause]
    )
    requires_tier1_agreement: bool = field(
        description=(
            "Whether the tier-1's own contract must be looked at too (需核对一级服务商协议): it is"
            " no party to the city partner agreement (Q11)."
        )
    )

    @field(description="The party (主体).", graphql_type=AParty)
    async def party(self) -> "Party":
        return await seen.party(self.scope, self.id)

    @field(
        description="The accounts through which it answers (涉及账号).",
        graphql_type=list[AnAccount],
    )
    async def accounts(self) -> "list[Account]":
        return [await seen.account(self.scope, uid) for uid in self.uids]


@strawberry.type(description="What a payer may claim back from the final bearer (追偿权, R51).")
class Recourse:
    """`claimed` makes it."""

    scope: Private[Scope]
    claim: Private[Claim]
    amount: Money = field(description="How much (金额).")
    clauses: list[texts.Clause] = field(
        description="The clauses it rests on (条款).", graphql_type=list[Clause]
    )

    @field(
        description="The party that paid (付款方); null where you may not see it.",
        graphql_type=MaybeParty,
    )
    async def payer(self) -> "Party | None":
        return await seen.maybe_party(self.scope, self.claim.payer)

    @field(description="On whom the debt rests in the end (最终承担方).", graphql_type=AParty)
    async def against(self) -> "Party":
        return await seen.party(self.scope, self.claim.against)


def named(scope: Scope, obligor: Named) -> Obligor:
    """An obligor of whatever arises, without an amount."""
    return Obligor(
        scope=scope,
        id=obligor.party,
        uids=(obligor.account,) if obligor.account else (),
        role=obligor.role,
        amount=None,
        outstanding=None,
        clauses=cited(obligor.clauses),
        requires_tier1_agreement=obligor.requires_tier1_agreement,
    )


def sharing(scope: Scope, share: Share) -> Obligor:
    """An obligor of a debt, with the amount it answers for."""
    return Obligor(
        scope=scope,
        id=share.party,
        uids=share.accounts,
        role=share.role,
        amount=money(share.fen),
        outstanding=money(share.outstanding),
        clauses=cited(share.clauses),
        requires_tier1_agreement=share.requires_tier1_agreement,
    )


def claimed(scope: Scope, claim: Claim) -> Recourse:
    """A recourse as it is spoken."""
    return Recourse(scope=scope, claim=claim, amount=money(claim.fen), clauses=cited(claim.clauses))


def cited(names: Iterable[str]) -> list[texts.Clause]:
    """Clauses by their ids."""
    return [texts.clause(name) for name in names]
