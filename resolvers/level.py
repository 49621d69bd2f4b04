"""Levels: the figures of entry, a table of levels, and the quarterly tests of a partner."""

from datetime import date
from typing import Annotated, TypeAlias, TypeVar

import strawberry
from strawberry import UNSET, field

from graph import model
from graph.model import Fen, Month, Uid
from graph.readings import DEFAULTS
from graph.rules import levels as rules
from graph.rules.levels import SAMPLE, Level, Minimum, Outcome, State
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known
from resolvers import papered
from resolvers.context import Asked
from resolvers.enums import spoken
from resolvers.errors import error
from resolvers.interval import Interval
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.money import Money, money
from resolvers.planned import AboutAccount
from resolvers.refusal import Refused
from resolvers.trace import Trace

T = TypeVar("T")

spoken(
    Level,
    "A partner's level (合作伙伴等级, MR 2.1), the lowest first.",
    {
        Level.STANDARD: "Standard (标准).",
        Level.SILVER: "Silver (银牌).",
        Level.GOLD: "Gold (金牌).",
        Level.PLATINUM: "Platinum (白金).",
        Level.DIAMOND: "Diamond (钻石).",
    },
    name="PartnerLevel",
)
spoken(
    Minimum,
    "A figure of entry that has to reach a number (准入指标, MR 2.1); the number is enough (R05).",
    {
        Minimum.CAPITAL: "Registered capital in fen (注册资本): 500,000 yuan.",
        Minimum.STAFF: "Staff (员工): 10.",
        Minimum.TECHNICAL_TEAM: "Technical team (技术团队): 3.",
        Minimum.NEW_CUSTOMERS: "New cloud users a quarter (季度新增云用户): 10.",
        Minimum.DEPOSIT: "Deposit in fen (保证金): 5,000 yuan.",
    },
    name="EntryMinimum",
)
spoken(
    Outcome,
    "How a tested quarter went (考核结果).",
    {
        Outcome.REACHED: "The minimum was reached (达标).",
        Outcome.MISSED: "It was not (未达标).",
        Outcome.EXEMPT: "Spent in part as a city partner, which is not tested (免考核, CA 1.3).",
    },
    name="QuarterOutcome",
)
spoken(
    State,
    "What the tests mean for a partner (认证状态); standing ends only with a notice (R90).",
    {
        State.NO_STANDING: "It is no partner (无身份).",
        State.EXEMPT: "It is a city partner and not tested (免考核, CA 1.3).",
        State.NOT_ASSESSED: "No quarter of this standing was tested yet (未考核).",
        State.CERTIFIED: "The last tested quarter was reached or exempt (合格).",
        State.AT_RISK: "The last tested quarter was missed (预警).",
        State.CANCELLABLE: "Two in a row were missed: Aliyun may cancel (可取消, MR 7.1.1).",
    },
    name="CertificationState",
)


@strawberry.input(description="A level and the cash of a quarter that it stands for (等级标准).")
class LevelRowInput:
    """Made a `graph.rules.levels.Row`."""

    level: Level = field(description="The level (等级).")
    first: Fen = field(description="From this amount in fen on (起点).")
    below: Fen | None = field(default=UNSET, description="Below this one in fen (上限，不含).")


@strawberry.input(description="What an applicant says of itself (准入指标); leave out the unknown.")
class EligibilityInput:
    """Made `graph.rules.levels.Figures`, and a table."""

    capital: Fen | None = field(default=UNSET, description="Registered capital in fen (注册资本).")
    staff: int | None = field(default=UNSET, description="Staff (员工).")
    technical_team: int | None = field(default=UNSET, description="Technical team (技术团队).")
    new_customers: int | None = field(
        default=UNSET, description="New cloud users in a quarter (季度新增云用户)."
    )
    deposit: Fen | None = field(default=UNSET, description="Deposit in fen (保证金).")
    cash: Fen | None = field(
        default=UNSET, description="Cash of a quarter in fen (季度实付), to be told its level."
    )
    levels: list[LevelRowInput] | None = field(
        default=UNSET,
        description="The table of levels (等级表); an invented sample if left out (Q22).",
    )

    def figures(self) -> rules.Figures:
        """The figures as the rule takes them."""
        return rules.Figures(
            capital=_given(self.capital),
            staff=_given(self.staff),
            technical_team=_given(self.technical_team),
            new_customers=_given(self.new_customers),
            deposit=_given(self.deposit),
        )

    def table(self) -> rules.Table | Refusal:
        """The table given, if it is one; else the sample."""
        levels = _given(self.levels)
        if levels is None:
            return SAMPLE
        rows = [rules.Row(each.level, each.first, _given(each.below)) for each in levels]
        return rules.table(rows, "given")


def _given(value: T | None) -> T | None:
    """What an argument says; None where it was left out."""
    return None if value is UNSET else value


@strawberry.type(description="One figure against its minimum (指标核对).")
class EligibilityCheck:
    """Reads `graph.rules.levels.Check`."""

    minimum: Minimum = field(description="Which figure (指标).")
    needed: Fen = field(description="What it has to reach (标准): fen, or people.")
    given: Fen | None = field(description="What was said (数值); null: nothing.")
    met: bool | None = field(description="Whether it does (达标); null: not known.")


@strawberry.type(description="The level that an amount of cash reaches (等级), R08.")
class LevelReached:
    """Of `graph.rules.levels.Reached`."""

    level: Level = field(description="The level (等级).")
    missing: Money | None = field(description="What is missing for the next one (差额).")
    table: str = field(description="Name of the table (等级表).")
    sample: bool = field(
        description="Whether the table is an invented sample (示例): the text has none (Q22)."
    )
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type(description="Whether figures allow an entry (准入资格, R08).")
class Eligibility:
    """Of `graph.rules.levels.Eligibility`."""

    met: bool | None = field(description="Whether all do (达标); null while one is not known.")
    checks: list[rules.Check] = field(
        description="Each figure (指标).", graphql_type=list[EligibilityCheck]
    )
    level: LevelReached | None = field(description="The level of the cash given (等级).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


EligibilityResult: TypeAlias = Annotated[
    Eligibility | Refused,
    strawberry.union(
        "EligibilityResult",
        description="Whether figures allow an entry (准入资格), or LEVEL_TABLE_INVALID.",
    ),
]


@strawberry.type(description="A quarter that was tested (季度考核, R87).")
class TestedQuarter:
    """Of `graph.rules.levels.Quarter`."""

    __test__ = False

    days: model.Interval = field(description="Its days (期间).", graphql_type=Interval)
    tested_in: Month = field(description="The month of the test (考核月): 1, 4, 7 or 10.")
    annual: bool = field(description="Whether that test is the annual one as well (年度考核).")
    outcome: Outcome = field(description="How it went (结果).")
    new_customers: int = field(description="New cloud users (新增云用户).")
    minimum: int = field(description="The minimum set for it (最低标准).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type(description="Where a partner stands by its tests on a day (认证状态, R87).")
class Certification(AboutAccount):
    """Of `graph.rules.levels.Certification`."""

    state: State = field(description="What they mean (状态).")
    cancellable_from: date | None = field(
        description="First day on which Aliyun may cancel the standing (可取消起始日)."
    )
    quarters: list[TestedQuarter] = field(description="The quarters tested by the day (季度).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


def quarter(found: rules.Quarter) -> TestedQuarter:
    """A tested quarter as it is spoken."""
    return TestedQuarter(
        days=found.interval,
        tested_in=found.tested_in,
        annual=found.annual,
        outcome=found.outcome,
        new_customers=found.assessment.new_customers,
        minimum=found.assessment.minimum,
        trace=found.trace,
    )


async def of_account(scope: Scope, uid: Uid, known: Known) -> Certification:
    """What the tests of an account mean on the day."""
    return certified(scope, uid, await testing(scope, uid, known))


async def testing(scope: Scope, uid: Uid, known: Known) -> rules.Certification:
    """The same, as the rule gives it."""
    papers = await papered.account_papers(scope, uid)
    return rules.certification(uid, papers.assessments, known, scope.moment.as_of)


def certified(scope: Scope, uid: Uid, found: rules.Certification) -> Certification:
    """A certification as it is spoken."""
    return Certification(
        scope=scope,
        uid=uid,
        state=found.state,
        cancellable_from=found.cancellable_from,
        quarters=[quarter(each) for each in found.quarters],
        trace=found.trace,
    )


@strawberry.type
class LevelQueries:
    """Entry and tests."""

    @field(
        description=(
            "Whether figures reach the minimums of entry (准入资格, R05, R08), and the level of a"
            " quarter's cash by a table without holes or overlaps (Q22)."
        ),
        graphql_type=EligibilityResult,
    )
    def eligibility(
        self,
        input: Annotated[EligibilityInput, strawberry.argument(description="The figures (指标).")],
    ) -> Eligibility | Refusal:
        table = input.table()
        if isinstance(table, Refusal):
            return table
        try:
            found = rules.eligibility(input.figures())
        except ValueError as negative:
            raise error(Code.INVALID_ARGUMENT, str(negative)) from negative
        cash = _given(input.cash)
        level = None if cash is None else _level(cash, table)
        return Eligibility(met=found.met, checks=list(found.checks), level=level, trace=found.trace)

    @field(
        description=(
            "What the quarterly tests mean for a partner on a day (认证状态, R87, S41b): two misses"
            " in a row let Aliyun cancel its standing, never a city partner's."
        )
    )
    async def assessment(
        self,
        info: Asked,
        account: Annotated[str, strawberry.argument(description="The account (账号 UID).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Certification:
        scope = scope_of(info, as_of, known_at, readings)
        known = await papered.existing(scope, uid := Uid(account))
        return await of_account(scope, uid, known)


def _level(cash: Fen, table: rules.Table) -> LevelReached:
    found = rules.reached(cash, table, DEFAULTS)
    return LevelReached(
        level=found.level,
        missing=None if found.missing is None else money(found.missing),
        table=found.table.name,
        sample=found.table.sample,
        trace=found.trace,
    )
