"""The open deadlines of a party on a day, the nearest first."""

from collections.abc import Iterable, Iterator
from datetime import date

from graph.model import AccountPapers, Moment, PartyPapers
from graph.rules.agenda.account import of_account
from graph.rules.agenda.due import Due, counted
from graph.rules.agenda.party import of_party


def agenda(
    papers: PartyPapers, accounts: Iterable[AccountPapers], moment: Moment
) -> tuple[Due, ...]:
    """What is open on the day asked about, by its last day; what has none comes last.

    `accounts` are the papers about the party's accounts and those below them. What is in time can
    still be met, what is late is still owed; a period that nobody can meet any more is left out.
    By R35, R47, R60, R62, R64, R71, R74, R83, R89, R101, R109, R112, R115 and R122.
    CalendarNotPublished where a period reaches a year without calendar (I17).
    """
    return tuple(sorted(_every(papers, accounts, moment), key=_order))


def _every(papers: PartyPapers, accounts: Iterable[AccountPapers], moment: Moment) -> Iterator[Due]:
    for run in of_party(papers, moment):
        yield from counted(run, moment)
    for each in accounts:
        yield from of_account(each, moment)


def _order(due: Due) -> tuple[date, date, str]:
    return due.last_day or date.max, due.since, due.about.id
