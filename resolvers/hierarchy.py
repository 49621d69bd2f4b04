"""The tree below an account, as pages of one list: each account is followed by those below it."""

from typing import Annotated

import strawberry
from msgspec import Struct
from strawberry import UNSET, Parent, field

from graph import model
from graph.model import ALIYUN, Uid
from graph.rules.below import Kind
from graph.rules.refusal import Code
from resolvers.account import Account
from resolvers.account_queries import find_account
from resolvers.account_row import AccountRow
from resolvers.context import Asked
from resolvers.enums import Truncation
from resolvers.errors import error, invalid
from resolvers.held import Held
from resolvers.link import Link, TierLink
from resolvers.moment import AsOf, Chosen, KnownAt, scope_of
from resolvers.paging import (
    DEFAULT_FIRST,
    After,
    First,
    Paged,
    PageInfo,
    cursor,
    page_size,
    position,
    shown,
)
from resolvers.walk import MAX_DEPTH, Path, Step, Tree


class Entry(Struct, frozen=True):
    """A step of the walk with its cursor, and whether the walk left accounts out below it."""

    cursor: str
    step: Step
    deeper: bool


@strawberry.type(description="An account in the tree (层级条目).")
class HierarchyEntry:
    """Reads `Entry`."""

    cursor: str = field(description="Where it stands in the list (游标).")
    deeper: bool = field(
        description="Whether accounts stand below it that the depth asked for left out (仍有下级)."
    )

    @field(description="The account (账号).", graphql_type=Account)
    @staticmethod
    def account(parent: Parent[Entry]) -> AccountRow:
        return parent.step.below.account

    @field(description="Rungs below the root (层级), from 1.")
    @staticmethod
    def depth(parent: Parent[Entry]) -> int:
        return len(parent.step.path)

    @field(name="parent", description="Uid of the account it stands below (上级 UID).")
    @staticmethod
    def above(parent: Parent[Entry]) -> str:
        return parent.step.above

    @field(description="What it is to the account above (下级类型).")
    @staticmethod
    def kind(parent: Parent[Entry]) -> Kind:
        return parent.step.below.rung.kind

    @field(
        description="The link (关联关系) by which a customer stands there.",
        graphql_type=Link | None,
    )
    @staticmethod
    def link(parent: Parent[Entry]) -> Held[model.Dated] | None:
        return parent.step.held(Kind.CUSTOMER)

    @field(
        description="The tier link (城市服务商归属) by which a city partner stands there.",
        graphql_type=TierLink | None,
    )
    @staticmethod
    def tier_link(parent: Parent[Entry]) -> Held[model.Dated] | None:
        return parent.step.held(Kind.CITY_PARTNER)


@strawberry.type(
    description=(
        "A page of the tree below an account (层级结构). `truncatedReason` is PAGE_LIMIT or"
        " SCAN_LIMIT while pages follow, and DEPTH_LIMIT where an entry of this page has `deeper`."
    )
)
class Hierarchy(Paged):
    """All pages together are every account below the root, each once."""

    root: Account = field(
        description="The account at the top (根账号); it is not among the entries."
    )
    entries: list[HierarchyEntry] = field(description="The accounts, each after its parent (条目).")


class _Shown(Struct, frozen=True):
    """What `Hierarchy` reads."""

    root: Account
    entries: list[Entry]
    page_info: PageInfo
    complete: bool
    truncated_reason: Truncation | None


@strawberry.type
class HierarchyQueries:
    """The tree."""

    @field(
        description=(
            "The tree (层级结构) below an account on the day, page by page: by uid on each rung,"
            " each account followed by those below it. ACCOUNT_UNKNOWN if the root does not exist."
        ),
        graphql_type=Hierarchy,
    )
    async def hierarchy(
        self,
        info: Asked,
        uid: Annotated[
            str,
            strawberry.argument(name="root", description="Uid of the account at the top (根账号)."),
        ] = ALIYUN,
        depth: Annotated[
            int, strawberry.argument(description="Rungs to go down (层数), from 1 to 3.")
        ] = MAX_DEPTH,
        first: First = DEFAULT_FIRST,
        after: After = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> _Shown:
        if not 1 <= depth <= MAX_DEPTH:
            raise invalid(f"depth from 1 to {MAX_DEPTH}", depth)
        top = await find_account(scope_of(info, as_of, known_at, readings), uid)
        if top is None:
            raise error(Code.ACCOUNT_UNKNOWN, f"expected the uid of an account, got {uid[:80]!r}")
        return await _page(Tree(top, depth), after, page_size(first))


async def _page(tree: Tree, after: str | None, first: int) -> _Shown:
    name = f"hierarchy:{tree.top.uid}"
    begin = position(name, after, MAX_DEPTH + 1)
    walked = await tree.walk(_path(begin), first, inside=not begin[-1])
    deeper = await tree.deeper(walked.steps)
    entries = [Entry(_cursor(name, s.path), s, s.path in deeper) for s in walked.steps]
    end = _cursor(name, walked.end, skip=walked.skip) if walked.truncated else None
    page = shown(entries, after, end, walked.truncated)
    reason = walked.truncated or (Truncation.DEPTH_LIMIT if deeper else None)
    return _Shown(tree.top, entries, page.page_info, reason is None, reason)


def _cursor(name: str, path: Path, *, skip: bool = False) -> str:
    padded = (*path, *("",) * (MAX_DEPTH - len(path)))
    return cursor(name, *padded, "skip" if skip else "")


def _path(position: tuple[str, ...]) -> Path:
    return tuple(Uid(each) for each in position[:MAX_DEPTH] if each)
