"""Links between accounts: a customer's to its partner, a city partner's to its tier-1."""

import strawberry
from strawberry import Parent, field

from graph import model
from graph.model import LinkType
from resolvers.account import Account
from resolvers.account_row import AccountRow
from resolvers.held import Held, Recorded


@strawberry.type(description="A city partner's place under its tier-1 (城市服务商归属, CA 1.4).")
class TierLink(Recorded):
    """Reads `Held[graph.model.TierLink]`."""

    @field(description="The city partner (城市服务商).", graphql_type=Account)
    @staticmethod
    async def city_partner(parent: Parent[Held[model.TierLink]]) -> AccountRow:
        return await parent.of.reached(parent.fact.city)

    @field(description="The tier-1 provider (一级服务商).", graphql_type=Account)
    @staticmethod
    async def tier1(parent: Parent[Held[model.TierLink]]) -> AccountRow:
        return await parent.of.reached(parent.fact.tier1)


@strawberry.type(description="A customer account's link to a partner (关联关系, FA 3.4.3).")
class Link(Recorded):
    """Reads `Held[graph.model.Link]`."""

    type: LinkType = field(description="Agency or resale (代理、代销).")

    @field(description="The customer account (合作伙伴用户账号).", graphql_type=Account)
    @staticmethod
    async def account(parent: Parent[Held[model.Link]]) -> AccountRow:
        return await parent.of.reached(parent.fact.account)

    @field(description="The partner (合作伙伴).", graphql_type=Account)
    @staticmethod
    async def partner(parent: Parent[Held[model.Link]]) -> AccountRow:
        return await parent.of.reached(parent.fact.partner)
