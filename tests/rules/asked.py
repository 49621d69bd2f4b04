"""A ladder text made into what a rule is handed, and each rule's question put in one line.

Every answer's trace is looked at on the way: the clauses it cites exist, the readings are those of
the moment, and no fact in it was unknown (I9).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec.structs import replace as altered

from graph.changes import apply
from graph.clauses import clause
from graph.ladder import parse
from graph.model import (
    AccountHistory,
    Cause,
    FactId,
    Moment,
    Month,
    Obligation,
    ObligationHistory,
    PartyId,
    Payment,
    Trace,
    Uid,
    World,
)
from graph.readings import choose
from graph.rules import (
    attribution,
    breakdown,
    claims,
    exposure,
    liability,
    lifecycle,
    lineage,
    performance,
)
from graph.rules.detachment import Branch, Cut, Ground, Plan, plan
from graph.rules.refusal import Refusal

LADDERS = Path(__file__).parents[1] / "ladders"
LATER = "2019-06-01T00:00:00+08:00"
FIXTURE = (LADDERS / "fixture.ladder").read_text("utf-8")
HIERARCHY = FIXTURE.partition("# March 2018")[0]
"""The worked example without its payments."""


def d(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """An instant; a day is its beginning in Shanghai."""
    text = text if "T" in text else f"{text}T00:00:00"
    return datetime.fromisoformat(text if text[-6] == "+" else f"{text}+08:00")


@dataclass(frozen=True)
class Asked:
    """A world at a moment; days and instants are given as text."""

    world: World
    moment: Moment

    @cached_property
    def histories(self) -> Mapping[Uid, AccountHistory]:
        """Every account with all versions of its facts."""
        return histories(self.world)

    @cached_property
    def payments(self) -> dict[FactId, Payment]:
        """The payments known, by id."""
        return {each.id: each for each in self.moment.known(self.world.payments)}

    @cached_property
    def debts(self) -> dict[FactId, ObligationHistory]:
        """The obligations in all their versions, by id."""
        return debts(self.world)

    @property
    def branch(self) -> Branch:
        """All there is, as a plan needs it."""
        return Branch(self.histories, self.world.payments, self.payments, self.debts)

    def on(self, day: str) -> "Asked":
        """The same as of another day."""
        return replace(self, moment=altered(self.moment, as_of=d(day)))

    def known(self, instant: str) -> "Asked":
        """The same as known at another instant."""
        return replace(self, moment=altered(self.moment, known_at=at(instant)))

    def reading(self, **readings: str) -> "Asked":
        """The same by other readings."""
        return replace(self, moment=altered(self.moment, readings=choose(readings)))

    def place(self, uid: str, day: str | None = None, **more: bool) -> lineage.Lineage:
        """Lineage of an account."""
        found = lineage.on(self.histories, Uid(uid), self.moment, _day(day), **more)
        return self._proven(found, found.trace)

    def state(self, uid: str, day: str) -> lifecycle.State:
        """Lifecycle and identity of an account."""
        found = lifecycle.on(self.histories, Uid(uid), d(day), self.moment)
        return self._proven(found, found.trace)

    def credit(self, uid: str, day: str | None = None) -> attribution.Credit:
        """Attribution of an account."""
        found = attribution.credit(self.histories, Uid(uid), self.moment, _day(day))
        return self._proven(found, found.trace)

    def counts(self, uid: str, day: str) -> tuple[str | None, str | None]:
        """Direct partner and fee holder."""
        found = self.credit(uid, day)
        return found.direct, found.holder

    def statement(self, month: str = "2018-03", partner: str | None = None) -> Any:
        """Performance of a month, of a partner or of all."""
        whose = None if partner is None else Uid(partner)
        rows = (self.histories, self.world.payments, self.payments)
        found = performance.statement(*rows, Month.parse(month), self.moment, whose)
        return self._proven(found, found.trace)

    def cash(self, month: str = "2018-03") -> tuple[breakdown.AccountCash, ...]:
        """The cash of a month by account."""
        rows = (self.histories, self.world.payments, self.payments)
        return breakdown.by_account(*rows, Month.parse(month), self.moment)

    def liable(
        self, uid: str, day: str | None = None, cause: Cause = Cause.TRANSACTION
    ) -> liability.DayLiability:
        """Who answers for what arises under an account."""
        found = liability.on(self.histories, Uid(uid), self.moment, _day(day), cause)
        return self._proven(found, found.trace)

    def roles(
        self, uid: str, day: str, cause: Cause = Cause.TRANSACTION
    ) -> list[tuple[PartyId, str]]:
        """Parties that answer, and how."""
        return [(each.party, str(each.role)) for each in self.liable(uid, day, cause).obligors]

    def claim(self, name: str) -> claims.Liability | None:
        """A debt traced to everyone who answers for it."""
        history = self.debts[FactId(name)]
        party = history.versions[0].party
        own = (uid for uid, each in self.histories.items() if each.account.owner == party)
        found = claims.trace(history, self.histories, self.moment, tuple(own))
        return found and self._proven(found, found.trace)

    def owed(self, name: str) -> claims.Liability:
        """The same where the debt is there."""
        found = self.claim(name)
        assert found is not None
        return found

    def shares(self, name: str) -> dict[tuple[str, str], int]:
        """Fen that each party answers for, by role."""
        return {(each.party, str(each.role)): each.fen for each in self.owed(name).shares}

    def exposed(self, *parties: str) -> exposure.Exposure:
        """What parties answer for in all debts of the world."""
        every = [found for name in self.debts if (found := self.claim(name)) is not None]
        found = exposure.of(map(PartyId, parties), every)
        return self._proven(found, found.trace)

    def cut(self, uid: str, ground: Ground, **said: Any) -> Plan | Refusal:
        """A detachment; days are given as text."""
        days: dict[str, Any] = {
            key: d(each) if isinstance(each, str) else each for key, each in said.items()
        }
        found = plan(self.branch, Cut(Uid(uid), ground, **days), self.moment)
        return found if isinstance(found, Refusal) else self._proven(found, found.trace)

    def planned(self, uid: str, ground: Ground, **said: Any) -> Plan:
        """The plan of a detachment."""
        found = self.cut(uid, ground, **said)
        assert isinstance(found, Plan), found
        return found

    def refused(self, uid: str, ground: Ground, **said: Any) -> Refusal:
        """The refusal of a detachment that can't be."""
        found = self.cut(uid, ground, **said)
        assert isinstance(found, Refusal), found
        return found

    def done(self, found: Plan, instant: str = LATER) -> "Asked":
        """The world after a plan was carried out, known at that instant."""
        after = apply(self.histories, found.changes, at(instant)).values()
        world = altered(
            self.world,
            standings=tuple(row for each in after for row in each.standings),
            tier_links=tuple(row for each in after for row in each.tier_links),
            links=tuple(row for each in after for row in each.links),
        )
        return replace(self, world=world).known(instant)

    def _proven(self, found: Any, trace: Trace) -> Any:
        for name in trace.clauses:
            assert clause(name).id == name
        for question, option in trace.readings:
            assert self.moment.readings.chosen(question) == option
        assert all(self.moment.knows(fact) for fact in trace.facts)
        return found


def told(text: str, day: str = "2018-03-20", known_at: str = LATER, **readings: str) -> Asked:
    """The world of a ladder text at a moment."""
    return Asked(parse(text), Moment(d(day), at(known_at), choose(readings)))


def ladder(name: str, **readings: str) -> Asked:
    """One of the ladders that tests start from."""
    return told((LADDERS / f"{name}.ladder").read_text("utf-8"), **readings)


def histories(world: World) -> dict[Uid, AccountHistory]:
    """Every account of a world with all versions of its facts."""
    return {
        account.uid: AccountHistory(
            account,
            tuple(row for row in world.standings if row.account == account.uid),
            tuple(row for row in world.tier_links if row.city == account.uid),
            tuple(row for row in world.links if row.account == account.uid),
            tuple(row for row in world.conditions if row.account == account.uid),
        )
        for account in world.accounts
    }


def debts(world: World) -> dict[FactId, ObligationHistory]:
    """Every obligation of a world with all its versions, settlements and findings."""
    versions: dict[FactId, list[Obligation]] = {}
    for row in world.obligations:
        versions.setdefault(row.id, []).append(row)
    return {
        name: ObligationHistory(
            tuple(rows),
            tuple(row for row in world.settlements if row.obligation == name),
            tuple(row for row in world.findings if row.obligation == name),
        )
        for name, rows in versions.items()
    }


def without(text: str, *starts: str) -> str:
    """A ladder without the lines that begin so."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(starts))


def _day(text: str | None) -> date | None:
    return None if text is None else d(text)
