"""The book a world is written in: facts by kind, days by chance, and ends that are learnt late."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from gateway.exchange.tables import TABLE_OF, TABLES
from gateway.exchange.worlds.names import Names
from graph.model import (
    Account,
    Dated,
    Fact,
    FactId,
    Interval,
    Party,
    PartyId,
    PartyKind,
    Standing,
    Uid,
    World,
    start_of,
)
from graph.model.time import ONE_DAY

T = TypeVar("T")
D = TypeVar("D", bound=Dated)

FIRST = date(2017, 4, 1)
LAST = date(2018, 12, 31)
DAWN = start_of(FIRST)
LATE = 0.1
"""Share of ends that are learnt days after their day."""


class Size(Struct, frozen=True):
    """How big a world is: accounts without Aliyun's, and payments an account on average."""

    accounts: int
    payments_per_account: float = 3.0


class Book:
    """The facts so far, and the chance by which they are made."""

    def __init__(self, seed: int) -> None:
        """An empty book; the same seed fills it in the same way."""
        self.random = Random(seed)  # noqa: S311 (worlds are repeatable, not secret)
        self.names = Names(self.random)
        self._facts: dict[str, list[Fact]] = {table.name: [] for table in TABLES}

    def world(self) -> World:
        """All that is written."""
        fields: dict[str, Any] = {name: tuple(facts) for name, facts in self._facts.items()}
        return World(**fields)

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random.random() < share

    def pick(self, items: Sequence[T]) -> T:
        """One of them, each as likely."""
        return items[int(self.random.random() * len(items))]

    def day(self, first: date, last: date) -> date:
        """A day from one to another, both in."""
        return first + timedelta(int(self.random.random() * ((last - first).days + 1)))

    def instant(self, first: date, last: date) -> datetime:
        """A second of a day from one to another, both in."""
        seconds = ((last - first).days + 1) * 86_400
        return start_of(first) + timedelta(seconds=int(self.random.random() * seconds))

    def write(self, fact: Fact) -> None:
        """Write a fact as it is."""
        self._facts[TABLE_OF[type(fact)].name].append(fact)

    def account(self, *, person: bool = False, partner: bool = False) -> Account:
        """A new account and the party that owns it."""
        uid = self.names.uid()
        owner = PartyId(uid if partner else f"cust:{uid}")
        name = self.names.person() if person else self.names.company(uid)
        kind = PartyKind.PERSON if person else PartyKind.COMPANY
        self.write(Party(id=FactId(owner), name=name, kind=kind, recorded_at=DAWN))
        number = f"K-{self.random.randrange(10**6):06}" if self.chance(0.3) else None
        account = Account(
            id=FactId(uid), owner=owner, name=uid, external_id=number, recorded_at=DAWN
        )
        self.write(account)
        return account

    def dated(self, fact: Dated) -> None:
        """Write an interval as it became known: its start on its day, its end on or after its."""
        begun = start_of(fact.valid_from) + timedelta(hours=9)
        if fact.valid_to is None:
            self.write(replace(fact, recorded_at=begun))
            return
        wait = self.random.randrange(1, 28) if self.chance(LATE) else 0
        learnt = max(start_of(fact.valid_to), begun) + timedelta(days=wait, hours=1)
        opened = replace(fact, valid_to=None, recorded_at=begun, superseded_at=learnt)
        self.write(replace(opened, end_cause=None) if isinstance(opened, Standing) else opened)
        self.write(replace(fact, version=2, recorded_at=learnt))


class Stay(Struct, frozen=True):
    """The days on which a partner may have customers, and the tier-1 it stands under, if any."""

    uid: Uid
    owner: PartyId
    span: Interval
    tier1: "Stay | None" = None

    @property
    def last(self) -> date:
        """Its last day in the world."""
        return LAST if self.span.end is None else self.span.end - ONE_DAY
