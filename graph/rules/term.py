"""The periods that the agreements set, by name: how long, from when, and what follows (FA, MR, CA).

Each is counted by `graph.calendar`: the start day is not counted, the period runs to the end of its
last day, and its effect begins the day after (Q2).
"""

from calendar import monthrange
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from graph.calendar import Deadline, Period, Unit, deadline
from graph.clauses import Wording
from graph.model import Readings, cite


class Term(StrEnum):
    """A period that a clause sets."""

    DEPOSIT_DUE = "DEPOSIT_DUE"
    DEPOSIT_TOP_UP = "DEPOSIT_TOP_UP"
    DEPOSIT_REFUND = "DEPOSIT_REFUND"
    BREACH_COMPENSATION = "BREACH_COMPENSATION"
    VIOLATION_REPLY = "VIOLATION_REPLY"
    ORDER_SUBMISSION = "ORDER_SUBMISSION"
    NOTICE_OF_END = "NOTICE_OF_END"
    PARTNER_EXIT_NOTICE = "PARTNER_EXIT_NOTICE"
    CITY_EXIT_NOTICE = "CITY_EXIT_NOTICE"
    CUSTOMER_REQUEST_ANSWER = "CUSTOMER_REQUEST_ANSWER"
    NO_HIRING = "NO_HIRING"
    RENEWAL_EXTENSION = "RENEWAL_EXTENSION"
    FORCE_MAJEURE_NOTICE = "FORCE_MAJEURE_NOTICE"
    FORCE_MAJEURE = "FORCE_MAJEURE"
    VIOLATION_COUNTS = "VIOLATION_COUNTS"
    FEE_STATISTICS = "FEE_STATISTICS"
    FEE_NOTICE = "FEE_NOTICE"
    FEE_INVOICE = "FEE_INVOICE"
    FEE_PAYMENT = "FEE_PAYMENT"


class Rule(Struct, frozen=True):
    """How long a period is, by which clause and rule, from which day, and what must be done.

    `moves`: its last day is put off to a working day (R35); `monthly`: it runs from the last day of
    the month in which the day asked about lies.
    """

    period: Period
    clause: str
    rule: str
    starts: Wording
    meaning: Wording
    moves: bool = False
    monthly: bool = False


_SIGNED = Wording("签署之日", "the day of signing")
_RECEIVED = Wording("收到书面通知之日", "the day the written notice is received")
_APPLIED = Wording("提交书面申请之日", "the day of the written application")
_ORDERED = Wording("付款或签约之日", "the day of payment or signing")
_ENDED = Wording("协议终止之日", "the day on which the agreement ends")
_EXPIRED = Wording("合作期限届满之日", "the last day of the term")
_STRUCK = Wording("不可抗力发生之日", "the day on which force majeure began")
_COUNTED = Wording("违规计次之日", "the day from which the violation counts")
_MONTH = Wording("该自然月最后一日", "the last day of the month that the fee is for")
_NOTIFIED = Wording("收到服务费通知之日", "the day the notice of the fee is received")

TERMS: dict[Term, Rule] = {
    Term.DEPOSIT_DUE: Rule(
        Period(5, Unit.WORKING_DAY),
        "FA 3.5.1",
        "R60",
        _SIGNED,
        Wording("缴纳信用保证金", "The deposit is paid."),
    ),
    Term.DEPOSIT_TOP_UP: Rule(
        Period(5, Unit.WORKING_DAY),
        "FA 3.5.3",
        "R62",
        _RECEIVED,
        Wording("补足信用保证金", "The deposit is topped up; else it is set off against fees."),
    ),
    Term.DEPOSIT_REFUND: Rule(
        Period(7, Unit.DAY),
        "FA 3.5.4",
        "R64",
        _ENDED,
        Wording("无息退还信用保证金", "The deposit is refunded without interest."),
    ),
    Term.BREACH_COMPENSATION: Rule(
        Period(10, Unit.DAY),
        "FA 7.1.1",
        "R47",
        _RECEIVED,
        Wording("违约方赔偿损失", "The party in breach compensates."),
    ),
    Term.VIOLATION_REPLY: Rule(
        Period(3, Unit.WORKING_DAY),
        "MR 6.4.1",
        "R74",
        _RECEIVED,
        Wording("书面答复，逾期视为认定", "A written reply; silence establishes the violation."),
    ),
    Term.ORDER_SUBMISSION: Rule(
        Period(30, Unit.DAY),
        "MR 6.2.5.1",
        "R78",
        _ORDERED,
        Wording("提交订单，逾期为二类违规", "The order is submitted; a late one is a violation."),
    ),
    Term.NOTICE_OF_END: Rule(
        Period(30, Unit.DAY),
        "FA 8.3.3",
        "R83",
        _RECEIVED,
        Wording("协议终止", "The framework agreement ends."),
    ),
    Term.PARTNER_EXIT_NOTICE: Rule(
        Period(1, Unit.MONTH),
        "MR 7.2",
        "R89",
        _APPLIED,
        Wording("合作伙伴最早可以退出", "A partner may leave at the earliest."),
    ),
    Term.CITY_EXIT_NOTICE: Rule(
        Period(1, Unit.MONTH),
        "CA 2.3.1②",
        "R101",
        _APPLIED,
        Wording("城市服务商最早可以解除关联", "A city partner may be released at the earliest."),
    ),
    Term.CUSTOMER_REQUEST_ANSWER: Rule(
        Period(3, Unit.WORKING_DAY),
        "FA 4.3.1.6",
        "R112",
        _RECEIVED,
        Wording("合作伙伴答复，否则应解除关联", "The partner answers; then the link is to be cut."),
    ),
    Term.NO_HIRING: Rule(
        Period(1, Unit.YEAR),
        "FA 4.2.9.3",
        "R122",
        _ENDED,
        Wording("不得聘用阿里云员工", "No staff of Aliyun is hired."),
    ),
    Term.RENEWAL_EXTENSION: Rule(
        Period(1, Unit.MONTH),
        "FA 3.2.3",
        "R81",
        _EXPIRED,
        Wording("顺延的期限", "An agreed but unsigned renewal carries the term on."),
    ),
    Term.FORCE_MAJEURE_NOTICE: Rule(
        Period(15, Unit.DAY),
        "FA 10.3.2",
        "R85",
        _STRUCK,
        Wording("通知不可抗力", "Force majeure is notified."),
    ),
    Term.FORCE_MAJEURE: Rule(
        Period(30, Unit.DAY),
        "FA 10.3.3",
        "R85",
        _STRUCK,
        Wording("不可抗力持续的，可以终止协议", "Force majeure that lasts allows an end."),
    ),
    Term.VIOLATION_COUNTS: Rule(
        Period(12, Unit.MONTH),
        "MR 6.2",
        "R71",
        _COUNTED,
        Wording("二类违规计次有效", "A class-2 violation counts."),
    ),
    Term.FEE_STATISTICS: Rule(
        Period(10, Unit.DAY),
        "MR 5.2.1",
        "R35",
        _MONTH,
        Wording("统计上一自然月业绩", "The month's performance is counted."),
        moves=True,
        monthly=True,
    ),
    Term.FEE_NOTICE: Rule(
        Period(15, Unit.DAY),
        "MR 5.2.2",
        "R35",
        _MONTH,
        Wording("通知服务费", "The service fee is notified."),
        moves=True,
        monthly=True,
    ),
    Term.FEE_INVOICE: Rule(
        Period(3, Unit.WORKING_DAY),
        "MR 5.2.2",
        "R35",
        _NOTIFIED,
        Wording("寄出发票", "The invoice is posted."),
    ),
    Term.FEE_PAYMENT: Rule(
        Period(25, Unit.DAY),
        "MR 5.2.3",
        "R35",
        _MONTH,
        Wording("凭合格发票支付服务费", "The fee is paid on a valid invoice."),
        moves=True,
        monthly=True,
    ),
}
"""Every named period."""


def ends(term: Term, start: date, readings: Readings) -> Deadline:
    """End of a named period that starts on `start`, or for a fee's with the end of its month.

    By R35, R47, R60, R62, R64, R71, R74, R78, R81, R83, R85, R89, R101, R112 and R122.

    CalendarNotPublished and ValueError as `graph.calendar.deadline`.
    """
    rule = TERMS[term]
    start = _month_end(start) if rule.monthly else start
    found = deadline(start, rule.period, readings, moves=rule.moves)
    return replace(found, trace=cite(rules=(rule.rule,), clauses=(rule.clause,)) + found.trace)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
