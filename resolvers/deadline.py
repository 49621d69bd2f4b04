"""Deadlines: when a period ends, with the counted days as proof (R01, Q1, Q2)."""

from datetime import date
from typing import Annotated, TypeAlias

import strawberry
from msgspec import Struct
from strawberry import UNSET, field

from graph import calendar, clauses, model
from graph.calendar import CalendarNotPublished, Period, Unit
from graph.clauses import Wording as Words
from graph.rules import refusal, term
from graph.rules.term import TERMS, Term
from resolvers.answers import unpublished
from resolvers.clause import Clause, Wording
from resolvers.errors import invalid
from resolvers.moment import Chosen, chosen
from resolvers.refusal import Refused
from resolvers.trace import Trace
from resolvers.verdicts import Reason

LONGEST = 3_660
"""Most units of a period: enough for ten years of days, and quick to count."""


@strawberry.input(description="A period (期限); the day it runs from is not counted.")
class PeriodInput:
    """Made a `graph.calendar.Period` by `period`."""

    amount: int = field(description="How many (数量), from 1 to 3660.")
    unit: Unit = field(description="Of what (单位).")


@strawberry.type(description="A day at rest that was passed over (跳过的日子), and why.")
class SkippedDay:
    """Reads `graph.calendar.Skipped`."""

    day: date = field(description="The day (日期).")
    reason: Reason = field(description="Weekend or holiday (原因).")
    zh: str = field(description="Its name in Chinese (中文名称).")
    en: str = field(description="Its name in English (英文名称).")


@strawberry.type(description="The end of a period (期限届满), with the counted days as proof.")
class Deadline:
    """`spoken` makes it."""

    kind: Term | None = field(description="The named period (期限类型), if it was asked by name.")
    start: date = field(description="The day it runs from (起算日); not counted.")
    amount: int = field(description="How many units it has (数量).")
    unit: Unit = field(description="In what it is counted (单位).")
    counted_days: list[date] = field(
        description="The days counted (计入的日子); none for months, years and over 366 days."
    )
    skipped_days: list[calendar.Skipped] = field(
        description="The days at rest passed over (跳过的日子).", graphql_type=list[SkippedDay]
    )
    last_day: date = field(description="Its last day (届满日); it runs to the end of this day.")
    effect_from: date = field(description="The day after (生效日), on which its effect begins.")
    moved_from: date | None = field(
        description="Its last day (原届满日) before that was moved to a working day, if it was."
    )
    notices: list[str] = field(description="Numbers of the holiday notices relied on (放假通知).")
    clause: clauses.Clause | None = field(
        description="The clause that sets it (条款), if asked by name.", graphql_type=Clause | None
    )
    starts: Words | None = field(
        description="What it runs from (起算事由), if asked by name.", graphql_type=Wording | None
    )
    meaning: Words | None = field(
        description="What it is for (事项), if asked by name.", graphql_type=Wording | None
    )
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


def spoken(end: calendar.Deadline, kind: Term | None = None) -> Deadline:
    """A deadline as it is spoken; `kind` is the name by which it was asked for."""
    rule = TERMS[kind] if kind is not None else None
    return Deadline(
        kind=kind,
        start=end.start,
        amount=end.period.amount,
        unit=end.period.unit,
        counted_days=list(end.counted),
        skipped_days=list(end.skipped),
        last_day=end.last_day,
        effect_from=end.effect_from,
        moved_from=end.moved_from,
        notices=list(end.notices),
        clause=clauses.clause(rule.clause) if rule else None,
        starts=rule.starts if rule else None,
        meaning=rule.meaning if rule else None,
        trace=end.trace,
    )


DeadlineResult: TypeAlias = Annotated[
    Deadline | Refused,
    strawberry.union(
        "DeadlineResult",
        description="The end of a period, or CALENDAR_NOT_PUBLISHED where it can't be told (I17).",
    ),
]


@strawberry.type(description="A period that a clause sets (约定期限).")
class NamedPeriod:
    """Of `graph.rules.term.TERMS`."""

    kind: Term = field(description="Its name (期限类型).")
    amount: int = field(description="How many units it has (数量).")
    unit: Unit = field(description="In what it is counted (单位).")
    moves: bool = field(
        description="Whether its last day moves on to a working day by its clause (顺延, MR 5.2)."
    )
    monthly: bool = field(
        description="Whether it runs from the end of the month in which the day lies (按月起算)."
    )
    starts: Words = field(description="What it runs from (起算事由).", graphql_type=Wording)
    meaning: Words = field(description="What it is for (事项).", graphql_type=Wording)
    clause: clauses.Clause = field(
        description="The clause that sets it (条款).", graphql_type=Clause
    )
    rule: str = field(description="The rule that counts it (规则), `R112`.")


@strawberry.type
class DeadlineQueries:
    """The root fields `deadline` and `periods`."""

    @field(description="Every period that a clause sets (约定期限), in the order of their names.")
    def periods(self) -> list[NamedPeriod]:
        return [
            NamedPeriod(
                kind=kind,
                amount=rule.period.amount,
                unit=rule.period.unit,
                moves=rule.moves,
                monthly=rule.monthly,
                starts=rule.starts,
                meaning=rule.meaning,
                clause=clauses.clause(rule.clause),
                rule=rule.rule,
            )
            for kind, rule in sorted(TERMS.items())
        ]

    @field(
        description=(
            "When a period ends (期限): one that a clause sets, by `kind`, or any other, by"
            " `period`; give one of the two. The day it runs from is not counted (Q2)."
        ),
        graphql_type=DeadlineResult,
    )
    async def deadline(
        self,
        start: Annotated[date, strawberry.argument(description="The day it runs from (起算日).")],
        kind: Annotated[
            Term | None, strawberry.argument(description="A period that a clause sets (类型).")
        ] = UNSET,
        period: Annotated[
            PeriodInput | None, strawberry.argument(description="Any other period (期限).")
        ] = UNSET,
        moves: Annotated[
            bool,
            strawberry.argument(
                description="Whether `period`'s last day moves on to a working day (顺延, MR 5.2)."
            ),
        ] = False,
        readings: Chosen = UNSET,
    ) -> Deadline | refusal.Refusal:
        found = counted(start, kind, period, chosen(readings), moves=moves)
        return spoken(found.end, found.kind) if isinstance(found, Counted) else found


class Counted(Struct, frozen=True):
    """The end of a period, and the name by which it was asked for."""

    end: calendar.Deadline
    kind: Term | None


def counted(
    start: date,
    kind: Term | None,
    period: PeriodInput | None,
    used: model.Readings,
    *,
    moves: bool,
) -> Counted | refusal.Refusal:
    """The end of a period by its name or its length; CALENDAR_NOT_PUBLISHED as a value (I17)."""
    if bool(kind) == bool(period):
        raise invalid("either kind or period", "both" if kind else "neither")
    try:
        if kind:
            return Counted(term.ends(kind, start, used), kind)
        return Counted(calendar.deadline(start, _period(period), used, moves=moves), None)
    except CalendarNotPublished as unknown:
        return unpublished(unknown)
    except ValueError as beyond:
        raise invalid("a period that ends by 9999-12-31", f"one from {start}") from beyond


def _period(given: PeriodInput | None) -> Period:
    if not given or not 1 <= given.amount <= LONGEST:
        raise invalid(f"an amount from 1 to {LONGEST}", given and given.amount)
    return Period(given.amount, given.unit)
