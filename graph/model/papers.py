"""Facts on paper: agreements, notices, violations, deposits, requests, and what is owed to do.

Versions and their two times are as in `graph.model.facts`. A paper is about a party (agreements,
violations, deposits, notices) or about an account (the rest); `about` names the fact it concerns.
"""

from datetime import date
from enum import StrEnum

from graph.model.facts import Dated, Fact, LinkType
from graph.model.ids import FactId, PartyId, Uid
from graph.model.money import Fen


class AgreementKind(StrEnum):
    """Which text was agreed; FA, CA, MR and IP are the labels under which clauses are cited."""

    FA = "FA"
    CA = "CA"
    MR = "MR"
    IP = "IP"
    TERMINATION = "TERMINATION"


class Agreement(Fact, frozen=True, kw_only=True):
    """A text agreed between Aliyun and a party, with the days that decide when it is in force.

    From when to when follows by rule (R04, R07, R80, R81, R91). `sealed_on` is the day of Aliyun's
    seal, `signed_on` that of the party (Q26); `term_end` the last day of the term; `ended_on` the
    first day after an early end. `fen` is a total that the text names, if it names one (IP 2, Q27).
    """

    party: PartyId
    kind: AgreementKind
    edition: str = ""
    signed_on: date | None = None
    sealed_on: date | None = None
    agreed_from: date | None = None
    term_end: date | None = None
    renewal_agreed_on: date | None = None
    ended_on: date | None = None
    end_cause: str | None = None
    replaces: FactId | None = None
    fen: Fen | None = None


class AuthorisedAct(StrEnum):
    """What a customer lets a partner do on its account (FA 4.2.3.6, MR 3.5.2)."""

    MANAGE = "MANAGE"
    TRANSFER = "TRANSFER"
    PAY = "PAY"
    REFUND = "REFUND"
    CHANGE_DATA = "CHANGE_DATA"


class Authorisation(Dated, frozen=True, kw_only=True):
    """A customer's written authorisation of a partner for one kind of act (R16, FA 3.4.2.4)."""

    account: Uid
    partner: Uid
    act: AuthorisedAct


class ViolationClass(StrEnum):
    """How grave a violation is; an input of the finding, never computed (Q23)."""

    CLASS_1 = "CLASS_1"
    CLASS_2 = "CLASS_2"


class ViolationOutcome(StrEnum):
    """What came of the proceedings on a violation (R74)."""

    ESTABLISHED = "ESTABLISHED"
    DISMISSED = "DISMISSED"


class Violation(Fact, frozen=True, kw_only=True):
    """A violation charged to a party, and its proceedings (MR 6.1, 6.2, 6.4.1).

    `clause` is the code of the catalogue (`MR 6.2.7.3`). Silence after `noticed_on` establishes it
    by rule; `outcome` is what Aliyun recorded. `counted_on` is the day from which it counts if it
    is not the day of its outcome (Q5). `obligation` is the loss or debt that it caused. `words`
    say what was done where the catalogue has no code for it (Q33). A partner that reports another,
    `reported_by`, gives its `evidence` (R79).
    """

    party: PartyId
    rank: ViolationClass
    clause: str
    acted_on: date | None = None
    reported_on: date | None = None
    noticed_on: date | None = None
    replied_on: date | None = None
    outcome: ViolationOutcome | None = None
    decided_on: date | None = None
    counted_on: date | None = None
    obligation: FactId | None = None
    words: str = ""
    reported_by: PartyId | None = None
    evidence: str = ""


class DepositMove(StrEnum):
    """What moved a party's deposit, or was taken in its stead (FA 3.5, MR 6.3)."""

    PAID = "PAID"
    TOPPED_UP = "TOPPED_UP"
    DEDUCTED = "DEDUCTED"
    SET_OFF_PREPAYMENT = "SET_OFF_PREPAYMENT"
    SET_OFF_FEES = "SET_OFF_FEES"
    REFUNDED = "REFUNDED"


class DepositEntry(Fact, frozen=True, kw_only=True):
    """One movement of a deposit or one set-off; `fen` is positive, its `move` gives the sign.

    `noticed_on` is the day the party received the notice to top up (R62); `about` the violation or
    obligation for which was deducted; `agreement` the one that the deposit secures.
    """

    party: PartyId
    move: DepositMove
    fen: Fen
    on: date
    noticed_on: date | None = None
    about: FactId | None = None
    agreement: FactId | None = None


class NoticeKind(StrEnum):
    """What a written notice says."""

    END_OF_AGREEMENT = "END_OF_AGREEMENT"
    """Either side ends the framework agreement with 30 days' notice (R83, FA 8.3.3)."""
    BREACH = "BREACH"
    """To stop a breach and compensate (R47, R84, FA 7.1.1)."""
    TERMINATION = "TERMINATION"
    """Aliyun ends at once on grave violations (R70, R72, MR 6.1, MR 6.2)."""
    STANDING_END = "STANDING_END"
    """The standing ends on the day stated in it (R90, MR 7.3.1)."""
    TOP_UP = "TOP_UP"
    """To top up the deposit (R62, FA 3.5.3)."""
    VIOLATION = "VIOLATION"
    """Of a violation, to be replied to (R74, MR 6.4.1)."""
    CUSTOMER_REQUEST = "CUSTOMER_REQUEST"
    """A customer asks to contract directly (R112, FA 4.3.1.6)."""
    RULE_CHANGE = "RULE_CHANGE"
    """A revision of the management rules applies from the day stated (R03, FA 3.3.4)."""
    FORCE_MAJEURE = "FORCE_MAJEURE"
    """Force majeure, within 15 days (R85, FA 10.3.2)."""
    POLICY_CHANGE = "POLICY_CHANGE"
    """A change of policy ends the agreement (R85, FA 8.3.8)."""
    FEE = "FEE"
    """The service fee of a month (R35, MR 5.2.1)."""
    ASSIGNMENT = "ASSIGNMENT"
    """Aliyun assigns the agreement to an affiliate (R93, FA 8.2.1)."""


class Notice(Fact, frozen=True, kw_only=True):
    """A written notice to a party: when it was sent and received, and the day stated in it.

    `sender` is the party that gave it; None is Aliyun. A notice that a partner gave to Aliyun is
    kept under the partner too, with itself as `sender`; it was received by Aliyun (R83, Q15).
    """

    party: PartyId
    kind: NoticeKind
    received_on: date
    sent_on: date | None = None
    stated_on: date | None = None
    about: FactId | None = None
    fen: Fen | None = None
    sender: PartyId | None = None


class RequestKind(StrEnum):
    """What a workflow is to bring about."""

    ENTRY = "ENTRY"
    """A partner is admitted as city partner of a tier-1 (R11, CA 2.1)."""
    DETACHMENT = "DETACHMENT"
    """A link is cut on a ground of R100-R104, R108 or R112 (`ground`)."""
    MOVE = "MOVE"
    """A customer account goes from one partner to another (R16, Q17)."""
    EXIT = "EXIT"
    """A partner leaves by itself (R89, MR 7.2)."""
    CONVERSION = "CONVERSION"
    """A resale account becomes an ordinary one (Q9, FA 8.4.3)."""


class Verdict(StrEnum):
    """How Aliyun decided on a request."""

    GRANTED = "GRANTED"
    REFUSED = "REFUSED"


class Request(Fact, frozen=True, kw_only=True):
    """A workflow: what was asked for which account, and the day of each step taken so far.

    Its state follows by rule (`graph.rules.workflow`), never stored. `ground` is a
    `rules.detachment.Ground`; `other` the tier-1 to enter under or the partner to move to;
    `effective_on` the day asked for. `due_marked_on` and `executed_on` are set by the scheduler and
    by whoever carries it out; `closed_on` with `close_cause` when it lapsed or lost its object.
    """

    account: Uid
    kind: RequestKind
    applied_on: date
    ground: str | None = None
    other: Uid | None = None
    link_type: LinkType | None = None
    applied_by: PartyId | None = None
    approved_on: date | None = None
    framework_signed_on: date | None = None
    city_agreement_on: date | None = None
    authorised_on: date | None = None
    no_dispute_confirmed_on: date | None = None
    confirmed_on: date | None = None
    customers_settled_on: date | None = None
    termination_agreed_on: date | None = None
    notice_received_on: date | None = None
    answered_on: date | None = None
    withdrawn_on: date | None = None
    decided_on: date | None = None
    verdict: Verdict | None = None
    effective_on: date | None = None
    release_city_partners: bool = True
    end_links: bool = True
    due_marked_on: date | None = None
    executed_on: date | None = None
    closed_on: date | None = None
    close_cause: str | None = None


class Task(Fact, frozen=True, kw_only=True):
    """A duty that somebody has after an act: what, since when, until when, by which clause."""

    account: Uid
    duty: str
    since: date
    clause: str
    due_on: date | None = None
    accounts: tuple[Uid, ...] = ()
    about: FactId | None = None
    done_on: date | None = None


class Assessment(Fact, frozen=True, kw_only=True):
    """What a partner reached in a quarter against the minimum set for it (R08, R87, Q22)."""

    account: Uid
    quarter: date
    new_customers: int
    minimum: int


class FeeMove(StrEnum):
    """What happened to the service fee of a month (R35, R36)."""

    NOTIFIED = "NOTIFIED"
    INVOICED = "INVOICED"
    INVOICE_REJECTED = "INVOICE_REJECTED"
    PAID = "PAID"
    DISPUTED = "DISPUTED"
    FORFEITED = "FORFEITED"


class FeeStep(Fact, frozen=True, kw_only=True):
    """One step in the settlement of a partner's service fee; `month` is its first day."""

    account: Uid
    month: date
    move: FeeMove
    on: date
    fen: Fen | None = None


class Note(Fact, frozen=True, kw_only=True):
    """What somebody wrote beside an account, a party or a fact; nothing follows from it."""

    subject: str
    text: str


Paper = (
    Agreement
    | Authorisation
    | Violation
    | DepositEntry
    | Notice
    | Request
    | Task
    | Assessment
    | FeeStep
    | Note
)
