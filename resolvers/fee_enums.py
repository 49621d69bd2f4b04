"""The enums of service fees, each value described for those who ask the schema."""

from graph.clauses import Wording
from graph.rules.fees import DiscountScope, Entitlement, FeeState
from resolvers.enums import spoken

__all__ = ["REASONS", "DiscountScope", "Entitlement", "FeeState"]

REASONS = {
    Entitlement.EARNED: Wording(
        "当月计费基数达到标准，享有服务费。",
        "The month's base reaches the standard: the partner is entitled to the fee.",
    ),
    Entitlement.BELOW_STANDARD: Wording(
        "当月计费基数未达到标准，没有服务费。",
        "The month's base reaches no standard: there is no fee.",
    ),
    Entitlement.CITY_PARTNER: Wording(
        "城市服务商不享有服务费：其现金计入所属一级服务商。",
        "A city partner has no service fee: its cash counts to its tier-1.",
    ),
    Entitlement.NOT_A_PARTNER: Wording(
        "该账号当月没有合作伙伴身份，没有服务费。",
        "The account has no partner standing in the month: there is no fee.",
    ),
}
"""Each in words."""

spoken(
    Entitlement,
    "Whether a partner has a service fee for a month (服务费资格), and if not why.",
    {
        Entitlement.EARNED: "Its base reaches a standard (达到标准, MR 5.1.1).",
        Entitlement.BELOW_STANDARD: "Its base reaches no standard (未达标准, MR 5.1.1).",
        Entitlement.CITY_PARTNER: (
            "It stands under a tier-1, which has the fee (城市服务商不享有, CA 2.2.2)."
        ),
        Entitlement.NOT_A_PARTNER: "It has no standing in the month (非合作伙伴).",
    },
    name="FeeEntitlement",
)
spoken(
    FeeState,
    "Where the service fee of a month stands (服务费状态).",
    {
        FeeState.NO_FEE: "There is none (无服务费).",
        FeeState.STATISTICS_PENDING: "The month is not counted yet (待统计, MR 5.2.1).",
        FeeState.NOTICE_PENDING: "It is counted and not notified yet (待通知, MR 5.2.2).",
        FeeState.NOTIFIED: "It is notified; the invoice is awaited (已通知，待寄票).",
        FeeState.INVOICE_MISSING: "No valid invoice came in time: nothing is paid (缺发票).",
        FeeState.PAYABLE: "A valid invoice is there; payment is awaited (待付款, MR 5.2.3).",
        FeeState.LATE: "A valid invoice is there, and the last day of payment has passed (逾期).",
        FeeState.PAID: "It is paid (已付).",
        FeeState.DISPUTED: "It is in dispute (有争议); an end of the partnership changes nothing.",
        FeeState.FORFEITED: "It was earned and is lost with the end (丧失, MR 6.2, Q10).",
    },
)
spoken(
    DiscountScope,
    "Whether a purchase has the discount of MR 5.4 (折扣范围), and if not why.",
    {
        DiscountScope.GRANTED: "The partner account buys it itself (本账号采购).",
        DiscountScope.PRODUCT_NOT_DISCOUNTED: "It is for other products (非折扣产品).",
        DiscountScope.NOT_A_PARTNER: "The account that buys is no partner's (非合作伙伴账号).",
        DiscountScope.CITY_PARTNER: "It is a city partner's (城市服务商不适用, CA 2.2.3).",
    },
)
