"""Accounts by text and by what they are on the day: candidates are fetched, rules thin them out."""

import asyncio
from bisect import bisect_right
from collections.abc import Sequence
from typing import Annotated

import strawberry
from msgspec import Struct
from strawberry import UNSET, field

from graph.model import ALIYUN, Uid
from graph.rules.lifecycle import Lifecycle
from graph.rules.lineage import Role
from graph.store.facts import Page
from resolvers.account import Account
from resolvers.context import Asked
from resolvers.filled import Fetch, filled
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.paging import (
    DEFAULT_FIRST,
    After,
    First,
    Paged,
    Shown,
    cursor,
    page_size,
    position,
    shown,
)

LIST = "accounts"


@strawberry.input(description="What the accounts have to be on the day (筛选); all that is given.")
class AccountFilter:
    """Decided by rules, so a page may look at more accounts than it gives."""

    role: Role | None = field(default=UNSET, description="Their role (角色).")
    lifecycle: Lifecycle | None = field(default=UNSET, description="Their state (账号状态).")
    partner: str | None = field(default=UNSET, description="Uid of their partner (合作伙伴).")
    tier1: str | None = field(
        default=UNSET,
        description="Uid of the tier-1 (一级服务商) above, directly or over a city partner.",
    )


@strawberry.type(description="An account in a list (条目).")
class AccountEdge:
    """One account."""

    cursor: str = field(description="Where it stands in the list (游标).")
    node: Account = field(description="The account (账号).")


@strawberry.type(description="Accounts that fit (账号列表), by uid.")
class AccountConnection(Paged):
    """Reads `Shown[AccountEdge]`."""

    edges: list[AccountEdge] = field(description="The accounts (条目).")


Text = Annotated[
    str | None,
    strawberry.argument(
        description=(
            "The beginning of a uid, a whole external id, or a part of a name in capital or small"
            " letters (搜索词); all accounts if left out."
        )
    ),
]
Wanted = Annotated[
    AccountFilter | None, strawberry.argument(description="What they have to be (筛选).")
]


@strawberry.type
class AccountSearchQueries:
    """Accounts that are not named by their uid."""

    @field(
        description="Accounts by text and filter (搜索账号), by uid, at the moment.",
        graphql_type=AccountConnection,
    )
    async def accounts(
        self,
        info: Asked,
        search: Text = UNSET,
        filter: Wanted = UNSET,
        first: First = DEFAULT_FIRST,
        after: After = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Shown[AccountEdge]:
        scope = scope_of(info, as_of, known_at, readings)
        asked = _Asked(scope, (search or "").strip(), filter or AccountFilter())
        (begin,) = position(LIST, after)
        page = await filled(asked.source(), asked.fitting, begin, page_size(first))
        edges = [AccountEdge(cursor=cursor(LIST, u), node=a) for u, a in page.found.items()]
        return shown(edges, after, page.next(LIST), page.truncated)


class _Asked(Struct, frozen=True):
    """A search: where its candidates come from, and which of them fit."""

    scope: Scope
    text: str
    filter: AccountFilter

    def source(self) -> Fetch:
        """The narrowest source: below a partner, in a branch, or by text."""
        if self.filter.partner:
            return self._below
        return self._branch if self.filter.tier1 else self._by_text

    async def fitting(self, uids: Sequence[Uid]) -> dict[Uid, Account]:
        """The candidates that fit, in their order."""
        known = await self.scope.asked(uids)
        every = [
            Account(uid=uid, scope=self.scope, known=known)
            for uid in uids
            if uid in known.histories and known.histories[uid].account.is_called(self.text)
        ]
        fits = await asyncio.gather(*(self._fits(each) for each in every))
        return {each.key: each for each, fit in zip(every, fits, strict=True) if fit}

    async def _fits(self, account: Account) -> bool:
        asked = self.filter
        if asked.lifecycle and asked.lifecycle is not account.state().lifecycle:
            return False
        if not (asked.role or asked.partner or asked.tier1):
            return True
        place = await account.placed()
        return (
            (not asked.role or asked.role is place.role)
            and (not asked.partner or asked.partner == place.partner)
            and (not asked.tier1 or asked.tier1 in place.above)
        )

    async def _by_text(self, after: str, size: int) -> Page:
        return await self.scope.facts.search(self.text, after, size)

    async def _below(self, after: str, size: int) -> Page:
        uid = Uid(self.filter.partner or "")
        return (await self.scope.facts.children([uid], after, size))[uid]

    async def _branch(self, after: str, size: int) -> Page:
        tier1 = Uid(self.filter.tier1 or "")
        if tier1 == ALIYUN:  # it is no tier-1, and its branch is the whole store
            return Page((), more=False)
        uids = sorted(await self.scope.facts.branch(tier1))
        begin = bisect_right(uids, after)
        return Page(tuple(uids[begin : begin + size]), more=len(uids) > begin + size)
