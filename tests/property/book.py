"""Where a random world is written: each fact with the versions in which it came to be known."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import msgspec

from graph.model import (
    ALIYUN,
    Account,
    Dated,
    Fact,
    FactId,
    Link,
    Party,
    PartyId,
    PartyKind,
    Standing,
    TierLink,
    Uid,
    World,
    start_of,
)

FIRST = date(2017, 11, 1)
LAST = date(2018, 6, 30)
DAY = timedelta(days=1)
DAWN = datetime(1, 1, 2, tzinfo=UTC)


@dataclass
class Span:
    """Days on which a partner may take new customers; `written`: its end is written on them."""

    start: date
    end: date | None
    written: bool = True

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass
class Book:
    """The rows of one world while it is being made."""

    random: Random
    twisted: bool
    facts: dict[str, list[Any]] = field(default_factory=dict)
    spans: dict[Uid, list[Span]] = field(default_factory=dict)
    _clock: dict[tuple[str, str], datetime] = field(default_factory=dict)
    _present: dict[Uid, list[tuple[date, datetime]]] = field(default_factory=dict)

    def chance(self, share: float) -> bool:
        """Whether a thing of this share of cases happens now."""
        return self.random.random() < share

    def twist(self, share: float) -> bool:
        """The same, only in a twisted world."""
        return self.twisted and self.chance(share)

    def day(self, start: date, end: date) -> date:
        """A day from `start` through `end`, never before `start`."""
        return start + DAY * self.random.randint(0, max(0, (end - start).days))

    def account(self, uid: str, owner: str, kind: PartyKind = PartyKind.COMPANY) -> None:
        """Make an account, and its owner if it is new."""
        if owner not in {party.id for party in self.facts.get("parties", ())}:
            self._put("parties", Party(id=FactId(owner), name=owner, kind=kind))
        self._put("accounts", Account(id=FactId(uid), owner=PartyId(owner), name=uid))

    def write(self, field_name: str, fact: Dated, after: datetime = DAWN) -> datetime:
        """Write a dated fact as it truly was; the answer says when its last version was learnt.

        Some starts, ends and wrong versions are learnt late, yet never so that two versions known
        at one time overlap: the next fact of the same subject is learnt after this one's end, and
        a link after the standings it hangs from.
        """
        subject = (field_name, _subject(fact))
        known = max(self._begun(fact), after, self._clock.get(subject, DAWN), self._ground(fact))
        told = self._versions(fact, known)
        for at, (recorded, version) in enumerate(told):
            gone = told[at + 1][0] if at + 1 < len(told) else None
            self._put(field_name, _stamp(version, at + 1, recorded, gone))
        self._clock[subject] = told[-1][0]
        if isinstance(fact, Standing | TierLink):
            self._present.setdefault(Uid(_subject(fact)), []).append((fact.valid_from, known))
        return told[-1][0]

    def tell(self, field_name: str, wrong: Fact | None, fact: Fact, known: datetime) -> None:
        """Write an undated fact, with the wrong version that stood there before, if any."""
        if wrong is None:
            self._put(field_name, _stamp(fact, 1, known, None))
            return
        mended = known + self.late()
        self._put(field_name, _stamp(wrong, 1, known, mended))
        self._put(field_name, _stamp(fact, 2, mended, None))

    def retract(self, field_name: str, fact: Fact, known: datetime) -> None:
        """Write a fact that was later taken back."""
        self._put(field_name, _stamp(fact, 1, known, known + self.late()))

    def late(self) -> timedelta:
        """How late a thing is learnt: an hour to some six weeks."""
        return timedelta(hours=self.random.randint(1, 1000))

    def world(self) -> World:
        """All that was written."""
        return World(**{name: tuple(rows) for name, rows in self.facts.items()})

    def _put(self, field_name: str, fact: Fact) -> None:
        self.facts.setdefault(field_name, []).append(fact)

    def _begun(self, fact: Dated) -> datetime:
        return start_of(fact.valid_from) + (self.late() if self.twist(0.2) else timedelta())

    def _ground(self, fact: Dated) -> datetime:
        """When the standings and tier links under a new link were known."""
        below: list[Uid] = []
        if isinstance(fact, Link):
            below = [fact.partner]
        elif isinstance(fact, TierLink):
            below = [fact.city, fact.tier1]
        seen = [row for uid in below for row in self._present.get(uid, ())]
        return max((known for start, known in seen if start <= fact.valid_from), default=DAWN)

    def _versions(self, fact: Dated, known: datetime) -> list[tuple[datetime, Dated]]:
        told = self._starts(fact, known)
        last = told[-1][0]
        if fact.valid_to is None:
            return told + (self._taken_back(fact, last) if self.twist(0.12) else [])
        if self.chance(0.3):
            return [(known, fact)]
        end = start_of(fact.valid_to) + self._delay()
        learnt = max(end, last + timedelta(seconds=1))
        if self.twist(0.2):
            wrong = fact.valid_to + DAY * self.random.randint(1, 6)
            told.append((learnt, _changed(fact, valid_to=wrong)))
            learnt += self.late()
        return [*told, (learnt, fact)]

    def _starts(self, fact: Dated, known: datetime) -> list[tuple[datetime, Dated]]:
        """The open version; for a link sometimes first with a start that was wrong."""
        begun = _changed(fact, valid_to=None)
        if isinstance(begun, Standing):
            begun = _changed(begun, end_cause=None)
        if not (isinstance(fact, Link) and self.twist(0.1)):
            return [(known, begun)]
        wrong = fact.valid_from + DAY * self.random.randint(1, 4)
        return [(known, _changed(begun, valid_from=wrong)), (known + self.late(), begun)]

    def _taken_back(self, fact: Dated, last: datetime) -> list[tuple[datetime, Dated]]:
        """An end that was written down by mistake, and taken back."""
        if isinstance(fact, Standing):
            return []
        end = self.day(fact.valid_from + DAY, LAST)
        learnt = max(start_of(end) + self._delay(), last + timedelta(seconds=1))
        return [(learnt, _changed(fact, valid_to=end)), (learnt + self.late(), fact)]

    def _delay(self) -> timedelta:
        """From learning an end to the end: before it, on it, or after it."""
        if not self.twisted:
            return timedelta()
        return self.random.choice([-self.late() / 10, timedelta(), timedelta(), self.late()])


def new_book(random: Random, *, twisted: bool) -> Book:
    """A book with Aliyun in it."""
    book = Book(random, twisted)
    book.account(ALIYUN, ALIYUN, PartyKind.ALIYUN)
    return book


def _subject(fact: Dated) -> str:
    """The account that a dated fact is about."""
    return fact.city if isinstance(fact, TierLink) else getattr(fact, "account", "")


def _changed(fact: Dated, **fields: Any) -> Dated:
    return msgspec.structs.replace(fact, **fields)


def _stamp(fact: Fact, version: int, recorded: datetime, gone: datetime | None) -> Fact:
    return msgspec.structs.replace(fact, version=version, recorded_at=recorded, superseded_at=gone)
