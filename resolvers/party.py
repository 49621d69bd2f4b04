"""Parties: the legal entities that own accounts and answer for debts."""

import strawberry
from strawberry import UNSET, Private, field

from graph import model
from graph.model import PartyId, PartyKind
from graph.rules import refusal
from resolvers import answers, papered, seen
from resolvers.account_row import AccountRow
from resolvers.agreement import Agreement, agreed
from resolvers.change import ChangeConnection, ChangePage, Kinds, changes_of
from resolvers.deposit import Deposit, DepositResult, deposit_of
from resolvers.exposure import PartyExposure, answering
from resolvers.moment import Scope
from resolvers.node import Node
from resolvers.noted import WrittenNote, notes_on
from resolvers.paging import DEFAULT_FIRST, After, First
from resolvers.seen import AnAccount
from resolvers.violation import ViolationRecord, ViolationRecordResult, violations_of


@strawberry.type(description="A legal entity (主体), at the moment of its root field.")
class Party(Node):
    """A row of the model, and the scope it was asked for in."""

    row: Private[model.Party]
    scope: Private[Scope]

    @field(description="The party's own id (主体编号), `cust:acme`.")
    def party_id(self) -> str:
        return self.row.id

    @field(description="Its name (名称); empty if none was recorded.")
    def name(self) -> str:
        return self.row.name

    @field(description="What it is (主体类型).")
    def kind(self) -> PartyKind:
        return self.row.kind

    @field(description="The accounts it owns (名下账号), by uid.", graphql_type=list[AnAccount])
    async def accounts(self) -> list[AccountRow]:
        id_ = PartyId(self.row.id)
        uids = (await self.scope.facts.accounts_of([id_]))[id_]
        every = [await seen.account(self.scope, uid) for uid in uids]
        return [each for each in every if each.history.account.owner == id_]

    @field(description="Its agreements with Aliyun (协议), FA first, each with its days in force.")
    async def agreements(self) -> list[Agreement]:
        found = await papered.contracts(self.scope, PartyId(self.row.id))
        return [agreed(self.scope, each) for each in found.every]

    @field(description="What was noted beside it (备注), the oldest first.")
    async def notes(self) -> list[WrittenNote]:
        return await notes_on(self.scope, self.row.id)

    @field(
        description="The violations charged to it (违规记录), and what follows from them.",
        graphql_type=ViolationRecordResult,
    )
    async def violations(self) -> ViolationRecord | refusal.Refusal:
        return await violations_of(self.scope, PartyId(self.row.id))

    @field(
        description="Its deposit (信用保证金): held, lacking, asked and given back.",
        graphql_type=DepositResult,
    )
    async def deposit(self) -> Deposit | refusal.Refusal:
        return await deposit_of(self.scope, PartyId(self.row.id))

    @field(description="What it answers for in all (敞口), to Aliyun, at the moment.")
    async def exposure(self) -> PartyExposure:
        return answering(self.scope, await answers.exposure_of(self.scope, PartyId(self.row.id)))

    @field(
        description=(
            "What was changed about it (变更记录), and about facts that name it, as known at the"
            " moment; an account of the same id included."
        ),
        graphql_type=ChangeConnection,
    )
    async def events(
        self, kinds: Kinds = UNSET, first: First = DEFAULT_FIRST, after: After = UNSET
    ) -> ChangePage:
        return await changes_of(self.scope, self.row.id, kinds, first, after)

    def node_key(self) -> str:
        """Its own id."""
        return self.row.id
