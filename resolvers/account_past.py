"""What an account had and has: standings, tier links, customer links, conditions."""

from typing import TYPE_CHECKING, Annotated, TypeAlias

import strawberry
from strawberry import UNSET, field

from graph import model
from graph.rules.standing import Effect, on
from resolvers.account_row import AccountRow
from resolvers.change import ChangeConnection, ChangePage, Kinds, changes_of
from resolvers.held import AccountCondition, Held, Standing
from resolvers.paging import DEFAULT_FIRST, After, First

if TYPE_CHECKING:
    from resolvers.link import Link, TierLink

Links: TypeAlias = list[Annotated["Link", strawberry.lazy("resolvers.link")]]
TierLinks: TypeAlias = list[Annotated["TierLink", strawberry.lazy("resolvers.link")]]


@strawberry.type
class AccountPast(AccountRow):
    """The account's own dated facts as known at the moment, in the order of their days."""

    @field(
        description="Its partner standing (合作伙伴身份) on the day; null without one.",
        graphql_type=Standing | None,
    )
    def standing(self) -> Held[model.Standing] | None:
        held = on(self.known.standings(self.key), self.scope.moment.as_of)
        return None if held is None else Held(held, self)

    @field(
        description="Every partner standing (合作伙伴身份), ended and to come included.",
        graphql_type=list[Standing],
    )
    def standings(self) -> list[Held[model.Standing]]:
        return [Held(each, self) for each in self.known.standings(self.key)]

    @field(
        description="Its places under tier-1s as a city partner (城市服务商归属), ended included.",
        graphql_type=TierLinks,
    )
    def tier_links(self) -> list[Held[model.TierLink]]:
        return [Held(each, self) for each in self.known.tier_links(self.key)]

    @field(
        description="Its links to partners as a customer (关联关系), ended and to come included.",
        graphql_type=Links,
    )
    def links(self) -> list[Held[model.Link]]:
        return [Held(each, self) for each in self.known.links(self.key)]

    @field(
        description=(
            "What was changed about it (变更记录), and about facts that name it, as known at the"
            " moment; a party of the same id included."
        ),
        graphql_type=ChangeConnection,
    )
    async def events(
        self, kinds: Kinds = UNSET, first: First = DEFAULT_FIRST, after: After = UNSET
    ) -> ChangePage:
        return await changes_of(self.scope, self.uid, kinds, first, after)

    @field(
        description="Its recorded conditions (账号状况).",
        graphql_type=list[AccountCondition],
    )
    def conditions(self) -> list[Held[model.AccountCondition]]:
        known = self.scope.moment.known(self.history.conditions)
        return [Held(Effect(each, each.interval), self) for each in known]
