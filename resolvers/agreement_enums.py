"""The enums about agreements, each value described for those who ask the schema."""

from graph.model import AgreementKind
from graph.rules.agreements import EndCause, MismatchKind
from resolvers.enums import spoken

__all__ = ["AgreementKind", "EndCause", "MismatchKind"]

spoken(
    AgreementKind,
    "Which text was agreed (协议类型).",
    {
        AgreementKind.FA: "The framework agreement (合作伙伴框架协议).",
        AgreementKind.CA: "The city partner agreement (城市服务商协议).",
        AgreementKind.MR: "The management rules, where signed (管理规范).",
        AgreementKind.IP: "The integrity annex of CA (诚信特别约定).",
        AgreementKind.TERMINATION: "An agreement to end another one (终止协议, FA 8.3.2).",
    },
)
spoken(
    EndCause,
    "Why an agreement ends (终止原因), what weighs more first.",
    {
        EndCause.TERMINATION: "Grave violations, on arrival of the notice (违规终止, MR 6.1, 6.2).",
        EndCause.IMPROPER_BENEFIT: "Improper benefits (不正当利益, IP 2).",
        EndCause.PROMISES_BROKEN: "The city partner broke its promises (违反承诺, CA 2.4).",
        EndCause.BREACH: "A breach that went on, on receipt (持续违约, FA 8.3.4).",
        EndCause.SALES: "Sales below list price or on marketplaces (违规销售, FA 4.2.4.2).",
        EndCause.DUTIES_BROKEN: "Duties of FA 4.2 were broken (违反义务, FA 7.2.1).",
        EndCause.UNQUALIFIED: "Qualifications are missing (缺资质, FA 4.2.1).",
        EndCause.POLICY_CHANGE: "A change of policy (政策变化, FA 8.3.8).",
        EndCause.BANKRUPTCY: "Bankruptcy or liquidation (破产清算, FA 8.3.5).",
        EndCause.FORCE_MAJEURE: "Force majeure of 30 days or more (不可抗力, FA 8.3.6).",
        EndCause.IMPOSSIBILITY: "Performance is impossible (履行不能, FA 8.3.7).",
        EndCause.NOTICE: "Notice without cause, 30 days after receipt (通知终止, FA 8.3.3).",
        EndCause.MUTUAL: "Both agreed in writing (协商终止, FA 8.3.2).",
        EndCause.REPLACED: "A later one took its place (被取代, FA 10.2.2).",
        EndCause.EXTENDED: "The month of its extension ran out (顺延届满, FA 3.2.3).",
        EndCause.EXPIRED: "Its term ran out (期满, FA 3.2.1).",
        EndCause.FRAMEWORK_ENDED: "It fell with the framework agreement (随框架协议失效, CA 3.3).",
        EndCause.OTHER: "Another ground (其他, FA 8.3.9).",
    },
    name="AgreementEndCause",
)
spoken(
    MismatchKind,
    "How what is recorded differs from what the agreements give (不一致类型).",
    {
        MismatchKind.STANDING_WITHOUT_AGREEMENT: "Standing that no agreement gives (有身份无协议).",
        MismatchKind.AGREEMENT_WITHOUT_STANDING: (
            "An agreement that gives a standing which is not recorded (有协议无身份)."
        ),
        MismatchKind.TIER_LINK_WITHOUT_AGREEMENT: (
            "A tier link without a city partner agreement (有归属无协议, CA 2.1.3)."
        ),
        MismatchKind.FRAMEWORK_TO_BE_ENDED: (
            "A framework agreement that is to be ended after a release (框架协议待终止, Q28)."
        ),
    },
    name="StandingMismatchKind",
)
