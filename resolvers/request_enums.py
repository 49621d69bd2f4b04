"""The enums of requests, each value described for those who ask the schema."""

from graph.model import RequestKind, Verdict
from graph.rules.workflow import Actor, State, StepName
from resolvers.enums import spoken

__all__ = ["Actor", "RequestKind", "State", "StepName", "Verdict"]

spoken(
    RequestKind,
    "What a request (申请) is to bring about.",
    {
        RequestKind.ENTRY: "A partner enters under a tier-1 as city partner (准入, CA 2.1).",
        RequestKind.DETACHMENT: "A link is cut on a ground (解除关联, CA 2.3.1, FA 4.3.1.6).",
        RequestKind.MOVE: "A customer account goes to another partner (迁移, FA 3.4.2.4).",
        RequestKind.EXIT: "A partner leaves by itself (主动退出, MR 7.2).",
        RequestKind.CONVERSION: "A resale account becomes an ordinary one (转换, FA 8.4.3).",
    },
)
spoken(
    Verdict,
    "How Aliyun decided on a request (决定).",
    {Verdict.GRANTED: "Granted (同意).", Verdict.REFUSED: "Refused (驳回)."},
)
spoken(
    State,
    "Where a request stands on a day (申请状态); worked out, never stored.",
    {
        State.REQUESTED: "Asked for; nothing has been done since (已申请).",
        State.WAITING: "Somebody has to act, or a period still runs (办理中).",
        State.READY: "All that it takes is there: it may be carried out (可执行).",
        State.DUE: "It has to be carried out: nothing is left to decide (到期应执行, Q16).",
        State.EXECUTED: "Carried out (已执行).",
        State.WITHDRAWN: "Taken back in time by who applied (已撤回).",
        State.REJECTED: "Refused by Aliyun (已驳回).",
        State.LAPSED: "What it was about ended by another way (已失效).",
    },
    name="RequestState",
)
spoken(
    Actor,
    "Who has to act (办理方).",
    {
        Actor.ALIYUN: "Aliyun (阿里云).",
        Actor.TIER1: "The tier-1 (一级服务商).",
        Actor.CITY_PARTNER: "The city partner (城市服务商).",
        Actor.PARTNER: "The partner (合作伙伴).",
        Actor.CUSTOMER: "The customer (客户).",
    },
    name="RequestActor",
)
spoken(
    StepName,
    "One act in a request (步骤).",
    {
        StepName.APPLY: "It is applied for (申请).",
        StepName.CONFIRM: "The city partner confirms the tier-1's application (确认, CA 2.3.1①).",
        StepName.CONFIRM_NO_DISPUTE: "The letter that no dispute exists (无争议确认, CA 2.3.1②).",
        StepName.NOTIFY: "The notice is received (收到通知).",
        StepName.ANSWER: "The partner answers the customer's request (答复); nothing follows.",
        StepName.AUTHORISE: "The customer authorises it (客户授权, FA 3.4.2.4).",
        StepName.SETTLE_CUSTOMERS: "A leaving partner settled its customers (客户安置, MR 7.2).",
        StepName.AGREE_TERMINATION: "The termination agreement takes effect (终止协议, MR 7.2).",
        StepName.DECIDE: "Aliyun decides (决定).",
        StepName.SIGN_FRAMEWORK: "FA and MR are signed (签署框架协议, CA 2.1.2).",
        StepName.SIGN_CITY_AGREEMENT: "CA is signed (签署城市服务商协议, CA 2.1.3).",
        StepName.SIGN_WITH_ALIYUN: "The customer signs with Aliyun (客户直签, FA 8.4.3).",
        StepName.WITHDRAW: "Who applied withdraws (撤回).",
        StepName.EXECUTE: "It is carried out (执行).",
    },
    name="RequestStepName",
)
