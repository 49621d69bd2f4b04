"""A fact of any kind put in one form: what it says, of whom, to whom, and from when to when."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.model import (
    ALIYUN,
    Account,
    AccountCondition,
    Fact,
    Fen,
    Finding,
    Link,
    Obligation,
    Party,
    Payment,
    Settlement,
    Standing,
    TierLink,
)
from resolvers.enums import spoken


class FactKind(StrEnum):
    """What a fact says."""

    ACCOUNT = "ACCOUNT"
    CONDITION = "CONDITION"
    FINDING = "FINDING"
    LINK = "LINK"
    OBLIGATION = "OBLIGATION"
    PARTY = "PARTY"
    PAYMENT = "PAYMENT"
    SETTLEMENT = "SETTLEMENT"
    STANDING = "STANDING"
    TIER_LINK = "TIER_LINK"


class Saying(Struct, frozen=True):
    """`detail` is the link type, condition, cause, product or finding; `start` is in, `end` out."""

    kind: FactKind
    subject: str
    object: str | None = None
    start: date | None = None
    end: date | None = None
    fen: Fen | None = None
    detail: str | None = None


def saying(fact: Fact) -> Saying:
    """Put a fact in the one form; TypeError on a kind that is not known here."""
    match fact:
        case Standing():
            days = fact.valid_from, fact.valid_to
            return Saying(FactKind.STANDING, fact.account, ALIYUN, *days, detail=fact.end_cause)
        case TierLink():
            return Saying(FactKind.TIER_LINK, fact.city, fact.tier1, fact.valid_from, fact.valid_to)
        case Link():
            days = fact.valid_from, fact.valid_to
            return Saying(FactKind.LINK, fact.account, fact.partner, *days, detail=fact.type.value)
        case AccountCondition():
            days = fact.valid_from, fact.valid_to
            state = fact.condition.value
            return Saying(FactKind.CONDITION, fact.account, None, *days, detail=state)
        case Account():
            return Saying(FactKind.ACCOUNT, fact.uid, fact.owner, detail=fact.name or None)
        case Party():
            return Saying(FactKind.PARTY, fact.id, detail=fact.name or None)
        case _:
            return _of_money(fact)


def _of_money(fact: Fact) -> Saying:
    match fact:
        case Payment():
            refunded, product = fact.refund_of, fact.product
            return Saying(
                FactKind.PAYMENT, fact.account, refunded, fact.day, None, fact.fen, product
            )
        case Obligation():
            debtor = fact.account or fact.party or ""
            days = fact.occurred_from, fact.occurred_to
            cause = fact.cause.value
            return Saying(FactKind.OBLIGATION, debtor, ALIYUN, *days, fact.fen, cause)
        case Settlement():
            return Saying(FactKind.SETTLEMENT, fact.by, fact.obligation, fact.on, None, fact.fen)
        case Finding():
            found = "MISMANAGED" if fact.mismanaged else "RULED_OUT"
            day = fact.found_on
            return Saying(FactKind.FINDING, fact.party, fact.obligation, day, detail=found)
        case _:
            raise TypeError(f"expected a kind of fact that a trace can tell, got {type(fact)}")


spoken(
    FactKind,
    "What a fact says (事实类型).",
    {
        FactKind.ACCOUNT: "An account (账号) and its owner.",
        FactKind.CONDITION: "An account is frozen, converted or closed (账号状况).",
        FactKind.FINDING: "A finding on bad management (管理不善认定).",
        FactKind.LINK: "A customer account is linked to a partner (关联).",
        FactKind.OBLIGATION: "Something is owed to Aliyun (债务).",
        FactKind.PARTY: "A legal entity (主体).",
        FactKind.PAYMENT: "Cash was paid or refunded (付款、退款).",
        FactKind.SETTLEMENT: "A payment on an obligation (清偿).",
        FactKind.STANDING: "An account has partner standing (合作伙伴身份).",
        FactKind.TIER_LINK: "A city partner stands under a tier-1 (城市服务商归属).",
    },
)
