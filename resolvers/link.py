"""Links between accounts: a customer's to its partner, a city partner's to its tier-1."""

from collections.abc import Sequence

import strawberry
from strawberry import field

from graph import model
from graph.model import LinkType
from resolvers.account import Account
from resolvers.account_row import AccountRow, reached
from resolvers.batched import batched
from resolvers.held import Held, Recorded


@strawberry.type(description="A city partner's place under its tier-1 (城市服务商归属, CA 1.4).")
class TierLink(Recorded):
    """Reads `Held[graph.model.TierLink]`."""

    @field(description="The city partner (城市服务商).", graphql_type=Account)
    @batched
    @staticmethod
    async def city_partner(links: Sequence[Held[model.TierLink]]) -> list[AccountRow | None]:
        return await reached((each.of, each.fact.city) for each in links)

    @field(description="The tier-1 provider (一级服务商).", graphql_type=Account)
    @batched
    @staticmethod
    async def tier1(links: Sequence[Held[model.TierLink]]) -> list[AccountRow | None]:
        return await reached((each.of, each.fact.tier1) for each in links)


@strawberry.type(description="A customer account's link to a partner (关联关系, FA 3.4.3).")
class Link(Recorded):
    """Reads `Held[graph.model.Link]`."""

    type: LinkType = field(description="Agency or resale (代理、代销).")

    @field(description="The customer account (合作伙伴用户账号).", graphql_type=Account)
    @batched
    @staticmethod
    async def account(links: Sequence[Held[model.Link]]) -> list[AccountRow | None]:
        return await reached((each.of, each.fact.account) for each in links)

    @field(description="The partner (合作伙伴).", graphql_type=Account)
    @batched
    @staticmethod
    async def partner(links: Sequence[Held[model.Link]]) -> list[AccountRow | None]:
        return await reached((each.of, each.fact.partner) for each in links)
