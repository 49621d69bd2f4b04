"""Where an account stands on the day: role, state, partner, tier-1, and the whole lineage."""

from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Optional, TypeAlias

import strawberry
from strawberry import Parent, field

from graph import model
from graph.rules import lineage as rules
from graph.rules.lifecycle import Identity, Lifecycle, State
from graph.rules.lifecycle import state as state_on
from graph.rules.lineage import Role, lineage
from graph.rules.standing import on
from resolvers.account_row import AccountRow, reached
from resolvers.batched import batched
from resolvers.held import Held, Standing
from resolvers.seen import AnAccount, MaybeAccount
from resolvers.trace import Trace

if TYPE_CHECKING:
    from resolvers.link import Link, TierLink

ALink: TypeAlias = Annotated["Link", strawberry.lazy("resolvers.link")]
MaybeLink: TypeAlias = Optional[ALink]  # noqa: UP045 - `|` can't take a lazy type
ATierLink: TypeAlias = Annotated["TierLink", strawberry.lazy("resolvers.link")]
MaybeTierLink: TypeAlias = Optional[ATierLink]  # noqa: UP045 - as above


class Placed:
    """A lineage, and the account whose it is."""

    __slots__ = ("of", "place")

    def __init__(self, place: rules.Lineage, of: AccountRow) -> None:
        """Take what the rule found for an account."""
        self.place, self.of = place, of


@strawberry.type(description="What holds above an account on a day (层级归属, R10–R13).")
class Lineage:
    """Reads `Placed`."""

    @field(description="The day (日期).")
    @staticmethod
    def day(parent: Parent[Placed]) -> date:
        return parent.place.day

    @field(description="What the account is on the day (角色).")
    @staticmethod
    def role(parent: Parent[Placed]) -> Role:
        return parent.place.role

    @field(
        description="The accounts above it (上级账号), nearest first; Aliyun is not among them.",
        graphql_type=list[AnAccount],
    )
    @batched
    @staticmethod
    async def above(places: Sequence[Placed]) -> list[list[AccountRow | None]]:
        found = iter(await reached((each.of, uid) for each in places for uid in each.place.above))
        return [list(islice(found, len(each.place.above))) for each in places]

    @field(description="The partner it is linked to (合作伙伴).", graphql_type=MaybeAccount)
    @batched
    @staticmethod
    async def partner(places: Sequence[Placed]) -> list[AccountRow | None]:
        return await reached((each.of, each.place.partner) for each in places)

    @field(
        description="The tier-1 (一级服务商) above it, or above its partner.",
        graphql_type=MaybeAccount,
    )
    @batched
    @staticmethod
    async def tier1(places: Sequence[Placed]) -> list[AccountRow | None]:
        return await reached((each.of, each.place.tier1) for each in places)

    @field(description="Its own standing (合作伙伴身份).", graphql_type=Standing | None)
    @staticmethod
    def standing(parent: Parent[Placed]) -> Held[model.Standing] | None:
        held = on(parent.of.known.standings(parent.of.key), parent.place.day)
        return None if held is None else Held(held, parent.of)

    @field(description="The link to its partner (关联关系).", graphql_type=MaybeLink)
    @staticmethod
    def link(parent: Parent[Placed]) -> Held[model.Link] | None:
        if parent.place.link is None:
            return None
        held = on(parent.of.known.links(parent.of.key), parent.place.day)
        return None if held is None else Held(held, parent.of)

    @field(
        description="The tier link (城市服务商归属) of the account, or of its partner.",
        graphql_type=MaybeTierLink,
    )
    @staticmethod
    def tier_link(parent: Parent[Placed]) -> Held[model.TierLink] | None:
        city = parent.place.partner or parent.of.key
        held = on(parent.of.known.tier_links(city), parent.place.day)
        return None if held is None else Held(held, parent.of)

    @field(description="What this rests on (依据).", graphql_type=Trace)
    @staticmethod
    def trace(parent: Parent[Placed]) -> model.Trace:
        return parent.place.trace


@strawberry.type
class AccountPlace(AccountRow):
    """The account in the hierarchy on the day asked about."""

    @field(description="What it is on the day (角色): derived, never stored.")
    async def role(self) -> Role:
        return (await self.placed()).role

    @field(description="Its state on the day (账号状态, Q9).")
    def lifecycle(self) -> Lifecycle:
        return self.state().lifecycle

    @field(description="Whether it stands on its own (独立身份, R18).")
    def identity(self) -> Identity:
        return self.state().identity

    @field(
        description="The partner last linked to (原合作伙伴), while conversion is pending.",
        graphql_type=MaybeAccount,
    )
    @batched
    @staticmethod
    async def former_partner(accounts: "Sequence[AccountPlace]") -> list[AccountRow | None]:
        return await reached((each, each.state().former_partner) for each in accounts)

    @field(
        description="The partner (合作伙伴) it is linked to on the day.",
        graphql_type=MaybeAccount,
    )
    @batched
    @staticmethod
    async def partner(accounts: "Sequence[AccountPlace]") -> list[AccountRow | None]:
        return await reached((each, each.placed_on().partner) for each in accounts)

    @field(
        description="The tier-1 (一级服务商) above it on the day, or above its partner.",
        graphql_type=MaybeAccount,
    )
    @batched
    @staticmethod
    async def tier1(accounts: "Sequence[AccountPlace]") -> list[AccountRow | None]:
        return await reached((each, each.placed_on().tier1) for each in accounts)

    @field(description="All that holds above it on the day (层级归属).", graphql_type=Lineage)
    async def lineage(self) -> Placed:
        return Placed(await self.placed(), self)

    def placed_on(self) -> rules.Lineage:
        """Its lineage on the day, whatever stands below it."""
        return lineage(self.known, self.key, self.scope.moment.as_of)

    def state(self) -> State:
        """Lifecycle and identity on the day."""
        return state_on(self.known, self.key, self.scope.moment.as_of)
