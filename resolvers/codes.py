"""The codes of refusals and errors, described."""

from graph.rules.refusal import Code
from resolvers.enums import spoken

__all__ = ["Code"]

spoken(
    Code,
    "Why something is refused (拒绝代码); the same codes stand in `extensions.code` of errors.",
    {
        Code.ACCOUNT_IS_PARTNER: "A partner can't be a customer account of another (I15).",
        Code.ACCOUNT_UNKNOWN: "There is no account with this uid (账号不存在).",
        Code.ALREADY_LINKED: "The account is linked in those days already (已有关联, I1, I2).",
        Code.ALREADY_STANDING: "The account has standing in those days already (已有身份).",
        Code.AMOUNT_NOT_POSITIVE: "The amount has to be more than zero (金额须为正).",
        Code.CALENDAR_NOT_PUBLISHED: "The working days of that year are not known yet (I17).",
        Code.CITY_PARTNER_NOT_CONFIRMED: "The city partner has not confirmed (城市服务商未确认).",
        Code.CONFLICTING_FACT: "A fact with this id says something else (事实冲突).",
        Code.CUSTOMER_AUTHORISATION_MISSING: "The customer has not authorised it (缺客户授权).",
        Code.CYCLE: "An account would stand above itself (循环, I2).",
        Code.DATE_OUT_OF_RANGE: "The day is outside what can be computed (日期超出范围).",
        Code.DEBTOR_UNCLEAR: "An obligation has one debtor: an account or a party (债务人不明).",
        Code.DECISION_MISSING: "Aliyun's decision is missing (缺决定).",
        Code.DEPTH_EXCEEDED: "The hierarchy has no level below it (层级过深, I2).",
        Code.EMPTY_INTERVAL: "The end has to come after the beginning (空区间, I6).",
        Code.FIRST_OUT_OF_RANGE: "A page has from 1 to 500 entries (页大小超出范围).",
        Code.GROUND_MISMATCH: "This ground does not fit this account (理由不符).",
        Code.INVALID_ARGUMENT: "An argument has the wrong form (参数格式错误).",
        Code.INVALID_CURSOR: "The cursor is not one of this list (游标无效).",
        Code.LINK_TYPE_FIXED: "The type of a link stays as it was fixed (关联类型固定, Q17).",
        Code.NO_DISPUTE_CONFIRMATION_MISSING: "The no-dispute letter is missing (缺无争议确认).",
        Code.NOT_A_CITY_PARTNER: "The account is no city partner on that day (非城市服务商).",
        Code.NOT_A_PARTNER: "The account is no partner on that day (非合作伙伴).",
        Code.NOT_LINKED: "The account is not linked on that day (未关联).",
        Code.OBLIGATION_UNKNOWN: "There is no obligation with this id (债务不存在).",
        Code.PARTY_NOT_INVOLVED: "The party has no part in this obligation (非当事人).",
        Code.PARTY_UNKNOWN: "There is no party with this id (主体不存在).",
        Code.PAYMENT_UNKNOWN: "There is no payment with this id (付款不存在).",
        Code.REFUND_TOO_LARGE: "More would be refunded than was paid (退款过多).",
        Code.SETTLEMENT_TOO_LARGE: "More would be settled than is owed (清偿过多).",
        Code.TOO_EARLY: "The earliest possible day has not come (过早).",
        Code.UNKNOWN_CLAUSE: "There is no such clause in the texts (条款不存在).",
        Code.UNKNOWN_READING: "There is no such question or option (解读不存在).",
        Code.WITHDRAWN: "The request was withdrawn (已撤回).",
    },
)
