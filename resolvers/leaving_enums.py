"""The enums about leaving and what goes on, each value described for those who ask the schema."""

from graph.rules.direct_contract import DirectGround
from graph.rules.exits import Way
from graph.rules.survival import Survivor
from resolvers.enums import spoken

__all__ = ["DirectGround", "Survivor", "Way"]

spoken(
    Way,
    "A way out of the programme (退出方式).",
    {
        Way.EXPIRY: "Let the term run out (期满不续, FA 8.3.1).",
        Way.MUTUAL: "End it in writing with Aliyun (协商终止, FA 8.3.2).",
        Way.APPLICATION: "Apply a month ahead and settle the customers (申请退出, MR 7.2).",
        Way.NOTICE: "Give 30 days' notice (书面通知, FA 8.3.3); the partner only by Q15.",
        Way.CITY_APPLICATION: (
            "As a city partner, apply a month ahead without a dispute (申请解除, CA 2.3.1②)."
        ),
    },
    name="ExitWay",
)
spoken(
    DirectGround,
    "Why Aliyun may contract with a partner's customer (直接签约事由, R113).",
    {
        DirectGround.THREE_PARTY_AGREEMENT: "All three agree (三方一致, FA 4.3.1.1).",
        DirectGround.CUSTOMER_OFFER: "The customer offers, with proof (客户要约, FA 4.3.1.2).",
        DirectGround.PARTNER_ENDED: (
            "The partner has ended, its business had not expired (合作终止, FA 4.3.1.3)."
        ),
        DirectGround.PARTNER_UNREACHABLE: "Nobody reaches the partner (失联, FA 4.3.1.4).",
        DirectGround.OTHER: "Another ground (其他, FA 4.3.1.5).",
    },
    name="DirectContractGround",
)
spoken(
    Survivor,
    "A duty that goes on after an end (存续义务, R120–R127).",
    {
        Survivor.SETTLE_WHAT_IS_OPEN: "Settle what is open (未了结算, FA 8.4.1).",
        Survivor.PAY_PENALTIES: "Pay penalties that are not paid (未付违约金, MR 6.3).",
        Survivor.PAY_DAMAGES: "Pay damages for a wrongful end (赔偿, FA 8.4.2).",
        Survivor.WIND_DOWN: "Tell customers and guide them (善后, FA 8.4.3).",
        Survivor.END_COOPERATION: "End cooperation with former customers (终止合作, MR 7.3.4).",
        Survivor.KEEP_LICENCE_LIMITS: "Keep the limits of licences (许可限制, FA 8.4.4).",
        Survivor.KEEP_CONFIDENCE: "Keep confidence (保密, FA 6.3).",
        Survivor.NO_DISPARAGEMENT: "Say nothing disparaging (不得诋毁, FA 4.2.9.2).",
        Survivor.NO_HIRING: "Hire nobody of Aliyun for a year (禁聘, FA 4.2.9.3).",
        Survivor.STOP_ACTING_AS_CITY_PARTNER: "Stop acting as a city partner (停止, CA 2.3.4①).",
        Survivor.RETURN_OR_DESTROY_MATERIAL: "Return or destroy material (返还资料, CA 2.3.4②).",
        Survivor.KEEP_SECRECY: "Keep secrecy as a former city partner (保密, CA 2.3.4③).",
        Survivor.INTEGRITY: "Keep to the integrity terms, for ever (诚信, IP 4(1)).",
    },
    name="SurvivingDutyKind",
)
