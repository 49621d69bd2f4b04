"""The fixed words of papers, and what they stand for."""

from typing import Final

from graph.ladder.words import Phrase
from graph.model import (
    AgreementKind,
    AuthorisedAct,
    DepositMove,
    FeeMove,
    NoticeKind,
    RequestKind,
)

AGREEMENTS: Final[dict[Phrase, AgreementKind]] = {
    ("FA",): AgreementKind.FA,
    ("CA",): AgreementKind.CA,
    ("MR",): AgreementKind.MR,
    ("IP",): AgreementKind.IP,
    ("termination",): AgreementKind.TERMINATION,
}
"""What is signed; the first four are the labels under which clauses are cited."""

ACTS: Final[dict[Phrase, AuthorisedAct]] = {
    ("manage",): AuthorisedAct.MANAGE,
    ("transfer",): AuthorisedAct.TRANSFER,
    ("pay",): AuthorisedAct.PAY,
    ("refund",): AuthorisedAct.REFUND,
    ("change", "data"): AuthorisedAct.CHANGE_DATA,
}
"""What a customer lets a partner do on its account (FA 4.2.3.6)."""

DEPOSIT_MOVES: Final[dict[Phrase, DepositMove]] = {
    ("deposited",): DepositMove.PAID,
    ("topped", "up"): DepositMove.TOPPED_UP,
    ("got", "back"): DepositMove.REFUNDED,
}
"""What a party did with its deposit (FA 3.5.1, 3.5.3, 3.5.4)."""

LOSSES: Final[dict[Phrase, DepositMove]] = {
    ("deposit",): DepositMove.DEDUCTED,
    ("prepayment",): DepositMove.SET_OFF_PREPAYMENT,
    ("fees",): DepositMove.SET_OFF_FEES,
}
"""What a party lost money `of` (FA 3.5.2, MR 6.3)."""

NOTICES: Final[dict[Phrase, NoticeKind]] = {
    ("end", "of", "agreement"): NoticeKind.END_OF_AGREEMENT,
    ("breach",): NoticeKind.BREACH,
    ("termination",): NoticeKind.TERMINATION,
    ("standing", "end"): NoticeKind.STANDING_END,
    ("top", "up"): NoticeKind.TOP_UP,
    ("violation",): NoticeKind.VIOLATION,
    ("customer", "request"): NoticeKind.CUSTOMER_REQUEST,
    ("rule", "change"): NoticeKind.RULE_CHANGE,
    ("force", "majeure"): NoticeKind.FORCE_MAJEURE,
    ("policy", "change"): NoticeKind.POLICY_CHANGE,
    ("fee",): NoticeKind.FEE,
    ("assignment",): NoticeKind.ASSIGNMENT,
}
"""What a notice is `of`."""

REQUESTS: Final[dict[Phrase, RequestKind]] = {
    ("entry",): RequestKind.ENTRY,
    ("detachment",): RequestKind.DETACHMENT,
    ("move",): RequestKind.MOVE,
    ("exit",): RequestKind.EXIT,
    ("conversion",): RequestKind.CONVERSION,
}
"""What is asked `for`."""

FEE_MOVES: Final[dict[Phrase, FeeMove]] = {
    ("notified",): FeeMove.NOTIFIED,
    ("invoiced",): FeeMove.INVOICED,
    ("invoice", "rejected"): FeeMove.INVOICE_REJECTED,
    ("paid",): FeeMove.PAID,
    ("disputed",): FeeMove.DISPUTED,
    ("forfeited",): FeeMove.FORFEITED,
}
"""What happened to the service fee of a month (MR 5.2)."""
