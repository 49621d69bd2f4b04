"""When Aliyun may contract directly with a partner's customer, and what follows (R112–R115).

The grounds stand in FA 4.3.1.1–4.3.1.6; the last, the customer's written request, has a period and
is a detachment of its own (`graph.rules.detachment`, R112).
"""

from datetime import date
from enum import StrEnum
from typing import assert_never

from msgspec import Struct

from graph.clauses import Wording
from graph.model import LinkType, Trace, Uid, cite
from graph.rules.detachment import Duty, Requirement
from graph.rules.detachment.tasks import Task
from graph.rules.refusal import Code
from graph.rules.standing import Known, cut_trace, last_ended
from graph.rules.standing import on as holding

PROOFS = 4
"""How many conditions a customer that makes an offer has to prove (FA 4.3.1.2)."""


class DirectGround(StrEnum):
    """Why Aliyun may contract with a partner's customer (R113)."""

    THREE_PARTY_AGREEMENT = "THREE_PARTY_AGREEMENT"
    CUSTOMER_OFFER = "CUSTOMER_OFFER"
    PARTNER_ENDED = "PARTNER_ENDED"
    PARTNER_UNREACHABLE = "PARTNER_UNREACHABLE"
    OTHER = "OTHER"


CLAUSES = {
    DirectGround.THREE_PARTY_AGREEMENT: "FA 4.3.1.1",
    DirectGround.CUSTOMER_OFFER: "FA 4.3.1.2",
    DirectGround.PARTNER_ENDED: "FA 4.3.1.3",
    DirectGround.PARTNER_UNREACHABLE: "FA 4.3.1.4",
    DirectGround.OTHER: "FA 4.3.1.5",
}


class Said(Struct, frozen=True):
    """What is said for a ground.

    The day on which all three agreed; how many conditions the customer proved; whether business of
    the partner had not expired; since when nobody reaches it; another reason in words.
    """

    agreed_on: date | None = None
    proofs: int = 0
    unexpired_business: bool = False
    unreachable_since: date | None = None
    reason: str = ""


class Consequence(Struct, frozen=True):
    """What a direct contract does, by which clause."""

    clause: str
    meaning: Wording


CONSEQUENCES = (
    Consequence(
        "FA 4.3.4",
        Wording(
            "合作伙伴与客户合同中的服务条款自行终止",
            "The service terms of the contract between partner and customer end by themselves",
        ),
    ),
    Consequence(
        "FA 4.3.3",
        Wording("阿里云不承担旧合同的责任", "Aliyun bears no liability for the old contract"),
    ),
)
"""What the partner and its customer agreed ends, and stays between them (R49, R114)."""


class DirectContract(Struct, frozen=True):
    """Whether a ground is made out on a day, what follows then, and what is to be done."""

    account: Uid
    partner: Uid | None
    ground: DirectGround
    requirements: tuple[Requirement, ...]
    consequences: tuple[Consequence, ...]
    tasks: tuple[Task, ...]
    trace: Trace

    @property
    def allowed(self) -> bool:
        """Whether all that the ground asks for is there."""
        return all(each.met for each in self.requirements)


def direct(
    ground: DirectGround, account: Uid, said: Said, known: Known, day: date
) -> DirectContract:
    """Whether Aliyun may contract with a customer on a day (R113), with R114 and R115 if it may.

    The partner is the one that the account is linked to on the day, or was linked to last.
    """
    link = holding(known.links(account), day) or last_ended(known, account, day)
    clause = CLAUSES[ground]
    partner = None if link is None else link.fact.partner
    linked = Requirement(
        "HAS_A_PARTNER",
        link is not None,
        Code.NOT_LINKED,
        clause,
        "The account is, or was, a customer account of a partner.",
    )
    required = (linked, *_required(ground, said, partner, known, day))
    allowed = all(each.met for each in required)
    trace = cite(rules=("R113",), clauses=(clause,))
    trace += cite() if link is None else cut_trace(link)
    if partner is None or link is None or not allowed:
        return DirectContract(account, partner, ground, required, (), (), trace)
    tasks = wind_down(account, partner, link.fact.type, day)
    cited = cite(rules=("R49", "R114", "R115"), clauses=(*(each.clause for each in CONSEQUENCES),))
    trace += cited
    return DirectContract(account, partner, ground, required, CONSEQUENCES, tasks, trace)


def wind_down(account: Uid, partner: Uid, type_: LinkType, day: date) -> tuple[Task, ...]:
    """What a partner must do for a customer that it loses (R109, R115, FA 8.4.3, MR 7.3.4)."""
    of = (account,)
    tell = Task(Duty.TELL_AND_GUIDE_CUSTOMERS, partner, day, "FA 8.4.3", of)
    stop = Task(Duty.END_COOPERATION, partner, day, "MR 7.3.4", of)
    if type_ is LinkType.AGENCY:
        return tell, stop
    return tell, stop, Task(Duty.CONVERT_OR_CLOSE_RESALE, partner, day, "MR 7.3.5", of)


def _required(
    ground: DirectGround, said: Said, partner: Uid | None, known: Known, day: date
) -> tuple[Requirement, ...]:
    clause = CLAUSES[ground]
    match ground:
        case DirectGround.THREE_PARTY_AGREEMENT:
            met = said.agreed_on is not None and said.agreed_on <= day
            meaning = "Aliyun, the partner and the customer have agreed."
            return (Requirement("ALL_THREE_AGREE", met, Code.AGREEMENT_MISSING, clause, meaning),)
        case DirectGround.CUSTOMER_OFFER:
            met = said.proofs >= PROOFS
            meaning = f"The customer proves the {PROOFS} conditions, of which it has {said.proofs}."
            return (Requirement("CONDITIONS_PROVED", met, Code.PROOF_MISSING, clause, meaning),)
        case DirectGround.PARTNER_ENDED:
            return _ended(said, partner, known, day)
        case DirectGround.PARTNER_UNREACHABLE:
            met = said.unreachable_since is not None and said.unreachable_since <= day
            meaning = "The partner can't be reached."
            return (Requirement("PARTNER_UNREACHABLE", met, Code.PROOF_MISSING, clause, meaning),)
        case DirectGround.OTHER:
            met, meaning = bool(said.reason.strip()), "The other ground is put in words."
            return (Requirement("REASON_GIVEN", met, Code.PROOF_MISSING, clause, meaning),)
        case _ as never:
            assert_never(never)


def _ended(said: Said, partner: Uid | None, known: Known, day: date) -> tuple[Requirement, ...]:
    clause = CLAUSES[DirectGround.PARTNER_ENDED]
    gone = partner is not None and holding(known.standings(partner), day) is None
    ended = "The partner is no partner any more."
    business = "It left business that had not expired."
    return (
        Requirement("PARTNER_HAS_ENDED", gone, Code.GROUND_MISMATCH, clause, ended),
        Requirement(
            "BUSINESS_UNEXPIRED", said.unexpired_business, Code.PROOF_MISSING, clause, business
        ),
    )
