"""Payments of accounts between two days."""

from collections.abc import Iterable
from datetime import date

from graph.model import FactId, Payment, Uid
from graph.store.cypher import statement
from graph.store.facts.rows import Reader, facts

AFTER_ALL_DAYS = "~"
"""Sorts after every day as it is stored."""


async def payments(
    reader: Reader,
    uids: Iterable[Uid],
    first: date = date.min,
    end: date | None = None,
    refunds: date | None = None,
) -> tuple[tuple[Payment, ...], dict[FactId, tuple[Payment, ...]]]:
    """Payments paid or used from `first` to the day before `end` (None: ever), in all versions.

    Refunds too that were paid from `refunds` on, if that is earlier. Beside them the originals of
    all that are refunds (Q14), each in all versions too: a second statement, sent only when there
    is a refund.
    """
    span = {
        "first": first.isoformat(),
        "end": end.isoformat() if end else AFTER_ALL_DAYS,
        "refunds": (refunds or first).isoformat(),
    }
    found = await reader.run(statement("payments"), ids=list(uids), **span)
    return await _with_originals(reader, facts(Payment, found[0]["payments"]))


async def payments_since(
    reader: Reader, uids: Iterable[Uid], first: date
) -> tuple[tuple[Payment, ...], dict[FactId, tuple[Payment, ...]]]:
    """Payments paid from a day on, and refunds of any day, since they follow what they refund.

    Beside them the originals, as above.
    """
    found = await reader.run(statement("payments_since"), ids=list(uids), first=first.isoformat())
    return await _with_originals(reader, facts(Payment, found[0]["payments"]))


async def _with_originals(
    reader: Reader, paid: tuple[Payment, ...]
) -> tuple[tuple[Payment, ...], dict[FactId, tuple[Payment, ...]]]:
    refunded = {each.refund_of for each in paid if each.refund_of is not None}
    if not refunded:
        return paid, {}
    originals: dict[FactId, tuple[Payment, ...]] = {}
    for each in await payments_by_id(reader, refunded):
        originals[each.id] = (*originals.get(each.id, ()), each)
    return paid, originals


async def payments_by_id(reader: Reader, ids: Iterable[FactId]) -> tuple[Payment, ...]:
    """All versions of the payments asked for."""
    found = await reader.run(statement("payments_by_id"), ids=list(ids))
    return facts(Payment, found[0]["payments"])


async def refunds_on(
    reader: Reader, uids: Iterable[Uid], ids: Iterable[FactId]
) -> tuple[Payment, ...]:
    """All versions of the refunds of some payments that are on these accounts."""
    given = {"accounts": list(uids), "ids": list(ids)}
    found = await reader.run(statement("refunds_on"), **given)
    return facts(Payment, found[0]["payments"])
