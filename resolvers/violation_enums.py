"""The enums about violations and deposits, each value described for those who ask the schema."""

from graph.model import DepositMove, ViolationClass, ViolationOutcome
from graph.rules.deposit.demand import DemandState, Remedy
from graph.rules.deposit.due import DueState
from graph.rules.deposit.refund import Obstacle, RefundState
from graph.rules.deposit.set_off import Due, Source
from graph.rules.violations.integrity import Measure
from graph.rules.violations.proceedings import Basis, State
from graph.rules.violations.rights import RightKind
from resolvers.enums import spoken

__all__ = [
    "Basis",
    "DemandState",
    "DepositMove",
    "Due",
    "DueState",
    "Measure",
    "Obstacle",
    "RefundState",
    "Remedy",
    "RightKind",
    "Source",
    "State",
    "ViolationClass",
    "ViolationOutcome",
]

spoken(
    ViolationClass,
    "How grave a violation is (违规类别); an input of the finding, never computed (Q23).",
    {
        ViolationClass.CLASS_1: "Class 1, a fundamental breach (一类违规, MR 6.1).",
        ViolationClass.CLASS_2: "Class 2, counted for twelve months (二类违规, MR 6.2).",
    },
)
spoken(
    ViolationOutcome,
    "What Aliyun recorded as the outcome (认定结果, R74).",
    {
        ViolationOutcome.ESTABLISHED: "Established (成立).",
        ViolationOutcome.DISMISSED: "Dismissed (不成立).",
    },
)
spoken(
    State,
    "Where the proceedings on a charge stand on the day (处理状态, R74).",
    {
        State.CHARGED: "Reported, and the party not yet notified (已立案).",
        State.AWAITING_REPLY: "Notified, and the reply period runs (待答复).",
        State.UNDER_REVIEW: "Replied in time, and nothing decided (审查中).",
        State.ESTABLISHED: "Established (成立), by a finding or by silence.",
        State.DISMISSED: "Dismissed (不成立).",
    },
    name="ViolationState",
)
spoken(
    Basis,
    "By what a violation was established (成立依据, R74).",
    {
        Basis.SILENCE: "No reply within three working days of receipt (逾期未答复).",
        Basis.FINDING: "A finding (认定): weak proof, or clear facts.",
    },
    name="ViolationBasis",
)
spoken(
    RightKind,
    "What a right of Aliyun upon violations is founded on (权利类型); it ends nothing by itself.",
    {
        RightKind.FUNDAMENTAL_BREACH: "To end at once, without compensation (根本违约, MR 6.1).",
        RightKind.REPEATED_VIOLATIONS: "To end at once, without any fee (累计三次, MR 6.2, Q3).",
        RightKind.BELOW_LIST_PRICE: "To end the cooperation at once (低价销售, FA 4.2.4.2).",
        RightKind.BREACH_OF_DUTIES: (
            "To downgrade, cancel the standing or end early (违反义务, FA 7.2.1)."
        ),
    },
    name="ViolationRightKind",
)
spoken(
    Measure,
    "What a part of the integrity penalty is taken of (违约金基数, IP 2).",
    {
        Measure.CONTRACT_TOTAL: "The contract total (合同总额), 30 % of it.",
        Measure.FEES_PAID: "All service fees paid (已付服务费), 30 % of them.",
        Measure.BENEFIT: "The improper benefit (不正当利益), the whole.",
    },
    name="IntegrityMeasure",
)
spoken(
    DepositMove,
    "What moved a deposit, or was taken in its stead (保证金变动).",
    {
        DepositMove.PAID: "Paid in (缴纳, FA 3.5.1).",
        DepositMove.TOPPED_UP: "Topped up (补足, FA 3.5.3).",
        DepositMove.DEDUCTED: "Deducted (扣除, FA 3.5.2, MR 6.3).",
        DepositMove.SET_OFF_PREPAYMENT: "Set off against prepayment (预付款抵扣, MR 6.3).",
        DepositMove.SET_OFF_FEES: "Set off against service fees (服务费抵扣, MR 6.3).",
        DepositMove.REFUNDED: "Given back (退还, FA 3.5.4).",
    },
)
spoken(
    DueState,
    "Whether the deposit was paid in (缴纳状态, R60).",
    {
        DueState.OPEN: "Not paid, and the period runs (待缴).",
        DueState.OVERDUE: "Not paid in time (逾期未缴).",
        DueState.PAID: "Paid in time (已缴).",
        DueState.PAID_LATE: "Paid after the last day (逾期缴纳).",
    },
    name="DepositDueState",
)
spoken(
    DemandState,
    "Where a demand to top up stands (补足状态, R62).",
    {
        DemandState.OPEN: "Not met, and the period runs (待补足).",
        DemandState.MET: "Met in full (已补足).",
        DemandState.OVERDUE: "Not met in time (逾期未补足).",
    },
    name="TopUpState",
)
spoken(
    Remedy,
    "What Aliyun may do where a deposit is not topped up (逾期处理).",
    {
        Remedy.FROM_FEES: "Take it from service fees payable (从服务费扣除, FA 3.5.3).",
        Remedy.CLAIM: "Claim it (追偿): a city partner has no fees, its tier-1's stay (R65).",
    },
    name="TopUpRemedy",
)
spoken(
    RefundState,
    "What becomes of the deposit (退还状态, R64).",
    {
        RefundState.NOT_ENDED: "No framework agreement has ended (协议未终止).",
        RefundState.DUE: "To be given back by the deadline (应退还).",
        RefundState.OVERDUE: "The deadline has passed (逾期未退).",
        RefundState.HELD: "Held until somebody decides (留存, Q18).",
        RefundState.REFUNDED: "Given back (已退还).",
        RefundState.NOTHING_HELD: "Nothing is left (无余额).",
    },
    name="DepositRefundState",
)
spoken(
    Obstacle,
    "Why a deposit is held and not given back (留存原因, FA 3.5.4).",
    {
        Obstacle.VIOLATION: "A violation in the term (期内违规).",
        Obstacle.OPEN_CHARGE: "A charge that is not decided (违规未决).",
        Obstacle.RENEWED: "A renewal was signed (已续约).",
        Obstacle.OTHER_END: "The agreement did not run out (非期满终止).",
    },
    name="RefundObstacle",
)
spoken(
    Due,
    "Why an amount is due; it decides what it is taken from (应付事由).",
    {
        Due.PENALTY: "A penalty (违约金): deposit, prepayment, fees (MR 6.3, Q29).",
        Due.LOSS: "A loss the partner caused (损失): the deposit alone (FA 3.5.2).",
        Due.TOP_UP: "A top-up that did not come (未补足): fees alone (FA 3.5.3).",
    },
    name="SetOffCause",
)
spoken(
    Source,
    "What an amount is taken from (扣款来源).",
    {
        Source.DEPOSIT: "The deposit (保证金).",
        Source.PREPAYMENT: "Unsettled prepayment (未结算预付款).",
        Source.FEES: "Unpaid service fees (未付服务费).",
    },
    name="SetOffSource",
)
