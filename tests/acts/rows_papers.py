"""Papers, money, and what sets the record right."""

from tests.acts.table import (
    NO_COUNT,
    NO_DAYS,
    NO_RIGHT,
    NO_VERSION,
    NOTHING_BEFORE,
    Never,
    Refused,
    Rows,
)

SIGNED = "p3 signed FA on 2018-01-05 term to 2018-03-31 as fa3"
STALE = Refused("VERSION_STALE", {"expectedVersion": 7})
OWED = "u3 owes 12000.00 since 2018-03-10 for transaction as o1"
CHARGED = "p3 violated MR 6.2.7.3 as class 2 reported 2018-02-05 as v1"
LETS = "u3 lets c1 refund from 2018-02-01 fact let1"
DUTY = 'c1 must "tell its customers" since 2018-03-16 under FA 8.4.3 for u3 as k1'


def said(code: str, **given: object) -> Refused:
    return Refused(code, given)


PAPERS = {
    "recordAgreement": Rows(
        good={"id": "fa9", "party": "p3", "kind": "FA", "signedOn": "2018-01-05"},
        stale=NO_VERSION,
        authority=NO_RIGHT,
        unknown=(
            said("PARTY_UNKNOWN", party="none"),
            said("AGREEMENT_UNKNOWN", replaces="none"),
        ),
        empty=said("OUT_OF_ORDER", termEnd="2018-01-04"),
        early=said("DAY_MISSING", signedOn=None),
        calendar=NO_COUNT,
    ),
    "recordAgreementStep": Rows(
        lines=(SIGNED,),
        good={"agreement": "fa3", "sealedOn": "2018-01-08"},
        stale=STALE,
        authority=NO_RIGHT,
        unknown=said("FACT_UNKNOWN", agreement="none"),
        empty=said("OUT_OF_ORDER", effectiveOn="2018-01-04", endCause="MUTUAL"),
        early=said("STEP_TAKEN", signedOn="2018-01-04"),
        calendar=NO_COUNT,
    ),
    "recordAuthorisation": Rows(
        good={
            "account": "u3",
            "partner": "c1",
            "act": "REFUND",
            "effectiveOn": "2018-02-01",
        },
        stale=NO_VERSION,
        authority=said("CYCLE", partner="u3"),
        unknown=(
            said("ACCOUNT_UNKNOWN", account="none"),
            said("ACCOUNT_UNKNOWN", partner="none"),
        ),
        empty=said("EMPTY_INTERVAL", until="2018-02-01"),
        early=NOTHING_BEFORE,
        calendar=NO_COUNT,
    ),
    "endAuthorisation": Rows(
        lines=(LETS,),
        good={"account": "u3", "id": "let1", "effectiveOn": "2018-04-01"},
        stale=STALE,
        authority=NO_RIGHT,
        unknown=(said("FACT_UNKNOWN", id="none"), said("FACT_UNKNOWN", account="u4")),
        empty=said("EMPTY_INTERVAL", effectiveOn="2018-02-01"),
        early=said("EMPTY_INTERVAL", effectiveOn="2018-01-31"),
        calendar=NO_COUNT,
    ),
    "recordViolation": Rows(
        good={
            "id": "v9",
            "party": "p3",
            "rank": "CLASS_2",
            "clause": "MR 6.2.7.3",
            "reportedOn": "2018-02-05",
        },
        stale=NO_VERSION,
        authority=said("PROOF_MISSING", reportedBy="t2"),
        unknown=(
            said("PARTY_UNKNOWN", party="none"),
            said("UNKNOWN_CLAUSE", clause="MR 6.2.1"),
            said("OBLIGATION_UNKNOWN", obligation="none"),
        ),
        empty=NO_DAYS,
        early=said("DAY_MISSING", reportedOn=None),
        calendar=NO_COUNT,
    ),
    "recordViolationStep": Rows(
        lines=(CHARGED,),
        good={"violation": "v1", "noticedOn": "2018-02-07"},
        stale=STALE,
        authority=NO_RIGHT,
        unknown=said("FACT_UNKNOWN", violation="none"),
        empty=NO_DAYS,
        early=said("OUT_OF_ORDER", repliedOn="2018-02-06"),
        calendar=NO_COUNT,
    ),
    "recordDepositEntry": Rows(
        good={"party": "p3", "move": "PAID", "amount": "5000", "effectiveOn": "2018-01-10"},
        stale=NO_VERSION,
        authority=said("AMOUNT_NOT_POSITIVE", amount="-5000"),
        unknown=(
            said("PARTY_UNKNOWN", party="none"),
            said("AGREEMENT_UNKNOWN", agreement="none"),
        ),
        empty=NO_DAYS,
        early=NOTHING_BEFORE,
        calendar=NO_COUNT,
    ),
    "recordFeeStep": Rows(
        good={
            "account": "t1",
            "month": "2018-03",
            "move": "NOTIFIED",
            "amount": "1070",
            "effectiveOn": "2018-04-13",
        },
        day="2018-04-13",
        stale=NO_VERSION,
        authority=NO_RIGHT,
        unknown=said("ACCOUNT_UNKNOWN", account="none"),
        empty=NO_DAYS,
        early=said("OUT_OF_ORDER", effectiveOn="2018-03-31"),
        calendar=NO_COUNT,
    ),
    "recordAssessment": Rows(
        good={"account": "p3", "quarter": "2018-01-01", "newCustomers": 4, "minimum": 10},
        stale=NO_VERSION,
        authority=NO_RIGHT,
        unknown=said("ACCOUNT_UNKNOWN", account="none"),
        empty=said("PERIOD_UNCLEAR", quarter="2018-01-02"),
        early=NOTHING_BEFORE,
        calendar=NO_COUNT,
    ),
    "annotate": Rows(
        good={"subject": "u3", "text": "Asked for an offer."},
        stale=NO_VERSION,
        authority=NO_RIGHT,
        unknown=Never("a note may be about whatever has an id here or elsewhere"),
        empty=NO_DAYS,
        early=NOTHING_BEFORE,
        calendar=NO_COUNT,
    ),
    "completeTask": Rows(
        lines=(DUTY,),
        good={"task": "k1", "effectiveOn": "2018-03-20"},
        stale=STALE,
        authority=NO_RIGHT,
        unknown=said("FACT_UNKNOWN", task="none"),
        empty=NO_DAYS,
        early=said("OUT_OF_ORDER", effectiveOn="2018-03-15"),
        calendar=NO_COUNT,
    ),
}


def table(name: str, text: str) -> dict[str, object]:
    return {"tables": [{"table": name, "text": text}]}


LINK = "account,partner,type,valid_from,valid_to\n"

MONEY = {
    "recordPayments": Rows(
        good={
            "rows": [
                {
                    "id": "x1",
                    "account": "u3",
                    "paidAt": "2018-04-01T10:00:00+08:00",
                    "amount": "10.00",
                }
            ],
        },
        stale=NO_VERSION,
        authority=NO_RIGHT,
        unknown=NOTHING_BEFORE,
        empty=NO_DAYS,
        early=NOTHING_BEFORE,
        calendar=NO_COUNT,
    ),
    "recordObligation": Rows(
        good={"id": "o9", "account": "u3", "occurredOn": "2018-03-10", "amount": "12000"},
        stale=NO_VERSION,
        authority=said("DEBTOR_UNCLEAR", party="c1"),
        unknown=said("ACCOUNT_UNKNOWN", account="none"),
        empty=said("EMPTY_INTERVAL", occurredTo="2018-03-10"),
        early=NOTHING_BEFORE,
        calendar=NO_COUNT,
    ),
    "settleObligation": Rows(
        lines=(OWED,),
        good={"obligation": "o1", "by": "c1", "amount": "4000", "effectiveOn": "2018-04-01"},
        stale=NO_VERSION,
        authority=said("SETTLEMENT_TOO_LARGE", amount="12000.01"),
        unknown=(
            said("OBLIGATION_UNKNOWN", obligation="none"),
            said("PARTY_UNKNOWN", by="none"),
        ),
        empty=NO_DAYS,
        early=said("OUT_OF_ORDER", effectiveOn="2018-03-09"),
        calendar=NO_COUNT,
    ),
    "recordFinding": Rows(
        lines=(OWED,),
        good={
            "obligation": "o1",
            "party": "t1",
            "mismanaged": True,
            "effectiveOn": "2018-04-01",
        },
        stale=NO_VERSION,
        authority=said("PARTY_NOT_INVOLVED", party="t2"),
        unknown=(
            said("OBLIGATION_UNKNOWN", obligation="none"),
            said("PARTY_UNKNOWN", party="none"),
        ),
        empty=NO_DAYS,
        early=said("OUT_OF_ORDER", effectiveOn="2018-03-09"),
        calendar=NO_COUNT,
    ),
    "importBatch": Rows(
        good=table("links", f"{LINK}d0,p3,AGENCY,2018-04-01,\n"),
        stale=said("CONFLICTING_FACT", **table("links", f"{LINK}u9,p3,RESALE,2017-05-01,\n")),
        authority=NO_RIGHT,
        unknown=(
            said("MALFORMED", **table("lines", "x\n")),
            said("ACCOUNT_UNKNOWN", **table("links", f"{LINK}none,p3,AGENCY,2018-04-01,\n")),
        ),
        empty=said(
            "EMPTY_INTERVAL", **table("links", f"{LINK}d0,p3,AGENCY,2018-04-01,2018-04-01\n")
        ),
        early=said("NOT_A_PARTNER", **table("links", f"{LINK}d0,p3,AGENCY,2017-03-31,\n")),
        calendar=NO_COUNT,
    ),
}

LINK_ID = "link:u9:p3:2017-05-01"

CORRECTIONS = {
    "correctFact": Rows(
        good={
            "kind": "LINK",
            "id": LINK_ID,
            "subject": "u9",
            "reason": "A slip of the pen.",
            "set": [{"name": "validFrom", "value": "2017-05-02"}],
        },
        stale=STALE,
        authority=said("INVALID_ARGUMENT", reason=" "),
        unknown=(said("FACT_UNKNOWN", id="none"), said("FACT_UNKNOWN", subject="u8")),
        empty=said("EMPTY_INTERVAL", set=[{"name": "validTo", "value": "2017-05-01"}]),
        early=said("NOT_A_PARTNER", set=[{"name": "validFrom", "value": "2017-03-31"}]),
        calendar=NO_COUNT,
    ),
    "retractFact": Rows(
        good={"kind": "LINK", "id": LINK_ID, "subject": "u9", "reason": "It never was."},
        stale=STALE,
        authority=said("INVALID_ARGUMENT", reason=" "),
        unknown=(said("FACT_UNKNOWN", id="none"), said("FACT_UNKNOWN", subject="u8")),
        empty=NO_DAYS,
        early=said("FACT_IN_USE", kind="STANDING", id="standing:p3:2017-04-01", subject="p3"),
        calendar=NO_COUNT,
    ),
}
