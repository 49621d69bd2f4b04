"""A fact of any kind put in one form: what it says, of whom, to whom, and from when to when."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.model import (
    ALIYUN,
    Account,
    AccountCondition,
    Agreement,
    Assessment,
    Authorisation,
    DepositEntry,
    Fact,
    FeeStep,
    Fen,
    Finding,
    Link,
    Note,
    Notice,
    Obligation,
    Party,
    Payment,
    Request,
    Settlement,
    Standing,
    Task,
    TierLink,
    Violation,
)
from resolvers.enums import spoken


class FactKind(StrEnum):
    """What a fact says."""

    ACCOUNT = "ACCOUNT"
    AGREEMENT = "AGREEMENT"
    ASSESSMENT = "ASSESSMENT"
    AUTHORISATION = "AUTHORISATION"
    CONDITION = "CONDITION"
    DEPOSIT_ENTRY = "DEPOSIT_ENTRY"
    FEE_STEP = "FEE_STEP"
    FINDING = "FINDING"
    LINK = "LINK"
    NOTE = "NOTE"
    NOTICE = "NOTICE"
    OBLIGATION = "OBLIGATION"
    PARTY = "PARTY"
    PAYMENT = "PAYMENT"
    REQUEST = "REQUEST"
    SETTLEMENT = "SETTLEMENT"
    STANDING = "STANDING"
    TASK = "TASK"
    TIER_LINK = "TIER_LINK"
    VIOLATION = "VIOLATION"


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
            return _of_paper(fact)


def _of_paper(fact: Fact) -> Saying:
    match fact:
        case Agreement():
            days = fact.agreed_from or fact.signed_on or fact.sealed_on, fact.ended_on
            detail = fact.kind.value
            return Saying(FactKind.AGREEMENT, fact.party, ALIYUN, *days, fact.fen, detail)
        case Violation():
            day = fact.noticed_on or fact.acted_on or fact.reported_on
            about = fact.obligation
            return Saying(FactKind.VIOLATION, fact.party, about, day, detail=fact.clause)
        case DepositEntry():
            move = fact.move.value
            return Saying(
                FactKind.DEPOSIT_ENTRY, fact.party, fact.about, fact.on, None, fact.fen, move
            )
        case Notice():
            kind = fact.kind.value
            days = fact.received_on, None
            return Saying(FactKind.NOTICE, fact.party, fact.about, *days, fact.fen, kind)
        case _:
            return _of_account(fact)


def _of_account(fact: Fact) -> Saying:
    """A paper about an account, or a note."""
    match fact:
        case Authorisation():
            days = fact.valid_from, fact.valid_to
            act = fact.act.value
            return Saying(FactKind.AUTHORISATION, fact.account, fact.partner, *days, detail=act)
        case Request():
            day, kind = fact.applied_on, fact.ground or fact.kind.value
            return Saying(FactKind.REQUEST, fact.account, fact.other, day, detail=kind)
        case Task():
            days = fact.since, fact.done_on
            return Saying(FactKind.TASK, fact.account, fact.about, *days, detail=fact.duty)
        case Assessment():
            reached = f"{fact.new_customers}/{fact.minimum}"
            return Saying(FactKind.ASSESSMENT, fact.account, None, fact.quarter, detail=reached)
        case FeeStep():
            days, move = (fact.on, None), fact.move.value
            month = f"{fact.month:%Y-%m}"
            return Saying(FactKind.FEE_STEP, fact.account, month, *days, fact.fen, move)
        case Note():
            return Saying(FactKind.NOTE, fact.subject, detail=fact.text)
        case _:
            raise TypeError(f"expected a kind of fact that a trace can tell, got {type(fact)}")


spoken(
    FactKind,
    "What a fact says (事实类型).",
    {
        FactKind.ACCOUNT: "An account (账号) and its owner.",
        FactKind.AGREEMENT: "A text was agreed with Aliyun (协议).",
        FactKind.ASSESSMENT: "What a partner reached in a quarter (考核).",
        FactKind.AUTHORISATION: "A customer lets a partner act on its account (客户授权).",
        FactKind.CONDITION: "An account is frozen, converted or closed (账号状况).",
        FactKind.DEPOSIT_ENTRY: "A deposit moved, or was set off (保证金变动).",
        FactKind.FEE_STEP: "A step in the settlement of a service fee (服务费结算).",
        FactKind.FINDING: "A finding on bad management (管理不善认定).",
        FactKind.LINK: "A customer account is linked to a partner (关联).",
        FactKind.NOTE: "Somebody wrote something beside it (备注).",
        FactKind.NOTICE: "A written notice was received (通知).",
        FactKind.OBLIGATION: "Something is owed to Aliyun (债务).",
        FactKind.PARTY: "A legal entity (主体).",
        FactKind.PAYMENT: "Cash was paid or refunded (付款、退款).",
        FactKind.REQUEST: "Something was asked for (申请).",
        FactKind.SETTLEMENT: "A payment on an obligation (清偿).",
        FactKind.STANDING: "An account has partner standing (合作伙伴身份).",
        FactKind.TASK: "Somebody has something to do (待办).",
        FactKind.TIER_LINK: "A city partner stands under a tier-1 (城市服务商归属).",
        FactKind.VIOLATION: "A party is charged with a violation (违规).",
    },
)
