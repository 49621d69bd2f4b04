"""Violations and a deposit worked out day by day, without the rules.

Each day is looked at by itself, from the first on; working days are those of a library kept by
others, and what was known is picked version by version.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar

from chinese_calendar import is_workday

from graph.model import DepositEntry, DepositMove, Fact, Violation, ViolationClass, ViolationOutcome

F = TypeVar("F", bound=Fact)
DAY = timedelta(days=1)
DAWN = date(2017, 1, 1)
HELD = 500_000
FILLS = {DepositMove.PAID, DepositMove.TOPPED_UP}
SET_OFFS = {DepositMove.SET_OFF_PREPAYMENT, DepositMove.SET_OFF_FEES}


def known(facts: Iterable[F], at: datetime) -> list[F]:
    """The version of each fact that was known."""
    return [
        each
        for each in facts
        if each.recorded_at <= at and (each.superseded_at is None or at < each.superseded_at)
    ]


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def established(fact: Violation, today: date) -> date | None:
    """The day on which a charge was established, as it is seen today."""
    gone = fact.outcome is ViolationOutcome.DISMISSED and (fact.decided_on or DAWN) <= today
    if gone:
        return None
    worked = 0
    for day in days(DAWN, today):
        if fact.outcome is ViolationOutcome.ESTABLISHED:
            if fact.decided_on == day:
                return day
        elif fact.counted_on == day:
            return day
        if fact.noticed_on is None or day <= fact.noticed_on:
            continue
        replied = fact.replied_on is not None and fact.replied_on < day
        if worked >= 3 and not (replied and _in_time(fact)):
            return day
        worked += is_workday(day)
    return None


def _in_time(fact: Violation) -> bool:
    assert fact.replied_on is not None
    assert fact.noticed_on is not None
    between = days(fact.noticed_on + DAY, fact.replied_on - DAY)
    return sum(1 for day in between if is_workday(day)) < 3


def year_later(day: date) -> date:
    """The day of the same number in the next year, the last of the month if it has none."""
    found = day
    for other in days(day + DAY, day + 366 * DAY):
        if (other.year, other.month) == (day.year + 1, day.month) and other.day <= day.day:
            found = other
    return found


@dataclass
class Charge:
    """An established charge as it counts."""

    id: str
    first: bool
    since: date
    through: date
    established: date

    def counts(self, day: date) -> bool:
        return not self.first and self.since <= day <= self.through and self.established <= day


@dataclass
class Charges:
    """Those that count, and what each costs in yuan."""

    every: list[Charge] = field(default_factory=list)

    def on(self, day: date) -> int:
        return sum(1 for each in self.every if each.counts(day))

    def ordinal(self, charge: Charge) -> int | None:
        """Place among those whose own days reach its first day."""
        if charge.first:
            return None
        place = 0
        for each in sorted(self.every, key=lambda one: (one.since, one.id)):
            place += not each.first and each.since <= charge.since <= each.through
            if each is charge:
                break
        return place

    def cost(self, charge: Charge, *, cumulative: bool) -> int:
        place = self.ordinal(charge)
        if place is None:
            return 14_000 if cumulative else 8_000
        return 2_000 if place == 1 else 4_000 if place == 2 else 8_000

    def right(self, today: date, enough: int) -> tuple[date, date] | None:
        """First and last day of the right to end that stands today."""
        if self.on(today) < enough:
            return None
        first = last = today
        while self.on(first - DAY) >= enough:
            first -= DAY
        while self.on(last + DAY) >= enough:
            last += DAY
        return first, last


def charges(facts: Iterable[Violation], today: date, *, from_act: bool) -> Charges:
    """The established charges that count by today."""
    found = Charges()
    for fact in facts:
        day = established(fact, today)
        if day is None:
            continue
        counted = fact.counted_on or day
        since = (fact.acted_on or fact.reported_on or counted) if from_act else counted
        if since <= today:
            first = fact.rank is ViolationClass.CLASS_1
            found.every.append(Charge(fact.id, first, since, year_later(since), day))
    return found


@dataclass
class Box:
    """A deposit, and what was asked to be topped up, while the days go by."""

    held: int = 0
    claims: dict[str | None, int] = field(default_factory=dict)
    asked: list[list[int]] = field(default_factory=list)

    def fill(self, fen: int) -> None:
        self.held += fen
        for each in self.asked:
            part = min(fen, each[0] - each[1])
            each[1] += part
            fen -= part

    def take(self, entry: DepositEntry) -> int:
        part = min(entry.fen, self.held)
        self.held -= part
        if entry.move is DepositMove.DEDUCTED:
            self.claims[entry.about] = self.claims.get(entry.about, 0) + entry.fen - part
        return part

    def set_off(self, entry: DepositEntry) -> None:
        owed = self.claims.get(entry.about, 0)
        self.claims[entry.about] = owed - min(owed, entry.fen)

    def ask(self, most: int) -> None:
        lacks = HELD - self.held - sum(fen - met for fen, met in self.asked)
        if min(most, lacks) > 0:
            self.asked.append([min(most, lacks), 0])


def box(facts: Iterable[DepositEntry], today: date, debts: set[str]) -> Box:
    """The deposit at the end of today."""
    found, taken = Box(), dict[str, int]()
    every = sorted(facts, key=lambda each: each.id)
    for day in days(DAWN, today):
        own = [each for each in every if each.on == day]
        for each in own:
            if each.move in FILLS or (each.move in SET_OFFS and each.about not in debts):
                found.fill(each.fen)
            elif each.move in SET_OFFS:
                found.set_off(each)
        for each in own:
            if each.move not in FILLS | SET_OFFS:
                taken[each.id] = found.take(each)
        for each in every:
            told = each.noticed_on is not None and max(each.noticed_on, each.on) == day
            if told and taken.get(each.id, 0) > 0:
                found.ask(taken[each.id])
    return found
