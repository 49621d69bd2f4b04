"""What is asked for in a measurement: rows that are at hand, and the schema that speaks them.

Neither rules nor the store take part: what is measured is what turns rows into an answer.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, TypeAlias

import strawberry
from msgspec import Meta, Struct, convert, to_builtins

from resolvers.batched import batched

SIZE = 1_000
TWIGS, LEAVES = 20, 50

Int: TypeAlias = Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)]

ACCOUNT = "uid name kind city open level source note partner { uid name tier }"

OPERATIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "a": (f"query ($uid: String!) {{ account(uid: $uid) {{ {ACCOUNT} }} }}", {"uid": "u7"}),
    "b": (f"query ($first: Int!) {{ accounts(first: $first) {{ {ACCOUNT} }} }}", {"first": SIZE}),
    "d": (f"query ($first: Int!) {{ loaded(first: $first) {{ {ACCOUNT} }} }}", {"first": SIZE}),
    "c": ("{ tree { uid twigs { uid leaves { uid name kind city level open } } } }", {}),
}
"""One account with its partner; a page of a thousand, with partners at hand and by a batch loader;
a tree of 1 × 20 × 50."""


class PartnerRow(Struct, frozen=True):
    """A partner as it comes from the store."""

    uid: str
    name: str
    tier: Int


class AccountRow(Struct, frozen=True):
    """An account as it comes from the store."""

    uid: str
    name: str
    kind: str
    city: str
    open: bool
    level: Int
    source: str
    note: str | None
    partner: PartnerRow


class TwigRow(Struct, frozen=True):
    """Some leaves of the tree."""

    uid: str
    leaves: list[AccountRow]


class TreeRow(Struct, frozen=True):
    """The whole tree."""

    uid: str
    twigs: list[TwigRow]


def _account(number: int) -> dict[str, Any]:
    side = number % 9
    return {
        "uid": f"u{number}",
        "name": f"Account {number} of the programme",
        "kind": "AGENCY" if number % 2 else "RESALE",
        "city": "杭州",
        "open": number % 7 > 0,
        "level": number % 5,
        "source": f"ledger/2018/{number}",
        "note": None if number % 3 else f"note {number}",
        "partner": {"uid": f"p{side}", "name": f"合作伙伴 {side}", "tier": number % 3},
    }


ACCOUNTS = convert([_account(number) for number in range(SIZE)], list[AccountRow])
PARTNERS = {each.partner.uid: each.partner for each in ACCOUNTS}
BY_UID = {each.uid: each for each in ACCOUNTS}
TREE = TreeRow(
    "root",
    [TwigRow(f"t{at}", ACCOUNTS[at * LEAVES : (at + 1) * LEAVES]) for at in range(TWIGS)],
)


@strawberry.type
class Partner:
    """Reads `PartnerRow`."""

    uid: str
    name: str
    tier: int


@strawberry.type
class Account:
    """Reads `AccountRow`."""

    uid: str
    name: str
    kind: str
    city: str
    open: bool
    level: int
    source: str
    note: str | None
    partner: Partner


@strawberry.type
class Loaded:
    """Reads `AccountRow`, and fetches its partner together with those of all others."""

    uid: str
    name: str
    kind: str
    city: str
    open: bool
    level: int
    source: str
    note: str | None

    @strawberry.field(graphql_type=Partner)
    @batched
    @staticmethod
    async def partner(accounts: Sequence[AccountRow]) -> list[PartnerRow]:
        """Partners of accounts."""
        return [PARTNERS[each.partner.uid] for each in accounts]


@strawberry.type
class Twig:
    """Reads `TwigRow`."""

    uid: str
    leaves: list[Account]


@strawberry.type
class Tree:
    """Reads `TreeRow`."""

    uid: str
    twigs: list[Twig]


@strawberry.type
class Query:
    """What is measured."""

    @strawberry.field(graphql_type=Account | None)
    async def account(self, uid: str) -> AccountRow | None:
        """One account."""
        return BY_UID.get(uid)

    @strawberry.field(graphql_type=list[Account])
    async def accounts(self, first: int) -> list[AccountRow]:
        """A page of accounts."""
        return ACCOUNTS[:first]

    @strawberry.field(graphql_type=list[Loaded])
    async def loaded(self, first: int) -> list[AccountRow]:
        """A page of accounts whose partners have to be fetched."""
        return ACCOUNTS[:first]

    @strawberry.field(graphql_type=Tree)
    async def tree(self) -> TreeRow:
        """The tree."""
        return TREE


SCHEMA = strawberry.Schema(Query)


class Sitting(Struct):
    """A context as the door knows it, over rows at hand."""

    revision: int = 1
    statements: int = 0

    @property
    def facts(self) -> "Sitting":
        """Itself: no facts have to be fetched."""
        return self


async def sit(_at: datetime, _seen: int, _caller: object) -> Sitting:
    """A context for a request."""
    return Sitting()


def now() -> datetime:
    """An instant; nothing that is measured looks at it."""
    return datetime(2018, 5, 1, tzinfo=UTC)


def plain() -> dict[str, Any]:
    """All rows as plain values, for contenders in other languages."""
    return {"accounts": to_builtins(ACCOUNTS), "tree": to_builtins(TREE)}
