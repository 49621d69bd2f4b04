"""Admission of violations and notices (R47, R70–R74, R79, Q33)."""

from collections.abc import Iterable, Iterator

from graph.model import Notice, Violation
from graph.rules.admission.existing import RefusedFact, current, refuse
from graph.rules.admission.named import (
    dayless,
    disorder,
    not_positive,
    skipped,
    unknown_debt,
    unknown_party,
)
from graph.rules.admission.papers.around import Around
from graph.rules.refusal import Code
from graph.rules.violations.catalogue import UnknownViolation, entry

DAYS = ("acted_on", "reported_on", "noticed_on", "decided_on", "counted_on")


def violations(facts: Iterable[Violation], around: Around) -> Iterator[RefusedFact]:
    """A violation is one of the catalogue, in a class that it may have, its proceedings in order.

    R70–R74; MR 6.1, MR 6.2, MR 6.4.1.
    """
    for fact in current(facts):
        bad = (
            unknown_party(fact, fact.party, around.parties, "party")
            or _unlisted(fact)
            or _unproven(fact, around)
            or dayless(fact, "MR 6.4.1", *DAYS)
            or _disorder(fact)
            or unknown_debt(fact, fact.obligation, around.debts, "obligation")
        )
        if bad is not None:
            yield bad


def _disorder(fact: Violation) -> RefusedFact | None:
    return skipped(fact, "MR 6.4.1", ("noticed_on", "replied_on")) or disorder(
        fact,
        "MR 6.4.1",
        ("acted_on", "reported_on"),
        ("acted_on", "noticed_on"),
        ("noticed_on", "replied_on"),
        ("acted_on", "decided_on"),
        ("reported_on", "decided_on"),
        ("acted_on", "counted_on"),
    )


def _unlisted(fact: Violation) -> RefusedFact | None:
    """Code, class and words as the catalogue has them (R73, Q23, Q33)."""
    try:
        listed = entry(fact.clause)
    except UnknownViolation as unknown:
        return refuse(
            fact,
            Code.UNKNOWN_CLAUSE,
            str(unknown),
            path="clause",
            clause="MR 6.2",
            next_step="Give a code of the catalogue.",
        )
    if fact.rank not in listed.classes:
        return refuse(
            fact,
            Code.CLASS_MISMATCH,
            f"{fact.clause} is {' or '.join(listed.classes)}, not {fact.rank}",
            path="rank",
            clause=listed.clause,
            next_step="Correct the class, or give the code of the act in that class.",
        )
    if listed.open and not fact.words:
        return refuse(
            fact,
            Code.DESCRIPTION_MISSING,
            f"{fact.clause} alone does not say what was done",
            path="words",
            clause=listed.clause,
            next_step="Put the act in words, or give the code of a listed one.",
        )
    return None


def _unproven(fact: Violation, around: Around) -> RefusedFact | None:
    """A partner that reports another one gives its evidence (R79, MR 6.4.3)."""
    bad = unknown_party(fact, fact.reported_by, around.parties, "reportedBy")
    if bad is not None or fact.reported_by is None or fact.evidence:
        return bad
    return refuse(
        fact,
        Code.PROOF_MISSING,
        f"{fact.reported_by} reports {fact.party} without evidence",
        path="evidence",
        clause="MR 6.4.3",
        next_step="Say what the report rests on.",
    )


def notices(facts: Iterable[Notice], around: Around) -> Iterator[RefusedFact]:
    """A notice has a party, and is received no earlier than sent; it may be about anything."""
    for fact in current(facts):
        bad = (
            unknown_party(fact, fact.party, around.parties, "party")
            or unknown_party(fact, fact.sender, around.parties, "sender")
            or disorder(fact, None, ("sent_on", "received_on"))
            or not_positive(fact, fact.fen)
        )
        if bad is not None:
            yield bad
