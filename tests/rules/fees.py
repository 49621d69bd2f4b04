"""A month's service fee asked of a ladder, and schedules to ask it by."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from graph.model import Fen, Month, Trace, Uid
from graph.rules import fees
from graph.rules.fees.schedule import Announcement, Schedule, Table, Tier
from graph.rules.refusal import Refusal
from graph.rules.standing import Known
from tests.rules.asked import Asked

SAMPLE = fees.sample()


def asked_for(
    asked: Asked, partner: str = "t1", month: str = "2018-03", schedule: Schedule = SAMPLE
) -> fees.Fee | Refusal:
    """The service fee of a partner, or why there is no telling."""
    known = Known(asked.histories, asked.moment)
    payments, months = asked.world.payments, Month.parse(month)
    return fees.fee(known, payments, asked.payments, months, Uid(partner), schedule)


def fee(
    asked: Asked, partner: str = "t1", month: str = "2018-03", schedule: Schedule = SAMPLE
) -> fees.Fee:
    """The service fee; its lines add up, and its trace is that of the moment."""
    found = asked_for(asked, partner, month, schedule)
    assert isinstance(found, fees.Fee)
    assert sum(line.fen for line in found.lines) == found.fen
    assert found.lines == () or sum(line.base for line in found.lines) == found.base
    return proven(asked, found, found.trace)


def proven(asked: Asked, found: Any, trace: Trace) -> Any:
    """The same; the clauses, readings and facts of its trace are looked at (I9)."""
    return asked._proven(found, trace)  # noqa: SLF001 - the look at every trace


def yuan(asked: Asked, partner: str = "t1", month: str = "2018-03", **more: Schedule) -> float:
    """The fee in yuan."""
    return fee(asked, partner, month, **more).fen / 100


def tiered(*tiers: tuple[int, int]) -> Schedule:
    """The sample with other tiers: from so many yuan on so many basis points."""
    rows = tuple(Tier(Fen(start * 100), rate) for start, rate in tiers)
    return replace(SAMPLE, tables=(Table(Month(2017, 4), None, "test", rows),))


def announcing(*announcements: tuple[str, str, str]) -> Schedule:
    """The sample with other announcements: day, products that count, products that don't."""
    rows = tuple(
        Announcement(date.fromisoformat(day), "test", frozenset(yes.split()), frozenset(no.split()))
        for day, yes, no in announcements
    )
    return replace(SAMPLE, announcements=rows)
