"""What stands directly below an account: its city partners and customers, the partners of Aliyun.

The same rungs as in the lineage, seen from above (R12, R13, CA 1.4, FA 2.1.6).
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.model import ALIYUN, Dated, Uid
from graph.rules.lineage import lineage
from graph.rules.standing import Effect, Known
from graph.rules.standing import on as holding


class Kind(StrEnum):
    """What an account is to the one it stands directly below."""

    CITY_PARTNER = "CITY_PARTNER"
    CUSTOMER = "CUSTOMER"
    PARTNER = "PARTNER"


class Rung(Struct, frozen=True):
    """By what an account stands below another, and whether it does so on the day asked about."""

    kind: Kind
    effect: Effect[Dated]
    live: bool


def rung(known: Known, above: Uid, below: Uid, day: date, *, ended: bool = False) -> Rung | None:
    """The rung from `below` up to `above` on a day; None if there is none.

    With `ended`, else the last one that ended by that day.
    """
    rungs = _rungs(known, above, below, day)
    if nearest(known, below, day) == above:
        return next((each for each in rungs if day in each.effect.interval), None)
    if not ended:
        return None
    over = [each for each in rungs if day not in each.effect.interval]
    last = max(over, key=lambda each: each.effect.interval.start, default=None)
    return None if last is None else Rung(last.kind, last.effect, live=False)


def nearest(known: Known, uid: Uid, day: date) -> Uid | None:
    """The account directly above one on a day; None for Aliyun and where nothing holds."""
    found = lineage(known, uid, day)
    if found.above:
        return found.above[0]
    return ALIYUN if found.standing is not None else None


def has_city_partner(known: Known, uid: Uid, day: date) -> bool:
    """Whether a tier link ends in this account on a day, among the accounts known (CA 1.4)."""
    held = (holding(known.tier_links(city), day) for city in known.histories)
    return any(tier is not None and tier.fact.tier1 == uid for tier in held)


def _rungs(known: Known, above: Uid, below: Uid, day: date) -> list[Rung]:
    """All by which one ever stood directly below the other, if they began by the day."""
    tiers = [each for each in known.tier_links(below) if each.fact.tier1 == above]
    links = [each for each in known.links(below) if each.fact.partner == above]
    standings = known.standings(below) if above == ALIYUN else ()
    return [
        *_begun(Kind.CITY_PARTNER, tiers, day),
        *_begun(Kind.CUSTOMER, links, day),
        *_begun(Kind.PARTNER, standings, day),
    ]


def _begun(kind: Kind, effects: Iterable[Effect[Dated]], day: date) -> list[Rung]:
    return [Rung(kind, each, live=True) for each in effects if each.interval.start <= day]
