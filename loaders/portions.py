"""Accounts with what they pay, some at a time: what is held does not grow with the store."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

from msgspec import Struct

from graph.model import FactId, Payment, Uid
from graph.rules.timeline import Cash
from graph.store import facts
from graph.store.facts import Reader
from graph.store.facts.rows import BATCH

PAYMENTS = 10_000
"""About how many payments are looked at together."""

FEW = 200
"""Accounts that are looked at first, when nothing is known of how much they pay."""


class Portion(Struct, frozen=True):
    """What hangs on some accounts, and what the refunds among it refund; all versions."""

    uids: Sequence[Uid]
    payments: tuple[Payment, ...]
    originals: Mapping[FactId, tuple[Payment, ...]]


async def paid(
    reader: Reader, uids: Sequence[Uid], most: int | None = None
) -> AsyncIterator[Portion]:
    """All payments of accounts, of as many at a time as pay about `most` times, or `PAYMENTS`."""
    at, size = 0, FEW
    while some := uids[at : at + size]:
        found = Portion(some, *await facts.payments(reader, some))
        yield found
        at += size
        number = max(len(found.payments), 1)
        size = max(1, min(BATCH, size * 2, len(some) * (most or PAYMENTS) // number))


async def cash(
    reader: Reader, uids: Sequence[Uid], most: int | None = None
) -> AsyncIterator[tuple[Sequence[Uid], Cash]]:
    """The same with what ever stood above the accounts, and above any that a payment names."""
    async for some in paid(reader, uids, most):
        payments = by_account(some.payments)
        histories = await facts.histories(reader, [*some.uids, *payments])
        yield some.uids, Cash(histories, payments, some.originals)


def by_account(payments: Iterable[Payment]) -> defaultdict[Uid, list[Payment]]:
    """Payments by the account they stand on."""
    found = defaultdict[Uid, list[Payment]](list)
    for each in payments:
        found[each.account].append(each)
    return found
