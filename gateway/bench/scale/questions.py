"""The questions of the table of goals, with other ids for each time one is put."""

from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any, TypeAlias

import orjson
from msgspec import Struct

from gateway.bench.scale import texts
from gateway.bench.scale.sitting import Sitting, Taken
from gateway.bench.scale.size import Size, name, partner_of, uid
from gateway.bench.scale.structure import external
from graph.model import Uid
from resolvers.node import global_id
from resolvers.paging import cursor

Given: TypeAlias = Callable[[Size, int], dict[str, Any]]
"""The variables for a turn; turn 0, 1, 2 … each ask for something else where they can."""

STEP = 7_919
"""From one turn's account to the next one's: far apart, and no two alike."""


class Question(Struct, frozen=True):
    """One line of the table; `goal` is the p50 in ms that is to be kept, asked cold or warm."""

    name: str
    text: str
    given: Given
    goal: float | None = None
    before: Callable[[Sitting, dict[str, Any]], Awaitable[dict[str, Any]]] | None = None

    async def put(self, sitting: Sitting, size: Size, turn: int) -> Taken:
        """Ask it, and tell what that took; what has to be known before is not counted."""
        variables = self.given(size, turn)
        if self.before is not None:
            variables = await self.before(sitting, variables)
        return (await sitting.answer(self.text, variables))[1]


def customer(size: Size, turn: int) -> int:
    """The number of a customer, another one each turn."""
    return size.partners + (turn * STEP + 17) % size.accounts


def _customer(size: Size, turn: int) -> dict[str, Any]:
    return {"uid": uid(customer(size, turn))}


def _hundred(size: Size, turn: int) -> dict[str, Any]:
    numbers = (customer(size, turn * 100 + at) for at in range(100))
    return {"ids": [global_id("Account", uid(number)) for number in numbers]}


def _crowd(part: float) -> Given:
    def given(size: Size, turn: int) -> dict[str, Any]:
        after = _after(crowd(size), part, turn)
        return {"uid": uid(0), "after": after and cursor(f"children:{uid(0)}", after)}

    return given


def _accounts(part: float) -> Given:
    def given(size: Size, turn: int) -> dict[str, Any]:
        after = _after(everybody(size), part, turn)
        return {"after": after and cursor("accounts", after)}

    return given


def _after(uids: list[Uid], part: float, turn: int) -> str | None:
    """The uid behind which a page begins; pages move a little with each turn."""
    at = int(part * (len(uids) - 101)) - (turn if part == 1 else -turn)
    return uids[min(at, len(uids) - 2)] if at > 0 else None


@cache
def everybody(size: Size) -> list[Uid]:
    """All uids, in order."""
    return sorted(uid(number) for number in range(size.every))


@cache
def crowd(size: Size) -> list[Uid]:
    """The customers of the first tier-1 itself, in order."""
    numbers = range(size.partners, size.partners + size.crowd)
    return sorted(uid(number) for number in numbers if partner_of(size, number) == 0)


def _search(what: Callable[[int], str]) -> Given:
    def given(size: Size, turn: int) -> dict[str, Any]:
        return {"search": what(customer(size, turn))}

    return given


def _cut(number: int) -> dict[str, Any]:
    days = {"on": "2026-10-01", "decidedOn": "2026-09-01", "noticeReceivedOn": "2026-09-01"}
    return {"uid": uid(number), "ground": "PARTNER_EXIT", **days}


async def _planned(sitting: Sitting, variables: dict[str, Any]) -> dict[str, Any]:
    said, _ = await sitting.answer(texts.PLAN, variables)
    plan = orjson.loads(said)["detachmentPreview"]
    acts = {"idempotencyKey": f"bench-{plan['planHash']}", "dryRun": True, "reason": "bench"}
    given = variables["input"]
    return {"input": acts | {"detachment": given, "planHash": plan["planHash"]}}


def _late(size: Size, turn: int) -> dict[str, Any]:
    """The thousand customers below the second tier-1, who left a year ago as is learnt now."""
    first = size.partners + size.crowd
    rows = [
        {"account": uid(number), "effectiveOn": "2025-11-01"}
        for number in range(first, first + size.branch)
    ]
    acts = {"idempotencyKey": f"late-{turn}", "dryRun": True, "reason": "bench", "rows": rows}
    return {"input": acts}


def _month(partner: int | None) -> Given:
    def given(_size: Size, turn: int) -> dict[str, Any]:
        month = f"{2025 + turn % 12 // 10}-{(turn + 2) % 12 + 1:02}"
        return {"month": month} if partner is None else {"month": month, "partner": uid(partner)}

    return given


def _year(_size: Size, turn: int) -> dict[str, Any]:
    return {"partner": uid(1 + turn % 2)}


def _plan(_size: Size, _turn: int) -> dict[str, Any]:
    return {"input": _cut(1)}


def _beginning(number: int) -> str:
    return name(number)[:12]


def _part(number: int) -> str:
    """From the middle of the second word to the end: there is one such name."""
    return name(number).split(" ", 1)[1][2:]


QUESTIONS = (
    Question("lineage of an account", texts.LINEAGE, _customer, 5),
    Question("liability trace of an account", texts.LIABILITY, _customer, 5),
    Question("liability of 100 accounts", texts.LIABILITIES, _hundred, 60),
    Question("month statement of a tier-1", texts.STATEMENT, _month(1), 10),
    Question("totals of the root", texts.TOTALS, _month(None), 10),
    Question("twelve months of a tier-1", texts.YEAR, _year, 25),
    Question("children of a supernode, first page", texts.CHILDREN, _crowd(0), 15),
    Question("children of a supernode, a page within", texts.CHILDREN, _crowd(0.5), 15),
    Question("children of a supernode, last page", texts.CHILDREN, _crowd(1), 15),
    Question("search by uid", texts.SEARCH, _search(uid), 10),
    Question("search by the beginning of a uid", texts.SEARCH, _search(lambda n: uid(n)[:12]), 10),
    Question("search by external id", texts.SEARCH, _search(external), 10),
    Question("search by the beginning of a name", texts.SEARCH, _search(_beginning), 10),
    Question("search by a part of a name", texts.SEARCH, _search(_part), 60),
    Question("search by two letters", texts.SEARCH, _search(lambda n: name(n)[1:3]), 60),
    Question("search in vain", texts.SEARCH, _search(lambda n: f"nowhere {n}"), 60),
    Question("all accounts, first page", texts.ACCOUNTS, _accounts(0), 20),
    Question("all accounts, a page within", texts.ACCOUNTS, _accounts(0.5), 20),
    Question("all accounts, last page", texts.ACCOUNTS, _accounts(1), 20),
    Question("detachment plan of a tier-1", texts.PLAN, _plan, 150),
    Question("detachment of a tier-1, executed", texts.EXECUTE, _plan, 1_500, _planned),
    Question("late correction of 1,000 accounts", texts.LATE, _late, 5_000),
    Question("exposure sweep, first page", texts.SWEEP, lambda _size, _turn: {}, 50),
)
"""In the order of the issue that set the goals."""
