"""The agreements of one party as known at a moment: in force from when to when, and why."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from graph.model import (
    Agreement,
    AgreementKind,
    FactId,
    Interval,
    Moment,
    PartyPapers,
    Trace,
    cite,
    join,
)
from graph.rules.agreements.begin import Begin, begins, signed
from graph.rules.agreements.ending import Around, Ending, endings

ORDER = (
    AgreementKind.FA,
    AgreementKind.MR,
    AgreementKind.CA,
    AgreementKind.IP,
    AgreementKind.TERMINATION,
)
"""Kinds in the order of answers; FA first, because the others hang from it."""


class InForce(Struct, frozen=True):
    """An agreement and the days on which it is in force.

    `begin` is None while a date that it needs is not recorded. `endings` are all its ends by day,
    the first of which ends it; `interval` may be empty: then it was never in force.
    """

    agreement: Agreement
    begin: date | None
    endings: tuple[Ending, ...]
    trace: Trace

    @property
    def ending(self) -> Ending | None:
        """What ends it."""
        return self.endings[0] if self.endings else None

    @property
    def interval(self) -> Interval | None:
        """The days on which it is in force; None while that can't be told."""
        if self.begin is None:
            return None
        end = self.endings[0].on if self.endings else None
        return Interval(self.begin, None if end is None else max(end, self.begin))

    def __contains__(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.interval is not None and day in self.interval


class OriginalAgreement(Struct, frozen=True):
    """The framework agreement that CA calls the original one, and the signed MR (R04, CA 1.1)."""

    framework: InForce | None
    management_rules: InForce | None
    trace: Trace


class Contracts:
    """A party's agreements at one moment (R04, R06, R07, R80–R85, R91, R92)."""

    def __init__(self, papers: PartyPapers, moment: Moment) -> None:
        """Work them out; CalendarNotPublished as `endings`."""
        self.moment = moment
        self.notices = moment.known(papers.notices)
        known = moment.known(papers.agreements)
        starts = {each.id: begins(each, moment.readings) for each in known}
        framework = self._worked(known, starts, AgreementKind.FA, ())
        self.relation = merged(each.interval for each in framework)
        """The days on which a framework agreement is in force, renewals without a gap in one."""
        self.every = list(framework)
        for kind in ORDER[1:]:
            self.every += self._worked(known, starts, kind, self.relation)

    def of(self, kind: AgreementKind) -> list[InForce]:
        """Those of a kind, by the day they begin; those that can't be told last."""
        return [each for each in self.every if each.agreement.kind is kind]

    def named(self, id_: FactId) -> InForce | None:
        """The agreement of an id."""
        return next((each for each in self.every if each.agreement.id == id_), None)

    def on(self, kind: AgreementKind, day: date) -> InForce | None:
        """The agreement of a kind that is in force on a day."""
        return next((each for each in self.of(kind) if day in each), None)

    def original(self, day: date) -> OriginalAgreement:
        """The latest signed FA and MR within their term on a day (R04, CA 1.1)."""
        framework = self.on(AgreementKind.FA, day)
        rules = self.on(AgreementKind.MR, day)
        found = [each.trace for each in (framework, rules) if each is not None]
        cited = cite(rules=("R04",), clauses=("CA 1.1",))
        return OriginalAgreement(framework, rules, cited + join(found))

    def _worked(
        self,
        known: Sequence[Agreement],
        starts: dict[FactId, Begin],
        kind: AgreementKind,
        relation: Sequence[Interval],
    ) -> list[InForce]:
        own = [each for each in known if each.kind is kind]
        terminations = _begun((each for each in known if _ends_one(each)), starts)
        around = Around(
            self.moment, self.notices, known, _begun(own, starts), terminations, relation
        )
        found = [self._one(each, starts[each.id], around) for each in own]
        return sorted(found, key=_order)

    def _one(self, agreement: Agreement, start: Begin, around: Around) -> InForce:
        if start.day is None:
            return InForce(agreement, None, (), start.trace)
        found = endings(agreement, start.day, around)
        trace = start.trace if not found else start.trace + found[0].trace
        return InForce(agreement, start.day, found, trace)


def _ends_one(agreement: Agreement) -> bool:
    return agreement.kind is AgreementKind.TERMINATION


def _begun(
    agreements: Iterable[Agreement], starts: dict[FactId, Begin]
) -> list[tuple[Agreement, date]]:
    pairs = ((each, starts[each.id].day) for each in agreements)
    return [(each, day) for each, day in pairs if day is not None]


def _order(each: InForce) -> tuple[date, date, str]:
    return each.begin or date.max, signed(each.agreement) or date.max, each.agreement.id


def merged(intervals: Iterable[Interval | None]) -> list[Interval]:
    """Intervals that overlap or touch put together, in order; empty ones left out."""
    found: list[Interval] = []
    some = (each for each in intervals if each is not None and not each.is_empty)
    for each in sorted(some, key=lambda span: span.start):
        last = found[-1] if found else None
        if last is None or (last.end is not None and last.end < each.start):
            found.append(each)
        elif last.end is not None and (each.end is None or each.end > last.end):
            found[-1] = Interval(last.start, each.end)
    return found
