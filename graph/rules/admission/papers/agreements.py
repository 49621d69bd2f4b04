"""Admission of agreements and authorisations (R04, R07, R16, R80)."""

from collections.abc import Iterable, Iterator

from graph.model import Agreement, Authorisation
from graph.rules.admission.existing import RefusedFact, current, refuse
from graph.rules.admission.named import dayless, disorder, not_positive, unknown_party
from graph.rules.admission.papers.around import Around
from graph.rules.admission.structure import empty, unknown
from graph.rules.refusal import Code


def agreements(facts: Iterable[Agreement], around: Around) -> Iterator[RefusedFact]:
    """An agreement has a party, a day from which it can be in force, and ends after it begins.

    R04, R07, R80; FA 2.1.11, FA 3.2.1, FA 10.2.2.
    """
    for fact in current(facts):
        bad = (
            unknown_party(fact, fact.party, around.parties, "party")
            or dayless(fact, "FA 2.1.11", "signed_on", "sealed_on", "agreed_from")
            or disorder(
                fact,
                "FA 3.2.1",
                ("signed_on", "term_end"),
                ("sealed_on", "term_end"),
                ("agreed_from", "term_end"),
                ("signed_on", "ended_on"),
                ("sealed_on", "ended_on"),
                ("agreed_from", "ended_on"),
            )
            or _replaced(fact, around)
            or not_positive(fact, fact.fen)
        )
        if bad is not None:
            yield bad


def _replaced(fact: Agreement, around: Around) -> RefusedFact | None:
    """One that replaces another is of the same party (R06, FA 10.2.2)."""
    if fact.replaces is None:
        return None
    other = around.agreements.get(fact.replaces)
    if other is not None and other.party == fact.party and other.id != fact.id:
        return None
    return refuse(
        fact,
        Code.AGREEMENT_UNKNOWN,
        f"{fact.party} has no other agreement {fact.replaces!r} to replace",
        path="replaces",
        clause="FA 10.2.2",
        next_step="Record the earlier agreement first, or correct its id.",
    )


def authorisations(facts: Iterable[Authorisation], around: Around) -> Iterator[RefusedFact]:
    """A customer authorises another account than its own, for at least a day (R16, FA 3.4.2.4)."""
    for fact in current(facts):
        bad = empty(fact) or unknown(
            fact, around.accepted, account=fact.account, partner=fact.partner
        )
        if bad is None and fact.account == fact.partner:
            bad = refuse(
                fact,
                Code.CYCLE,
                f"{fact.account} cannot authorise itself",
                path="partner",
                clause="FA 3.4.2.4",
                next_step="Name the partner's account.",
            )
        if bad is not None:
            yield bad
