"""The enums of the computed answers, each value described for those who ask the schema."""

from graph.calendar import Reason, Unit
from graph.rules.attribution import Status
from graph.rules.detachment import Duty, Edge, Ground, Option, Outcome, WarningCode
from graph.rules.liability import ObligorRole
from graph.rules.term import Term
from resolvers.enums import spoken

__all__ = [
    "Duty",
    "Edge",
    "Ground",
    "ObligorRole",
    "Option",
    "Outcome",
    "Reason",
    "Status",
    "Term",
    "Unit",
    "WarningCode",
]

spoken(
    Status,
    "Whether somebody's performance and fee base take a payment in (归属状态).",
    {
        Status.ATTRIBUTED: "It counts to a fee holder (计入业绩).",
        Status.NO_FEE_HOLDER: (
            "It has a direct partner, but its tier-1 has lost its standing and the city partner"
            " is not released yet (无服务费归属, Q7)."
        ),
        Status.UNATTRIBUTED: "It counts to nobody (不计入业绩, FA 3.4.1.3).",
    },
    name="AttributionStatus",
)
spoken(
    ObligorRole,
    "How a party answers for a debt to Aliyun (责任形式).",
    {
        ObligorRole.PRIMARY: "The debtor itself (主债务人).",
        ObligorRole.JOINT: "Jointly and severally with others (连带责任, FA 3.4.4.1, CA 1.4).",
        ObligorRole.SOLE: "Alone and finally (独立承担, FA 3.4.4.2, FA 4.2.2).",
        ObligorRole.JOINT_CONTINGENT: (
            "A tier-1 for its city partner: jointly once bad management is found (待认定连带, Q11)."
        ),
        ObligorRole.UNRESOLVED: (
            "A candidate for what a resale account owes between its release and its conversion"
            " (待定, Q9)."
        ),
    },
)
spoken(
    Ground,
    "Why a link is cut (解除事由); what `uid` has to be follows from it.",
    {
        Ground.JOINT_APPLICATION: (
            "The tier-1 applies, the city partner (`uid`) confirms (共同申请, CA 2.3.1①)."
        ),
        Ground.CITY_APPLICATION: (
            "The city partner (`uid`) applies alone, a month ahead, without a dispute"
            " (单方申请, CA 2.3.1②)."
        ),
        Ground.STANDING_LOST: (
            "The city partner (`uid`) or its tier-1 is no partner any more (身份丧失, CA 2.3.1③)."
        ),
        Ground.OTHER_GROUNDS: (
            "Other reasonable grounds, of a city partner (`uid`) (其他事由, CA 2.3.1④)."
        ),
        Ground.PARTNER_EXIT: "A tier-1 or other partner (`uid`) loses its standing (退出, MR 7.3).",
        Ground.VOLUNTARY_EXIT: (
            "A tier-1 or other partner (`uid`) leaves by itself (主动退出, MR 7.2)."
        ),
        Ground.CUSTOMER_REQUEST: (
            "A customer (account `uid`) asks to contract with Aliyun (客户申请直签, FA 4.3.1.6)."
        ),
    },
    name="DetachmentGround",
)
spoken(
    Edge,
    "What ends (终止的关系).",
    {
        Edge.PARTNER: "Partner standing (合作伙伴身份).",
        Edge.CITY: "City partner standing, derived from the tier link (城市服务商身份, I5).",
        Edge.TIER: "The link between city partner and tier-1 (上下级关联).",
        Edge.LINK: "The link of a customer account (客户关联).",
    },
    name="DetachmentEdge",
)
spoken(
    Outcome,
    "What a customer account becomes (账号结果, MR 7.3.5, Q9).",
    {
        Outcome.ORDINARY_CUSTOMER: "An ordinary customer of the platform (普通客户).",
        Outcome.PENDING_CONVERSION: (
            "Unbound and frozen until its customer signs with Aliyun (待转换)."
        ),
    },
    name="AccountOutcome",
)
spoken(
    Duty,
    "What is to be done after a cut (义务).",
    {
        Duty.TELL_AND_GUIDE_CUSTOMERS: "Tell customers and guide them to Aliyun (告知并引导客户).",
        Duty.CONVERT_OR_CLOSE_RESALE: "Convert resale accounts or refund them (转换或注销).",
        Duty.END_COOPERATION: "End cooperation with former customers (终止与客户合作).",
        Duty.STOP_ACTING_AS_CITY_PARTNER: "Stop acting as a city partner (停止以城市服务商名义).",
        Duty.RETURN_OR_DESTROY_MATERIAL: "Return or destroy material (返还或销毁资料).",
        Duty.KEEP_SECRECY: "Keep secrecy (保密).",
        Duty.END_FRAMEWORK_AGREEMENT: "End the framework agreement (终止框架协议, Q28).",
    },
)
spoken(
    WarningCode,
    "What a plan points out before somebody acts (提示).",
    {
        WarningCode.RESALE_PENDING: "A resale account has to be converted (代销账号待转换).",
        WarningCode.PREPAID_BALANCE: "Cash is prepaid for use after the cut (预付余额).",
        WarningCode.OPEN_DEBT: "The account still owes something (未清债务).",
        WarningCode.NO_FEE_HOLDER_WINDOW: "A city partner's cash has no fee holder (无服务费归属).",
        WarningCode.LINKS_LEFT_OPEN: "Links are left to a partner without standing (关联未解除).",
    },
    name="DetachmentWarningCode",
)
spoken(
    Option,
    "What may become of a city partner when its tier-1 leaves (可选安排, Q30).",
    {
        Option.RELEASE: "Released the same day (同日解除).",
        Option.DELAY: "Released later (延后解除).",
        Option.NEW_ENTRY: "Released, then entered anew under another tier-1 (重新加入, CA 2.1.1).",
    },
    name="CityPartnerOption",
)
spoken(
    Term,
    "A period that a clause sets (期限).",
    {
        Term.DEPOSIT_DUE: "5 working days from signing: the deposit (缴纳保证金, FA 3.5.1).",
        Term.DEPOSIT_TOP_UP: "5 working days from notice: the top-up (补足保证金, FA 3.5.3).",
        Term.DEPOSIT_REFUND: "One week from a clean end: the refund (退还保证金, FA 3.5.4).",
        Term.BREACH_COMPENSATION: "10 days from notice: compensation (违约赔偿, FA 7.1.1).",
        Term.VIOLATION_REPLY: "3 working days from notice: the reply (违规答复, MR 6.4.1).",
        Term.ORDER_SUBMISSION: "30 days from payment or signing: the order (提交订单, MR 6.2.5.1).",
        Term.NOTICE_OF_END: "30 days from notice: the agreement ends (通知终止, FA 8.3.3).",
        Term.PARTNER_EXIT_NOTICE: "1 month from application: a partner leaves (退出, MR 7.2).",
        Term.CITY_EXIT_NOTICE: (
            "1 month from application: a city partner is released (城市服务商退出, CA 2.3.1②)."
        ),
        Term.CUSTOMER_REQUEST_ANSWER: (
            "3 working days from notice: the partner's answer (客户直签答复, FA 4.3.1.6)."
        ),
        Term.NO_HIRING: "1 year from the end: no hiring of Aliyun's staff (禁聘, FA 4.2.9.3).",
        Term.RENEWAL_EXTENSION: (
            "1 month from the end of the term: an agreed but unsigned renewal (顺延, FA 3.2.3)."
        ),
        Term.FORCE_MAJEURE_NOTICE: (
            "15 days from its beginning: notice of force majeure (不可抗力通知, FA 10.3.2)."
        ),
        Term.FORCE_MAJEURE: (
            "30 days from its beginning: force majeure allows an end (不可抗力, FA 10.3.3)."
        ),
        Term.VIOLATION_COUNTS: (
            "12 months from when it counts: a class-2 violation counts (违规计次, MR 6.2)."
        ),
        Term.FEE_STATISTICS: "By the 10th: the month's statistics (业绩统计, MR 5.2.1).",
        Term.FEE_NOTICE: "By the 15th: notice of the month's fee (服务费通知, MR 5.2.2).",
        Term.FEE_INVOICE: "3 working days from notice: the invoice (寄出发票, MR 5.2.2).",
        Term.FEE_PAYMENT: "By the 25th: payment of the month's fee (支付服务费, MR 5.2.3).",
    },
    name="DeadlineKind",
)
spoken(
    Unit,
    "In what a period is counted (期限单位).",
    {
        Unit.WORKING_DAY: "Working days of Chinese banks (工作日, FA 2.2.1, Q1).",
        Unit.DAY: "Calendar days (日).",
        Unit.MONTH: "Months (月), to the day of the same number.",
        Unit.YEAR: "Years (年), to the day of the same number.",
    },
    name="PeriodUnit",
)
spoken(
    Reason,
    "Why a day is no working day (非工作日原因).",
    {Reason.WEEKEND: "A weekend (周末).", Reason.HOLIDAY: "A public holiday (法定节假日)."},
    name="RestReason",
)
