"""A second recomputation, by brute force: one day after another, straight from the contracts.

It shares no line with `graph.rules`: where the rules cut intervals, this walks through every day
of a world and carries what holds today into tomorrow. Slow and plain on purpose.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar

from graph.model import (
    AccountCondition,
    Condition,
    Dated,
    Fact,
    Link,
    LinkType,
    PartyId,
    Readings,
    Standing,
    TierLink,
    Uid,
    World,
)

DAY = timedelta(days=1)
F = TypeVar("F", bound=Fact)


@dataclass
class Today:
    """What has effect on one day: one standing, tier link and link an account at most."""

    standing: dict[Uid, Standing] = field(default_factory=dict)
    tier: dict[Uid, TierLink] = field(default_factory=dict)
    link: dict[Uid, Link] = field(default_factory=dict)


class Seen:
    """A world as it was known at an instant, read by certain readings, day by day."""

    def __init__(self, world: World, known_at: datetime, readings: Readings) -> None:
        """Pick the versions known, and walk through the days."""
        self.world, self.known_at, self.readings = world, known_at, readings
        self.standings = self.known(world.standings)
        self.tiers = self.known(world.tier_links)
        self.links = self.known(world.links)
        self.conditions = self.known(world.conditions)
        self.owner: dict[Uid, PartyId] = {a.uid: a.owner for a in self.known(world.accounts)}
        self.days: dict[date, Today] = {}
        self.ended: dict[Uid, list[tuple[date, Link]]] = {}
        self._walk()

    def known(self, facts: Iterable[F]) -> list[F]:
        """The versions recorded by then and not yet superseded."""
        at = self.known_at
        return [
            fact
            for fact in facts
            if fact.recorded_at <= at and (fact.superseded_at is None or at < fact.superseded_at)
        ]

    def on(self, day: date) -> Today:
        """What has effect on a day; beyond the days walked nothing begins or ends."""
        if day < self.first:
            return Today()
        return self.days[min(day, self.last)]

    def _walk(self) -> None:
        rows: list[Dated] = [*self.standings, *self.tiers, *self.links]
        marks = [mark for row in rows for mark in (row.valid_from, row.valid_to) if mark]
        self.first, self.last = min(marks, default=date.max), max(marks, default=date.min)
        dead: set[str] = set()
        day, today = self.first, Today()
        while day <= self.last:
            today = self._morning(day, today, dead)
            self.days[day] = today
            day += DAY

    def _morning(self, day: date, before: Today, dead: set[str]) -> Today:
        """One more day: `dead` are the rows, still open on paper, that have no effect any more."""
        on_paper = [row for row in self.standings if _holds(row, day)]
        standing_on_paper = {row.account for row in on_paper}
        expired = {
            row.account
            for row in self.standings
            if row.valid_to == day and row.end_cause == "EXPIRED"
        }
        tier: dict[Uid, TierLink] = {}
        for row in self.tiers:
            if not _holds(row, day) or row.id in dead:
                continue
            lost = not {row.city, row.tier1} <= standing_on_paper
            automatic = self.readings.chosen("Q7") == "AUTOMATIC" and lost
            if automatic or (row.city in expired and row.valid_from < day):
                dead.add(row.id)
            else:
                tier[row.city] = row
        self._release(day, before, tier, dead)
        for city, row in tier.items():
            alive = any(each.account == city and each.id not in dead for each in on_paper)
            if row.valid_from == day and not alive:
                dead -= {each.id for each in self.standings if each.account == city}
        standing = {row.account: row for row in on_paper if row.id not in dead}
        link = {r.account: r for r in self.links if _holds(r, day) and r.id not in dead}
        for account, old in before.link.items():
            if link.get(account) is not old:
                self.ended.setdefault(account, []).append((day, old))
        return Today(standing, tier, link)

    def _release(self, day: date, before: Today, tier: dict[Uid, TierLink], dead: set[str]) -> None:
        """Who had a tier link yesterday and not today loses standing and customers (R106)."""
        for city, old in before.tier.items():
            now = tier.get(city)
            if now is old or (now and now.tier1 == old.tier1 and now.valid_from == day):
                continue
            rows = [row for row in self.standings if row.account == city]
            rows += [row for row in self.links if row.partner == city]
            dead |= {row.id for row in rows if row.valid_from < day}


def _holds(row: Dated, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day < row.valid_to)


def above(seen: Seen, uid: Uid, day: date) -> tuple[Uid, ...]:
    """The chain above an account, nearest first."""
    today = seen.on(day)
    chain: list[Uid] = []
    if uid in today.link and uid not in today.standing:
        chain.append(today.link[uid].partner)
    place = chain[-1] if chain else uid
    if place in today.tier:
        chain.append(today.tier[place].tier1)
    return tuple(chain)


def role(seen: Seen, uid: Uid, day: date) -> str:
    """What an account is on a day."""
    today = seen.on(day)
    if uid == "aliyun":
        return "ALIYUN"
    if uid in today.standing:
        if uid in today.tier:
            return "CITY_PARTNER"
        return "TIER1" if uid in {row.tier1 for row in today.tier.values()} else "PARTNER"
    return "CUSTOMER" if uid in today.link else "UNLINKED"


def credit(seen: Seen, uid: Uid, day: date) -> tuple[str, Uid | None, Uid | None]:
    """Status, direct partner and fee holder of what an account pays (R20–R23, I10)."""
    today = seen.on(day)
    direct = uid
    if uid not in today.standing:
        if uid not in today.link or today.link[uid].partner not in today.standing:
            return "UNATTRIBUTED", None, None
        direct = today.link[uid].partner
    if direct not in today.tier:
        return "ATTRIBUTED", direct, direct
    tier1 = today.tier[direct].tier1
    if tier1 not in today.standing:
        return "NO_FEE_HOLDER", direct, None
    return "ATTRIBUTED", direct, tier1


def pending(seen: Seen, uid: Uid, day: date) -> Uid | None:
    """The former partner of a resale account that nobody took over yet (Q9, R110)."""
    ended = [each for each in seen.ended.get(uid, ()) if each[0] <= day]
    if uid in seen.on(day).link or not ended:
        return None
    since, link = max(ended, key=lambda each: each[0])
    if link.type is not LinkType.RESALE:
        return None
    signed = [
        row
        for row in seen.conditions
        if row.account == uid
        and row.condition is Condition.CONVERTED
        and since <= row.valid_from <= day
    ]
    return None if signed else link.partner


def lifecycle(seen: Seen, uid: Uid, day: date) -> str:
    """What state an account is in."""
    rows: list[AccountCondition] = [row for row in seen.conditions if row.account == uid]
    holding = {row.condition for row in rows if _holds(row, day)}
    if Condition.CLOSED in holding:
        return "CLOSED"
    if uid in seen.on(day).link:
        return "FROZEN" if Condition.FROZEN in holding else "ACTIVE"
    if pending(seen, uid, day):
        return "PENDING_CONVERSION"
    for state in (Condition.CONVERTED, Condition.FROZEN):
        if state in holding:
            return state.value
    return "ACTIVE"
