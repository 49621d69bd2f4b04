"""Mutations of what a partner is charged with: violations, its deposit, its fees, its tests."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import field

from graph.model import (
    Assessment,
    DepositEntry,
    FactId,
    FeeMove,
    FeeStep,
    Month,
    PartyId,
    Uid,
    Violation,
    cite,
)
from loaders.acts.found import Named
from loaders.acts.proceeding import carry_on
from loaders.acts.records import record
from resolvers.acts.carried import carried_out
from resolvers.acts.given import GIVEN, ActInput
from resolvers.acts.written import FactsAnswer, FactsResult, FactsWritten, maybe_yuan, yuan
from resolvers.context import Asked
from resolvers.enums import spoken
from resolvers.violation_enums import DepositMove, ViolationClass, ViolationOutcome

CHARGED = cite(rules=("R70", "R71", "R73"), clauses=("MR 6.1", "MR 6.2"))
PROCEEDED = cite(rules=("R74",), clauses=("MR 6.4.1",))
DEPOSIT = cite(rules=("R60", "R61", "R62"), clauses=("FA 3.5.1", "FA 3.5.2", "FA 3.5.3"))
FEE = cite(rules=("R35",), clauses=("MR 5.2.1", "MR 5.2.2", "MR 5.2.3"))
TESTED = cite(rules=("R08", "R87"), clauses=("MR 2.1", "MR 4.2"))

spoken(
    FeeMove,
    "A step in the settlement of a service fee (结算步骤, MR 5.2).",
    {
        FeeMove.NOTIFIED: "Aliyun told the partner the amount (已通知).",
        FeeMove.INVOICED: "A valid invoice came (已收票).",
        FeeMove.INVOICE_REJECTED: "The invoice is not valid (发票退回).",
        FeeMove.PAID: "Aliyun paid (已付).",
        FeeMove.DISPUTED: "One of them disputes it (有争议).",
        FeeMove.FORFEITED: "It is lost with the end (丧失, MR 6.2).",
    },
)


@strawberry.input(description="Charge a party with a violation (记录违规).")
class RecordViolationInput(ActInput):
    """Made a `Violation`."""

    id: str = field(description="Your own id (违规编号).")
    party: str = field(description="The party (主体编号) charged.")
    rank: ViolationClass = field(description="How grave it is (违规类别); an input (Q23).")
    clause: str = field(description="Its code in the catalogue (违规条款): `MR 6.2.7.3`.")
    words: str = field(
        default="", description="What was done (违规说明), where the code alone does not say it."
    )
    acted_on: date | None = field(default=None, description="The day of the act (行为日).")
    reported_on: date | None = field(default=None, description="Day of the report (举报日).")
    noticed_on: date | None = field(
        default=None,
        description="The day on which the party received the notice (收到日, R74).",
    )
    obligation: str | None = field(
        default=None, description="The debt (债务编号) that it caused, if one."
    )
    reported_by: str | None = field(
        default=None, description="The partner (举报主体编号) that reported it, if one (R79)."
    )
    evidence: str = field(default="", description="Its evidence (举报证据, MR 6.4.3).")

    def violation(self) -> Violation:
        """The fact."""
        return Violation(
            id=FactId(self.id),
            party=PartyId(self.party),
            rank=self.rank,
            clause=self.clause,
            words=self.words,
            acted_on=self.acted_on,
            reported_on=self.reported_on,
            noticed_on=self.noticed_on,
            obligation=None if self.obligation is None else FactId(self.obligation),
            reported_by=None if self.reported_by is None else PartyId(self.reported_by),
            evidence=self.evidence,
            source=self.source,
        )


@strawberry.input(description="Record a step of the proceedings on a violation (违规处理进展).")
class RecordViolationStepInput(ActInput):
    """What is not known yet is left out."""

    violation: str = field(description="The violation (违规编号).")
    noticed_on: date | None = field(
        default=None, description="The day on which the party received the notice (通知收到日)."
    )
    replied_on: date | None = field(default=None, description="Day of its reply (答复日).")
    outcome: ViolationOutcome | None = field(
        default=None, description="What Aliyun found (认定结果); the day is `effectiveOn`."
    )
    effective_on: date | None = field(
        default=None, description="The day of the finding (认定日); today if left out."
    )
    counted_on: date | None = field(
        default=None, description="From when it counts (计次日), if not from the finding (Q5)."
    )
    expected_version: int | None = field(
        default=None, description="The version that you have seen (预期版本)."
    )


@strawberry.input(description="Record a movement of a deposit (记录保证金变动).")
class RecordDepositEntryInput(ActInput):
    """Made a `DepositEntry`."""

    id: str = field(default="", description="Your own id (编号); one is made if left out.")
    party: str = field(description="The party (主体编号) whose deposit it is.")
    move: DepositMove = field(description="What moved it (变动类型); it gives the sign.")
    amount: str = field(description="How much, in yuan (金额), above zero.")
    effective_on: date | None = field(
        default=None, description="The day of it (变动日); today if left out."
    )
    noticed_on: date | None = field(
        default=None,
        description="The day on which the notice to top up was received (通知收到日, R62).",
    )
    about: str | None = field(
        default=None, description="The violation or debt (相关编号) for which was deducted."
    )
    agreement: str | None = field(
        default=None, description="The agreement (协议编号) that it secures."
    )


@strawberry.input(description="Record a step of a month's service fee (记录服务费进展).")
class RecordFeeStepInput(ActInput):
    """Made a `FeeStep`."""

    account: str = field(description="The partner's account (账号 UID).")
    month: Month = field(description="The month (月份) of the fee.")
    move: FeeMove = field(description="What happened (步骤).")
    amount: str | None = field(default=None, description="Yuan (金额), where it names an amount.")
    effective_on: date | None = field(
        default=None, description="The day of it (日期); today if left out."
    )


@strawberry.input(description="Record what a partner reached in a quarter (记录季度考核).")
class RecordAssessmentInput(ActInput):
    """Made an `Assessment`."""

    account: str = field(description="The partner's account (账号 UID).")
    quarter: date = field(description="First day of the quarter (季度首日).")
    new_customers: int = field(description="New cloud users in it (新增用户数).")
    minimum: int = field(description="The minimum set for it (最低要求, Q22).")


@strawberry.type
class ChargedMutations:
    """Violations, deposits, fees and tests."""

    @strawberry.mutation(
        description=(
            "Charge a party with a violation (记录违规, R70-R73). What it costs and whether it"
            " gives a right to end follows; nothing ends by it."
        ),
        graphql_type=FactsResult,
    )
    async def record_violation(
        self, info: Asked, input: Annotated[RecordViolationInput, GIVEN]
    ) -> FactsAnswer:
        act = record([[input.violation()]], CHARGED)
        return await carried_out(info, input, act, FactsWritten.of)

    @strawberry.mutation(
        description=(
            "Record a step of the proceedings on a violation (违规处理进展, R74): the notice, the"
            " reply, the finding."
        ),
        graphql_type=FactsResult,
    )
    async def record_violation_step(
        self, info: Asked, input: Annotated[RecordViolationStepInput, GIVEN]
    ) -> FactsAnswer:
        found_on = input.effective_on or info.context.today
        steps = {
            "noticed_on": input.noticed_on,
            "replied_on": input.replied_on,
            "outcome": input.outcome,
            "decided_on": None if input.outcome is None else found_on,
            "counted_on": input.counted_on,
        }
        named = Named(Violation, FactId(input.violation))
        act = carry_on(named, steps, input.expected_version, PROCEEDED, input.source)
        return await carried_out(info, input, act, FactsWritten.of)

    @strawberry.mutation(
        description="Record a movement of a deposit or a set-off (记录保证金变动, R60-R64).",
        graphql_type=FactsResult,
    )
    async def record_deposit_entry(
        self, info: Asked, input: Annotated[RecordDepositEntryInput, GIVEN]
    ) -> FactsAnswer:
        entry = DepositEntry(
            id=FactId(input.id),
            party=PartyId(input.party),
            move=input.move,
            fen=yuan(input.amount),
            on=input.effective_on or info.context.today,
            noticed_on=input.noticed_on,
            about=None if input.about is None else FactId(input.about),
            agreement=None if input.agreement is None else FactId(input.agreement),
            source=input.source,
        )
        return await carried_out(info, input, record([[entry]], DEPOSIT), FactsWritten.of)

    @strawberry.mutation(
        description="Record a step of a month's service fee (记录服务费进展, R35, R36).",
        graphql_type=FactsResult,
    )
    async def record_fee_step(
        self, info: Asked, input: Annotated[RecordFeeStepInput, GIVEN]
    ) -> FactsAnswer:
        step = FeeStep(
            id=FactId(""),
            account=Uid(input.account),
            month=input.month.first,
            move=input.move,
            on=input.effective_on or info.context.today,
            fen=maybe_yuan(input.amount),
            source=input.source,
        )
        return await carried_out(info, input, record([[step]], FEE), FactsWritten.of)

    @strawberry.mutation(
        description="Record what a partner reached in a quarter (记录季度考核, R08, R87, Q22).",
        graphql_type=FactsResult,
    )
    async def record_assessment(
        self, info: Asked, input: Annotated[RecordAssessmentInput, GIVEN]
    ) -> FactsAnswer:
        tested = Assessment(
            id=FactId(""),
            account=Uid(input.account),
            quarter=input.quarter,
            new_customers=input.new_customers,
            minimum=input.minimum,
            source=input.source,
        )
        return await carried_out(info, input, record([[tested]], TESTED), FactsWritten.of)
