"""The brute-force detachment: the world before and after, and what has no effect any more."""

from dataclasses import dataclass
from datetime import date

import msgspec

from graph.model import Dated, Uid, World
from tests.property.oracle import DAY, Seen, pending

Edge = tuple[str, Uid]


@dataclass
class Detached:
    """Edges that end on a day, and what becomes of the customer accounts."""

    edges: set[Edge]
    accounts: dict[Uid, str]
    after: Seen


def release(seen: Seen, city: Uid, day: date) -> Detached:
    """A city partner released on a day: its tier link is ended, and the rest must follow.

    What carries on the stay, or renews the standing while it lasts, is ended with it (R04, R116).
    """
    today = seen.on(day)
    gone: list[Dated] = [today.tier[city]]
    each = day
    while each <= seen.last and city in today.standing:
        now = seen.on(each)
        if city not in now.standing or city not in now.tier:
            break
        if now.tier[city].tier1 != today.tier[city].tier1:
            break
        gone += [row for row in (now.tier[city], now.standing[city]) if row.valid_from > day]
        each += DAY
    return _compared(seen, day, gone)


def standing_lost(seen: Seen, uid: Uid, day: date) -> Detached:
    """A partner loses standing; its city partners and customers are let go the same day.

    Rows that would only begin on the day are no part of it: they never take effect.
    """
    today = seen.on(day)
    gone: list[Dated] = [today.standing[uid]]
    gone += [row for row in today.tier.values() if uid in (row.tier1, row.city)]
    gone += [row for row in today.link.values() if row.partner == uid]
    return _compared(seen, day, [row for row in gone if row.valid_from < day])


def left(seen: Seen, customer: Uid, day: date) -> Detached:
    """A customer account leaves its partner."""
    return _compared(seen, day, [seen.on(day).link[customer]])


def _compared(seen: Seen, day: date, gone: list[Dated]) -> Detached:
    after = Seen(_ended(seen.world, gone, day), seen.known_at, seen.readings)
    lost = edges(seen, day) - edges(after, day)
    accounts = {
        uid: "PENDING_CONVERSION" if pending(after, uid, day) else "ORDINARY"
        for kind, uid in lost
        if kind == "LINK"
    }
    return Detached(lost, accounts, after)


def edges(seen: Seen, day: date) -> set[Edge]:
    """Every edge that has effect on a day; CITY standing is what the tier link gives (I5)."""
    today = seen.on(day)
    return (
        {("PARTNER", uid) for uid in today.standing}
        | {("CITY", uid) for uid in today.tier}
        | {("TIER", uid) for uid in today.tier}
        | {("LINK", uid) for uid in today.link}
    )


def _ended(world: World, gone: list[Dated], day: date) -> World:
    """The world with certain rows ended on a day, as if it had always been known."""
    keys = {row.key for row in gone}

    def cut(row: Dated) -> Dated:
        return msgspec.structs.replace(row, valid_to=day) if row.key in keys else row

    return msgspec.structs.replace(
        world,
        standings=tuple(cut(row) for row in world.standings),
        tier_links=tuple(cut(row) for row in world.tier_links),
        links=tuple(cut(row) for row in world.links),
    )
