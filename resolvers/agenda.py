"""Open deadlines of a party: what it has to do, or to wait for, by when and by which clause."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeAlias

import strawberry
from msgspec import Struct
from strawberry import UNSET, Private, field

from graph import clauses, model
from graph.calendar import CalendarNotPublished
from graph.clauses import Wording as Words
from graph.model import PartyId, Uid
from graph.rules import agenda as rule
from graph.rules import refusal
from graph.rules.agenda import Due
from graph.rules.term import Term
from loaders import agenda as needed
from resolvers import seen
from resolvers.account_row import AccountRow
from resolvers.answers import unpublished
from resolvers.clause import Clause, Wording
from resolvers.context import Asked
from resolvers.deadline import Deadline, spoken
from resolvers.exposure import existing
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.refusal import Refused
from resolvers.seen import AnAccount, AParty
from resolvers.trace import Trace

if TYPE_CHECKING:
    from resolvers.party import Party


@strawberry.type(description="A deadline that is open on the day (未了期限).")
class OpenDeadline:
    """`_open` makes it."""

    scope: Private[Scope]
    uid: Private[Uid | None]
    kind: Term | None = field(description="The named period (期限类型); null for a task.")
    what: Words = field(
        description="What is to be done, or waited for (事项).", graphql_type=Wording
    )
    clause: clauses.Clause | None = field(
        description="The clause that sets it (条款); null if a task names one that the texts lack.",
        graphql_type=Clause | None,
    )
    since: date = field(description="The day it runs from (起算日); not counted.")
    last_day: date | None = field(
        description="The last day in time (届满日); null where no clause names one."
    )
    overdue: bool = field(description="Whether the day asked about lies after it (是否逾期).")
    counted: Deadline | None = field(description="How it was counted (计算), if it was.")
    paper: str = field(description="Id of the paper that it arises from (文件编号).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)

    @field(
        description="The account it is about (账号), if it is about one.",
        graphql_type=AnAccount | None,
    )
    async def account(self) -> AccountRow | None:
        return None if self.uid is None else await seen.account(self.scope, self.uid)


@strawberry.type(description="A party's open deadlines on the day (待办期限).")
class Agenda:
    """`listed` makes it."""

    scope: Private[Scope]
    id: Private[PartyId]
    deadlines: list[OpenDeadline] = field(
        description="They (期限), the nearest first; those without a last day come last."
    )
    icalendar: str = field(
        description=(
            "The same for a calendar program (日历), as text/calendar of RFC 5545: an all-day event"
            " on each last day, with an id that stays the same."
        )
    )

    @field(description="The party (主体).", graphql_type=AParty)
    async def party(self) -> "Party":
        return await seen.party(self.scope, self.id)


AgendaResult: TypeAlias = Annotated[
    Agenda | Refused,
    strawberry.union(
        "AgendaResult",
        description="The open deadlines, or CALENDAR_NOT_PUBLISHED where one can't be told (I17).",
    ),
]


@strawberry.type
class AgendaQueries:
    """The root field `agenda`."""

    @field(
        description=(
            "A party's open deadlines (待办期限): of its agreements, deposit, violations, notices"
            " and fees, and of the requests and tasks about its accounts and those directly below"
            " them. PARTY_UNKNOWN if it does not exist."
        ),
        graphql_type=AgendaResult,
    )
    async def agenda(
        self,
        info: Asked,
        party: Annotated[str, strawberry.argument(description="The party's own id (主体).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Agenda | refusal.Refusal:
        scope = scope_of(info, as_of, known_at, readings)
        (id_,) = await existing(scope, [party])
        found = await open_for(scope, id_)
        return listed(scope, found) if isinstance(found, Opened) else found


class Opened(Struct, frozen=True):
    """The open deadlines of a party."""

    party: PartyId
    deadlines: tuple[Due, ...]


async def open_for(scope: Scope, party: PartyId) -> Opened | refusal.Refusal:
    """What is open for a party; CALENDAR_NOT_PUBLISHED where one can't be told (I17)."""
    papers = await needed.papers(scope, party)
    try:
        return Opened(party, rule.agenda(papers.party, papers.accounts, scope.moment))
    except CalendarNotPublished as unknown:
        return unpublished(unknown)


def listed(scope: Scope, found: Opened) -> Agenda:
    """Open deadlines as they are spoken."""
    return Agenda(
        scope=scope,
        id=found.party,
        deadlines=[_open(scope, due) for due in found.deadlines],
        icalendar=rule.icalendar(found.party, found.deadlines, scope.moment),
    )


def _open(scope: Scope, due: Due) -> OpenDeadline:
    return OpenDeadline(
        scope=scope,
        uid=due.account,
        kind=due.kind,
        what=due.what,
        clause=clauses.CLAUSES.get(due.clause),
        since=due.since,
        last_day=due.last_day,
        overdue=due.overdue(scope.moment.as_of),
        counted=spoken(due.deadline, due.kind) if due.deadline else None,
        paper=due.about.id,
        trace=due.trace,
    )
