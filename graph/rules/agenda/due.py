"""One deadline that is open on a day: of what, since when, until when, by which clause."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from graph.calendar import Deadline
from graph.clauses import Wording
from graph.model import Fact, Moment, Trace, Uid, cite
from graph.rules.term import TERMS, Term, ends


class Due(Struct, frozen=True):
    """A deadline: `about` is the paper it arises from, `deadline` how it was counted, if it was.

    `last_day` is the last day in time; a duty that has no day of its own by any clause has None.
    `account` is the account it is about, if it is about one.
    """

    kind: Term | None
    about: Fact
    what: Wording
    clause: str
    since: date
    last_day: date | None
    deadline: Deadline | None
    trace: Trace
    account: Uid | None = None

    @property
    def paper(self) -> str:
        """Id of the paper that it arises from."""
        return self.about.id

    def overdue(self, day: date) -> bool:
        """Whether a day lies after the last one in time."""
        return self.last_day is not None and day > self.last_day


class Run(Struct, frozen=True):
    """A period that began with a paper on `start`, and the day on which it was met (None: never).

    `passes`: once it has run nobody can meet it any more, so it is open no longer.
    """

    kind: Term
    about: Fact
    start: date | None
    met: date | None = None
    passes: bool = False
    account: Uid | None = None


def counted(run: Run, moment: Moment) -> Iterator[Due]:
    """The deadline of a period, if it is open on the day. CalendarNotPublished as `term.ends`."""
    if run.start is None or run.start > moment.as_of:
        return
    if run.met is not None and run.met <= moment.as_of:
        return
    found = ends(run.kind, run.start, moment.readings)
    if run.passes and found.last_day < moment.as_of:
        return
    yield dated(run, found)


def dated(run: Run, found: Deadline) -> Due:
    """The deadline of a period that was counted."""
    rule = TERMS[run.kind]
    return Due(
        run.kind,
        run.about,
        rule.meaning,
        rule.clause,
        found.start,
        found.last_day,
        found,
        cite(facts=(run.about,)) + found.trace,
        run.account,
    )


def earliest(*days: date | None) -> date | None:
    """The first of the days that are known."""
    return min((day for day in days if day is not None), default=None)
