"""The answer to a mutation that writes facts down: the facts, and what they are about."""

from typing import TYPE_CHECKING, Annotated, Optional, TypeAlias

import strawberry
from strawberry import field

from graph import model
from graph.model import FactId, PartyId, Uid, parse_yuan, print_yuan
from graph.model.money import MAX_FEN
from graph.rules import refusal
from resolvers.acts.done import Act
from resolvers.errors import invalid
from resolvers.fact import Fact
from resolvers.obligation import Obligation, owed
from resolvers.refusal import Refused
from resolvers.seen import MaybeAccount, MaybeParty
from resolvers.seen import account as seen_account

if TYPE_CHECKING:
    from resolvers.account import Account
    from resolvers.party import Party


@strawberry.type(description="Facts that were written down (已记录事实), corrected or taken back.")
class FactsWritten(Act):
    """What a fact is about is found by the first of them."""

    @field(
        description="The versions that stand now (现行事实); none where one was taken back.",
        graphql_type=list[Fact],
    )
    def facts(self) -> list[model.Fact]:
        return list(self.performed.opened)

    @field(description="The versions that stand no longer (被取代事实).", graphql_type=list[Fact])
    def closed(self) -> list[model.Fact]:
        return list(self.performed.closed)

    @field(
        description="The account (账号) they are about, at the new moment, if one is.",
        graphql_type=MaybeAccount,
    )
    async def account(self) -> "Account | None":
        uid = self._about("account", "city") or self._id(model.Account)
        return None if uid is None else await seen_account(self.scope, Uid(uid))

    @field(
        description="The party (主体) they are about, at the new moment, if one is.",
        graphql_type=MaybeParty,
    )
    async def party(self) -> "Party | None":
        id_ = self._about("party", "by") or self._id(model.Party)
        if id_ is None:
            return None
        from resolvers.party import Party  # noqa: PLC0415 - it names the answers in turn

        found = (await self.scope.facts.parties([PartyId(id_)])).get(PartyId(id_))
        return None if found is None else Party(row=found, scope=self.scope)

    @field(
        description="The debt (债务) they are about, at the new moment, if one is.",
        graphql_type=Optional[Obligation],  # noqa: UP045 - a strawberry type takes no `|` here
    )
    async def obligation(self) -> Obligation | None:
        id_ = self._id(model.Obligation) or self._about("obligation")
        return None if id_ is None else await owed(self.scope, FactId(id_))

    def _about(self, *names: str) -> str | None:
        every = (*self.performed.opened, *self.performed.closed)
        named = (getattr(fact, name, None) for fact in every[:1] for name in names)
        return next((each for each in named if each), None)

    def _id(self, kind: type[model.Fact]) -> str | None:
        every = (*self.performed.opened, *self.performed.closed)
        return next((fact.id for fact in every[:1] if isinstance(fact, kind)), None)


FactsResult: TypeAlias = Annotated[
    FactsWritten | Refused,
    strawberry.union("FactsResult", description="Written down (已记录), or refused (拒绝)."),
]
FactsAnswer: TypeAlias = FactsWritten | refusal.Refusal


def yuan(text: str) -> model.Fen:
    """An amount in yuan; INVALID_ARGUMENT when it is none."""
    try:
        return parse_yuan(text)
    except ValueError:
        largest = f"an amount in yuan with at most two decimals, at the most {print_yuan(MAX_FEN)}"
        raise invalid(largest, text) from None


def maybe_yuan(text: str | None) -> model.Fen | None:
    """The same, or none."""
    return None if text is None else yuan(text)
