"""Liability edges by rule: who answers for a debt as of every day and as known at every instant.

What is owed changes with the day asked about when the debt arises, is paid or is judged (R51, R45),
and with what is known when any of that, or a standing or a link above the debtor, was recorded.
Between such days and instants nothing changes. Kept are the recommended readings.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import TypeAlias

from graph.model import (
    Answering,
    Fact,
    Heading,
    Histories,
    Moment,
    ObligationHistory,
    Owing,
    Uid,
)
from graph.readings import DEFAULTS, Q7, Q9, Q11, Q13
from graph.rules import claims, owing
from graph.rules.recorded import instants, recorded
from graph.rules.standing import Known

_Answer: TypeAlias = tuple[Heading, int, tuple[str, ...], Owing]
"""Who answers how, for which version of the debt, by which clauses, and what that comes to."""

_Span: TypeAlias = tuple[_Answer, date, date | None]


def kept_for(moment: Moment) -> bool:
    """Whether what is kept answers under the readings of a moment: no others change an obligor."""
    chosen = moment.readings
    return all(chosen.of(each) is DEFAULTS.of(each) for each in (Q7, Q9, Q11, Q13))


class Answers:
    """Edges of debts as they stood when a revision was the newest."""

    def __init__(self, histories: Histories, revision: int) -> None:
        """`histories` hold the debtors and all that ever stood above them."""
        self.histories, self.revision = histories, revision
        self._knowns: dict[datetime, Known] = {}

    def edges(self, debt: ObligationHistory, accounts: Sequence[Uid] = ()) -> set[Answering]:
        """All edges of a debt; `accounts` are those of the debtor where it is a party."""
        if not any(recorded(debt.versions, self.revision)):
            return set()
        days = self._days(debt)
        found, since = set[Answering](), dict[_Span, datetime]()
        for at in self._instants(debt, accounts):
            known = self._known(at)
            now = set(_spans(days, [_answers(known.on_day(day), debt, accounts) for day in days]))
            for span in since.keys() - now:
                found.add(_edge(debt, span, since.pop(span), at))
            since |= dict.fromkeys(now - since.keys(), at)
        return found | {_edge(debt, span, at, None) for span, at in since.items()}

    def _days(self, debt: ObligationHistory) -> list[date]:
        """The days on which the debt arises, is paid or is judged, in any version, in order."""
        return sorted(
            {each.occurred_from for each in recorded(debt.versions, self.revision)}
            | {each.on for each in recorded(debt.settlements, self.revision)}
            | {each.found_on for each in recorded(debt.findings, self.revision)}
        )

    def _instants(self, debt: ObligationHistory, accounts: Iterable[Uid]) -> list[datetime]:
        """When anything about it came to be known or was known no longer, from its first on."""
        begun = min(each.recorded_at for each in recorded(debt.versions, self.revision))
        own = (*debt.versions, *debt.settlements, *debt.findings)
        debtors = {each.account for each in debt.versions if each.account} | {*accounts}
        every = chain(own, *map(self._rows, self._chain(debtors)))
        return sorted({at for at in instants(every, self.revision) if at >= begun})

    def _chain(self, uids: Iterable[Uid]) -> set[Uid]:
        """Accounts and all partners they were ever linked to; tier-1s answer by the tier links."""
        mine = {uid for uid in uids if uid in self.histories}
        return mine | {link.partner for uid in mine for link in self.histories[uid].links}

    def _rows(self, uid: Uid) -> Sequence[Fact]:
        found = self.histories[uid]
        return (*found.standings, *found.tier_links, *found.links, *found.conditions)

    def _known(self, at: datetime) -> Known:
        if at not in self._knowns:
            moment = Moment(date.min, at, DEFAULTS, self.revision)
            self._knowns[at] = Known(self.histories, moment)
        return self._knowns[at]


def _answers(known: Known, debt: ObligationHistory, accounts: Sequence[Uid]) -> list[_Answer]:
    """Everyone who answers for a debt at a moment; nobody before it is known or has arisen."""
    found = claims.traced(known, debt, tuple(accounts))
    if found is None:
        return []
    clauses = {(each.party, each.role): each.clauses for each in found.shares}
    return [
        (heading, found.obligation.version, clauses[heading.party, heading.role], owed)
        for heading, owed in owing.parts(found).items()
    ]


def _spans(days: Sequence[date], answers: Sequence[Iterable[_Answer]]) -> Iterator[_Span]:
    """Each answer with the days, next to each other, as of which it stands."""
    since = dict[_Answer, date]()
    for day, now in zip(days, map(set, answers), strict=True):
        for gone in since.keys() - now:
            yield gone, since.pop(gone), day
        since |= dict.fromkeys(now - since.keys(), day)
    for answer, first in since.items():
        yield answer, first, None


def _edge(debt: ObligationHistory, span: _Span, at: datetime, until: datetime | None) -> Answering:
    (heading, version, clauses, owed), first, end = span
    obligation = debt.versions[0].id
    return Answering(obligation, heading, version, clauses, owed, first, end, at, until)
