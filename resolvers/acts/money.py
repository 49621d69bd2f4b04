"""Mutations of money: payments, debts, what is settled on them and found about them."""

from datetime import date, datetime, timedelta
from typing import Annotated

import strawberry
from strawberry import field

from graph.model import (
    Cause,
    FactId,
    Fen,
    Finding,
    Obligation,
    PartyId,
    Payment,
    Settlement,
    Trace,
    Uid,
    cite,
)
from loaders.acts.records import record
from resolvers.acts.carried import carried_out, carried_out_rows
from resolvers.acts.given import GIVEN, ActInput
from resolvers.acts.links import ManyAnswer, RowsResult
from resolvers.acts.rows import RowsInput, counted
from resolvers.acts.written import FactsAnswer, FactsResult, FactsWritten, yuan
from resolvers.context import Asked

PAID = cite(rules=("R20", "R21"), clauses=("FA 3.4.1.3", "MR 3.5.2"))
OWED = cite(rules=("R40", "R50"), clauses=("FA 3.4.4.1", "FA 8.4.1"))
SETTLED = cite(rules=("R51",), clauses=("CC 178",))
FOUND = cite(rules=("R45",), clauses=("CA 1.3", "CA 1.4"))


@strawberry.input(description="Cash paid on an account, or a refund of it (付款).")
class PaymentRow:
    """Made a `Payment`."""

    id: str = field(description="Your own id (付款编号): the same payment is stored once.")
    account: str = field(description="The account (账号 UID) it was paid on.")
    paid_at: datetime = field(description="When it was paid (支付时间), with its offset.")
    amount: str = field(
        description="Cash in yuan (实付金额), vouchers left out; a refund is negative."
    )
    refund_of: str | None = field(
        default=None, description="The payment (原付款编号) that it gives back."
    )
    product: str | None = field(default=None, description="What for (产品).")
    fee_eligible: bool = field(
        default=True, description="Whether it counts for the service fee (计入服务费, R31)."
    )
    voucher_amount: str = field(default="0", description="Yuan paid by voucher beside it (代金券).")
    consumed_from: date | None = field(default=None, description="First day of use (使用开始日).")
    consumed_to: date | None = field(default=None, description="First day after it (使用截止日).")

    def payment(self, source: str) -> Payment:
        """The fact; INVALID_ARGUMENT when an amount is none."""
        return Payment(
            id=FactId(self.id),
            account=Uid(self.account),
            paid_at=self.paid_at,
            fen=yuan(self.amount),
            product=self.product,
            fee_eligible=self.fee_eligible,
            voucher_fen=Fen(yuan(self.voucher_amount)),
            consumed_from=self.consumed_from,
            consumed_to=self.consumed_to,
            refund_of=None if self.refund_of is None else FactId(self.refund_of),
            source=source,
        )


@strawberry.input(description="Record payments (记录付款).")
class RecordPaymentsInput(RowsInput):
    """Up to a thousand rows."""

    rows: list[PaymentRow] = field(description="1 to 1,000 payments (行).")


@strawberry.input(description="Record a debt to Aliyun (记录债务).")
class RecordObligationInput(ActInput):
    """Made an `Obligation`."""

    id: str = field(description="Your own id (债务编号).")
    account: str | None = field(default=None, description="The account (账号) that owes, or …")
    party: str | None = field(default=None, description="… the party (主体) that owes itself.")
    occurred_on: date = field(description="The day, or first day, on which it arose (发生日).")
    occurred_to: date | None = field(
        default=None,
        description="First day after it (发生截止日); a single day if left out.",
    )
    amount: str = field(description="How much, in yuan (金额).")
    cause: Cause = field(default=Cause.TRANSACTION, description="What it arose from (事由).")

    def obligation(self) -> Obligation:
        """The fact; INVALID_ARGUMENT when the amount is none."""
        return Obligation(
            id=FactId(self.id),
            account=None if self.account is None else Uid(self.account),
            party=None if self.party is None else PartyId(self.party),
            occurred_from=self.occurred_on,
            occurred_to=self.occurred_to or self.occurred_on + timedelta(1),
            fen=yuan(self.amount),
            cause=self.cause,
            source=self.source,
        )


@strawberry.input(description="Record what was paid on a debt (清偿).")
class SettleObligationInput(ActInput):
    """Made a `Settlement`."""

    obligation: str = field(description="The debt (债务编号).")
    by: str = field(description="The party (清偿主体) that paid.")
    amount: str = field(description="How much, in yuan (金额).")
    effective_on: date | None = field(
        default=None, description="The day of payment (清偿日); today if left out."
    )


@strawberry.input(description="Record a finding on bad management (管理不善认定).")
class RecordFindingInput(ActInput):
    """Made a `Finding`."""

    obligation: str = field(description="The debt (债务编号) behind which it was looked for.")
    party: str = field(description="The city partner or tier-1 (被认定主体) that managed.")
    mismanaged: bool = field(description="Whether badly (是否认定); false rules it out (Q11).")
    effective_on: date | None = field(
        default=None, description="The day of the finding (认定日); today if left out."
    )


@strawberry.type
class MoneyMutations:
    """Cash, and debts to Aliyun."""

    @strawberry.mutation(
        description=(
            "Record up to 1,000 payments (记录付款) in one commit; one that is stored already is"
            " left as it is (R20, R21)."
        ),
        graphql_type=RowsResult,
    )
    async def record_payments(
        self, info: Asked, input: Annotated[RecordPaymentsInput, GIVEN]
    ) -> ManyAnswer:
        rows = [row.payment(input.source) for row in counted(input.rows)]
        act = record([[row] for row in rows], PAID, best_effort=input.best_effort)
        return await carried_out_rows(info, input, act, [row.account for row in rows])

    @strawberry.mutation(
        description="Record a debt to Aliyun (记录债务); who answers for it follows (R40-R50).",
        graphql_type=FactsResult,
    )
    async def record_obligation(
        self, info: Asked, input: Annotated[RecordObligationInput, GIVEN]
    ) -> FactsAnswer:
        return await _one(info, input, input.obligation(), OWED)

    @strawberry.mutation(
        description="Record what was paid on a debt (清偿); it reduces everyone's (R51).",
        graphql_type=FactsResult,
    )
    async def settle_obligation(
        self, info: Asked, input: Annotated[SettleObligationInput, GIVEN]
    ) -> FactsAnswer:
        paid = Settlement(
            id=FactId(""),
            obligation=FactId(input.obligation),
            by=PartyId(input.by),
            on=input.effective_on or info.context.today,
            fen=yuan(input.amount),
            source=input.source,
        )
        return await _one(info, input, paid, SETTLED)

    @strawberry.mutation(
        description="Record a finding on bad management behind a debt (管理不善认定, R45, Q11).",
        graphql_type=FactsResult,
    )
    async def record_finding(
        self, info: Asked, input: Annotated[RecordFindingInput, GIVEN]
    ) -> FactsAnswer:
        found = Finding(
            id=FactId(""),
            obligation=FactId(input.obligation),
            party=PartyId(input.party),
            mismanaged=input.mismanaged,
            found_on=input.effective_on or info.context.today,
            source=input.source,
        )
        return await _one(info, input, found, FOUND)


async def _one(
    info: Asked, given: ActInput, fact: Obligation | Settlement | Finding, trace: Trace
) -> FactsAnswer:
    return await carried_out(info, given, record([[fact]], trace), FactsWritten.of)
