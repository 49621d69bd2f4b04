"""Leaving: the ways out, and the duties that go on after an end."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeAlias

import strawberry
from strawberry import UNSET, Private, field

from graph import model
from graph.model import PartyId, Uid
from graph.rules import exits as exit_rules
from graph.rules import survival as survival_rules
from graph.rules.refusal import Refusal
from resolvers import papered, planned, seen
from resolvers.context import Asked
from resolvers.deadline import Deadline, spoken
from resolvers.exposure import existing
from resolvers.leaving_enums import Survivor, Way
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.money import Money, money
from resolvers.planned import AboutAccount, Requirement
from resolvers.refusal import Refused
from resolvers.seen import AParty
from resolvers.trace import Trace

if TYPE_CHECKING:
    from resolvers.party import Party


@strawberry.type(description="A way out (退出方式), its earliest day and what it still lacks.")
class ExitOption:
    """Of `graph.rules.exits.Exit`."""

    way: Way = field(description="Which (方式).")
    open: bool = field(description="Whether it is open to the partner (可选); by Q15 one is not.")
    earliest: date | None = field(
        description="First day on which the partner would be out (最早退出日); null: none yet."
    )
    requirements: list[Requirement] = field(description="What it asks for (条件).")
    deadlines: list[Deadline] = field(description="Periods that have to run first (期限).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type(description="The ways out of an account with standing (退出方式); none without.")
class ExitOptions(AboutAccount):
    """Of `graph.rules.exits.exits`."""

    options: list[ExitOption] = field(description="Each way (方式).")


@strawberry.type(description="A duty that goes on (存续义务), and until when.")
class SurvivingDuty:
    """Of `graph.rules.survival.SurvivingDuty`."""

    duty: Survivor = field(description="Which (义务).")
    since: date = field(description="First day on which it bound (起始日).")
    last_day: date | None = field(description="Last day on which it binds (届满日); null: ever.")
    amount: Money | None = field(description="What is still to be paid (未付金额).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type(description="The duties of a party that go on, on a day (存续义务, R120–R127).")
class SurvivingDuties:
    """Of `graph.rules.survival.duties`."""

    id: Private[PartyId]
    scope: Private[Scope]
    day: date = field(description="The day (日期).")
    duties: list[SurvivingDuty] = field(description="Each duty (义务).")

    @field(description="The party (主体).", graphql_type=AParty)
    async def party(self) -> "Party":
        return await seen.party(self.scope, self.id)


ExitOptionsResult: TypeAlias = Annotated[
    ExitOptions | Refused,
    strawberry.union(
        "ExitOptionsResult", description="The ways out (退出方式), or CALENDAR_NOT_PUBLISHED."
    ),
]
SurvivingDutiesResult: TypeAlias = Annotated[
    SurvivingDuties | Refused,
    strawberry.union(
        "SurvivingDutiesResult",
        description="The duties that go on (存续义务), or CALENDAR_NOT_PUBLISHED.",
    ),
]


def leaving(found: exit_rules.Exit) -> ExitOption:
    """A way out as it is spoken."""
    return ExitOption(
        way=found.way,
        open=found.open,
        earliest=found.earliest,
        requirements=[planned.required(each) for each in found.requirements],
        deadlines=[spoken(each) for each in found.deadlines],
        trace=found.trace,
    )


def lasting(found: survival_rules.SurvivingDuty) -> SurvivingDuty:
    """A duty as it is spoken."""
    return SurvivingDuty(
        duty=found.duty,
        since=found.since,
        last_day=found.last_day,
        amount=None if found.fen is None else money(found.fen),
        trace=found.trace,
    )


def exits(scope: Scope, found: papered.Leaving) -> ExitOptions:
    """The ways out of an account as they are spoken."""
    options = [leaving(each) for each in found.options]
    return ExitOptions(scope=scope, uid=found.uid, options=options)


def surviving(scope: Scope, found: papered.Lasting) -> SurvivingDuties:
    """The duties of a party as they are spoken."""
    duties = [lasting(each) for each in found.duties]
    return SurvivingDuties(id=found.party, scope=scope, day=scope.moment.as_of, duties=duties)


@strawberry.type
class LeavingQueries:
    """What it takes to leave, and what stays."""

    @field(
        description=(
            "The ways out for a partner's account on a day (退出方式, R82, R83, R89, R101, Q15),"
            " counted from its open request to leave, else from the day."
        ),
        graphql_type=ExitOptionsResult,
    )
    async def exit_options(
        self,
        info: Asked,
        account: Annotated[str, strawberry.argument(description="The account (账号 UID).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> ExitOptions | Refusal:
        scope = scope_of(info, as_of, known_at, readings)
        found = await papered.leaving(scope, Uid(account))
        return found if isinstance(found, Refusal) else exits(scope, found)

    @field(
        description=(
            "The duties of a party that go on, on a day, after what had ended by then (存续义务,"
            " R109, R120–R127): until when, and by which clause."
        ),
        graphql_type=SurvivingDutiesResult,
    )
    async def surviving_duties(
        self,
        info: Asked,
        party: Annotated[str, strawberry.argument(description="The party's own id (主体编号).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> SurvivingDuties | Refusal:
        scope = scope_of(info, as_of, known_at, readings)
        (id_,) = await existing(scope, [party])
        found = await papered.surviving(scope, id_)
        return found if isinstance(found, Refusal) else surviving(scope, found)
