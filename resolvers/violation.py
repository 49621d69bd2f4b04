"""Violations of a party: each charge with its proceedings and count, and the rights they give."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, TypeAlias

import strawberry
from strawberry import Private, field

from graph import clauses, model
from graph.calendar import CalendarNotPublished
from graph.model import PartyId
from graph.rules import refusal
from graph.rules.violations.catalogue import CATALOGUE, Entry
from graph.rules.violations.proceedings import Proceedings, reply_deadline
from graph.rules.violations.record import Record
from resolvers import breached, seen
from resolvers.answers import unpublished
from resolvers.breached import Charged
from resolvers.clause import Clause, Wording
from resolvers.deadline import Deadline, DeadlineResult, spoken
from resolvers.fact import Fact
from resolvers.moment import Scope
from resolvers.money import Money, money
from resolvers.refusal import Refused
from resolvers.seen import AParty, MaybeParty
from resolvers.trace import Trace
from resolvers.violation_enums import (
    Basis,
    RightKind,
    State,
    ViolationClass,
    ViolationOutcome,
)

if TYPE_CHECKING:
    from resolvers.party import Party

MaybeDeadline: TypeAlias = DeadlineResult | None


@strawberry.type(description="An act that is a violation (违规目录条目, R70, R73).")
class ViolationEntry:
    """Reads `graph.rules.violations.catalogue.Entry`."""

    code: str = field(description="Its code (代码), `MR 6.2.7.3`, `MR 6.1/forgery`.")
    classes: list[ViolationClass] = field(
        description="The classes in which it may be found (可认定类别, Q23)."
    )
    gloss: Wording = field(description="What it is, in our own words (释义); not a quotation.")
    open: bool = field(description="Whether it is put in words each time (开放条目, Q33).")

    @field(description="The clause that lists it (条款).", graphql_type=Clause)
    @staticmethod
    def clause(parent: strawberry.Parent[Entry]) -> clauses.Clause:
        return clauses.clause(parent.clause)

    @field(description="Duties that it breaks besides (另违反条款).", graphql_type=list[Clause])
    @staticmethod
    def breaches(parent: strawberry.Parent[Entry]) -> list[clauses.Clause]:
        return [clauses.clause(each) for each in parent.breaches]


@strawberry.type(description="A violation charged to a party (违规), and how it stands on the day.")
class Violation:
    """`charge` makes it."""

    row: Private[model.Violation]
    scope: Private[Scope]
    state: State = field(description="Where the proceedings stand (处理状态).")
    final: bool = field(description="Whether nothing is left to be said in them (终局, R74).")
    established_on: date | None = field(description="The day that established it (成立日).")
    basis: Basis | None = field(description="By what it was established (成立依据).")
    counts_from: date | None = field(description="First day on which it counts (计次起始日, Q5).")
    counts_through: date | None = field(
        description="Last day on which it counts (计次截止日，含); null for class 1."
    )
    counting: bool = field(description="Whether it counts on the day asked about (是否计次).")
    ordinal: int | None = field(
        description="Its place among those of class 2 that count on its first day (第几次, R71)."
    )
    penalty: Money | None = field(description="What it costs (违约金, R70, R71, Q4).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)

    @field(description="Its own id (违规编号).")
    def violation_id(self) -> str:
        return self.row.id

    @field(description="The party it is charged to (被诉主体).", graphql_type=AParty)
    async def party(self) -> "Party":
        return await seen.party(self.scope, self.row.party)

    @field(name="class", description="The class it was charged in (类别, Q23).")
    def rank(self) -> ViolationClass:
        return self.row.rank

    @field(description="Its code in the catalogue (代码).")
    def code(self) -> str:
        return self.row.clause

    @field(
        description="The entry of the catalogue (目录条目); null for a code that it lacks.",
        graphql_type=ViolationEntry | None,
    )
    def entry(self) -> Entry | None:
        return CATALOGUE.get(self.row.clause)

    @field(description="What was done, in words (说明, Q33); empty if none were recorded.")
    def words(self) -> str:
        return self.row.words

    @field(description="The day of the act (行为日).")
    def acted_on(self) -> date | None:
        return self.row.acted_on

    @field(description="The day it was reported (举报日).")
    def reported_on(self) -> date | None:
        return self.row.reported_on

    @field(description="The partner that reported it (举报方), if any.", graphql_type=MaybeParty)
    async def reported_by(self) -> "Party | None":
        return await seen.maybe_party(self.scope, self.row.reported_by)

    @field(description="The evidence for it (证据, R79); empty if none was recorded.")
    def evidence(self) -> str:
        return self.row.evidence

    @field(description="The day the party received the notice (收到通知日).")
    def noticed_on(self) -> date | None:
        return self.row.noticed_on

    @field(description="The day of its written reply (答复日).")
    def replied_on(self) -> date | None:
        return self.row.replied_on

    @field(
        description="By when it has to reply (答复期限, R74); null before a notice.",
        graphql_type=MaybeDeadline,
    )
    def reply_deadline(self) -> Deadline | refusal.Refusal | None:
        try:
            end = reply_deadline(self.row, self.scope.moment.readings)
        except CalendarNotPublished as unknown:
            return unpublished(unknown)
        return None if end is None else spoken(end)

    @field(description="What Aliyun recorded as the outcome (认定结果).")
    def outcome(self) -> ViolationOutcome | None:
        return self.row.outcome

    @field(description="The day of that outcome (认定日).")
    def decided_on(self) -> date | None:
        return self.row.decided_on

    @field(description="When it became known (记录时间).")
    def recorded_at(self) -> datetime:
        return self.row.recorded_at

    @field(description="The document it rests on (来源).")
    def source(self) -> str:
        return self.row.source


@strawberry.type(description="A right of Aliyun upon violations (权利); it ends nothing by itself.")
class ViolationRight:
    """Reads `graph.rules.violations.rights.Right`."""

    kind: RightKind = field(description="What it is founded on (权利类型).")
    since: date = field(description="First day on which it stands (产生日).")
    through: date | None = field(
        description="Last day on which it stands (最后一日), as known now; null: it does not lapse."
    )
    violations: list[strawberry.ID] = field(description="The violations behind it (违规编号).")
    trace: Trace = field(description="What it rests on (依据).")


@strawberry.type(description="What a notice of termination ended (违规终止, R70, R72, Q21).")
class ViolationTermination:
    """Reads `graph.rules.violations.termination.Termination`."""

    notice: Fact = field(description="The notice (通知).")
    rights: list[ViolationRight] = field(description="The rights that carried it (所依权利).")
    founded: bool = field(
        description="Whether a right carried it; if not, damages are due (是否有据, FA 8.4.2)."
    )
    contract_ends_on: date = field(description="First day without contract (合同终止日): arrival.")
    standing_ends_on: date = field(
        description="First day without standing (身份终止日): as stated, not before arrival."
    )
    forfeits_fees: bool = field(description="Whether unpaid fees go with it (服务费丧失, Q10).")
    trace: Trace = field(description="What it rests on (依据).")


@strawberry.type(description="The violations of a party as they stand on a day (违规记录).")
class ViolationRecord:
    """`recorded` makes it."""

    scope: Private[Scope]
    id: Private[PartyId]
    charges: list[Violation] = field(description="Every charge (指控), by its first day and id.")
    counting: int = field(description="How many of class 2 count on the day (有效次数, R71).")
    penalties: Money = field(description="What all established ones cost (违约金合计).")
    taken: Money = field(description="What of it was taken (已扣收): deposit and set-offs (R75).")
    outstanding: Money = field(description="What is still to be taken or claimed (未清, R127).")
    rights: list[ViolationRight] = field(description="What Aliyun may do (权利) on the day.")
    terminations: list[ViolationTermination] = field(
        description="What notices of termination have ended by the day (终止), as they arrived."
    )
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)

    @field(description="The party (主体).", graphql_type=AParty)
    async def party(self) -> "Party":
        return await seen.party(self.scope, self.id)


ViolationRecordResult: TypeAlias = Annotated[
    ViolationRecord | Refused,
    strawberry.union(
        "ViolationRecordResult",
        description="Violations, or CALENDAR_NOT_PUBLISHED where silence can't be counted (I17).",
    ),
]


def recorded(scope: Scope, party: PartyId, found: Charged) -> ViolationRecord:
    """A record as it is spoken."""
    record = found.record
    return ViolationRecord(
        scope=scope,
        id=party,
        charges=[charge(scope, record, each) for each in record.charges],
        counting=record.counting,
        penalties=money(record.penalties),
        taken=money(found.taken),
        outstanding=money(max(0, record.penalties - found.taken)),
        rights=list(record.rights),  # type: ignore[arg-type]  # read by their attributes
        terminations=list(record.terminations),  # type: ignore[arg-type]  # as above
        trace=record.trace,
    )


def charge(scope: Scope, record: Record, of: Proceedings) -> Violation:
    """A charge as it is spoken."""
    count = record.count_of(of)
    return Violation(
        row=of.violation,
        scope=scope,
        state=of.state,
        final=of.final,
        established_on=of.established_on,
        basis=of.basis,
        counts_from=count and count.since,
        counts_through=count and count.through,
        counting=count is not None and count.on(scope.moment.as_of),
        ordinal=count and count.ordinal,
        penalty=count and money(count.penalty),
        trace=of.trace if count is None else count.trace,
    )


async def violations_of(scope: Scope, party: PartyId) -> ViolationRecord | refusal.Refusal:
    """A party's record as it is spoken, or why it can't be told."""
    found = await breached.violations(scope, party)
    return found if isinstance(found, refusal.Refusal) else recorded(scope, party, found)
