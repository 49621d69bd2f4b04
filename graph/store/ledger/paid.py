"""Payments as they are stored, a list for each property: they come by the thousand."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from graph.model import Payment, Uid
from graph.store.facts.rows import instant

MANY = 1_000
"""Payments written with one statement: no engine is quicker with more, and one that has just been
started, on a busy machine, may take longer for 5,000 than a statement may."""

_instant = lru_cache(maxsize=4)(instant)
"""The instants of a commit are all but one the same."""


def columns(payments: Sequence[Payment]) -> dict[str, list[Any]]:
    """Every property of some payments, in their order: what `write.row` says, and their days."""
    return {
        "key": [each.key for each in payments],
        "id": [each.id for each in payments],
        "version": [each.version for each in payments],
        "recordedAt": [_instant(each.recorded_at) for each in payments],
        "recordedIn": [each.recorded_in for each in payments],
        "supersededAt": [_if_any(each.superseded_at) for each in payments],
        "supersededIn": [each.superseded_in for each in payments],
        "recordedBy": [each.recorded_by for each in payments],
        "source": [each.source for each in payments],
        "account": [each.account for each in payments],
        "paidAt": [instant(each.paid_at) for each in payments],
        "fen": [each.fen for each in payments],
        "product": [each.product for each in payments],
        "feeEligible": [each.fee_eligible for each in payments],
        "voucherFen": [each.voucher_fen for each in payments],
        "consumedFrom": [_day(each.consumed_from) for each in payments],
        "consumedTo": [_day(each.consumed_to) for each in payments],
        "refundOf": [each.refund_of for each in payments],
        "day": [each.day.isoformat() for each in payments],
    }


def places(payments: Iterable[Payment]) -> list[tuple[Uid, list[int]]]:
    """The accounts that paid, each with the places of its payments among all."""
    found = dict[Uid, list[int]]()
    for at, each in enumerate(payments):
        found.setdefault(each.account, []).append(at)
    return list(found.items())


def _if_any(at: datetime | None) -> str | None:
    return None if at is None else _instant(at)


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()
