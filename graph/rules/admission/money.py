"""Admission of payments, obligations, settlements and findings (I8, I14, I16)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from graph.model import (
    Fact,
    FactId,
    Finding,
    Obligation,
    ObligationHistory,
    PartyId,
    Payment,
    Settlement,
    print_yuan,
)
from graph.rules.admission.existing import Accepted, Existing, RefusedFact, current, refuse
from graph.rules.admission.named import not_positive, unknown_debt, unknown_party
from graph.rules.admission.structure import unknown
from graph.rules.refusal import Code
from graph.rules.standing import on

CASH = "MR 3.5.2"
"""Performance is the cash paid (R21)."""
PAID = "CC 178"
"""What one pays reduces a debt for all (R51)."""


def payments(
    facts: Iterable[Payment], existing: Existing, accepted: Accepted
) -> Iterator[RefusedFact]:
    """Cash is positive and has been paid; refunds come after their payment and stay within it.

    R21, MR 3.5.2; Q14.
    """
    incoming = current(facts)
    new = {fact.id for fact in incoming}
    older = [fact for fact in current(existing.payments) if fact.id not in new]
    paid = {fact.id: fact for fact in (*older, *incoming)}
    refunded: dict[FactId, int] = defaultdict(int)
    for fact in older:
        if fact.refund_of is not None:
            refunded[fact.refund_of] -= fact.fen
    for fact in incoming:
        bad = unknown(fact, accepted, account=fact.account) or _ahead(fact, existing.today)
        bad = bad or _payment(fact, paid, refunded)
        if bad is not None:
            yield bad
        elif fact.refund_of is not None:
            refunded[fact.refund_of] -= fact.fen


def _ahead(fact: Payment, today: date | None) -> RefusedFact | None:
    """Refuse what is paid after the day of recording: cash that has been paid counts (MR 5.1.1)."""
    if today is None or fact.day <= today:
        return None
    return _refuse(
        fact,
        Code.DAY_NOT_COME,
        f"{fact.day} has not come",
        "paidAt",
        "Record it when it has, or correct the time.",
    )


def _payment(
    fact: Payment, paid: Mapping[FactId, Payment], refunded: Mapping[FactId, int]
) -> RefusedFact | None:
    if fact.consumed_from and fact.consumed_to and fact.consumed_to <= fact.consumed_from:
        return _refuse(
            fact,
            Code.EMPTY_INTERVAL,
            f"the use from {fact.consumed_from} to {fact.consumed_to} holds no day",
            "consumedTo",
            "Give an end later than the start; the end is the first day outside.",
        )
    if fact.refund_of is not None:
        return _refund(fact, fact.refund_of, paid, refunded)
    if fact.fen < 0 or (fact.fen == 0 and fact.voucher_fen <= 0):
        return _refuse(
            fact,
            Code.AMOUNT_NOT_POSITIVE,
            f"a payment of {print_yuan(fact.fen)} yuan is no payment",
            "fen",
            "Give the cash paid; a refund is negative and names the payment it refunds.",
        )
    return None


def _refund(
    fact: Payment,
    original: FactId,
    paid: Mapping[FactId, Payment],
    refunded: Mapping[FactId, int],
) -> RefusedFact | None:
    first = paid.get(original)
    if first is None or first.account != fact.account or first.refund_of is not None:
        return _refuse(
            fact,
            Code.PAYMENT_UNKNOWN,
            f"there is no payment {original!r} on account {fact.account!r} to refund",
            "refundOf",
            "Name a payment of the same account that is no refund itself.",
        )
    if fact.fen >= 0:
        return _refuse(
            fact,
            Code.AMOUNT_NOT_POSITIVE,
            f"a refund of {print_yuan(fact.fen)} yuan gives nothing back",
            "fen",
            "Give the refunded cash as a negative amount.",
        )
    if fact.paid_at < first.paid_at:
        return _early(fact, "paidAt", fact.day, f"the payment of {first.day}", CASH)
    if refunded[original] - fact.fen > first.fen:
        return _refuse(
            fact,
            Code.REFUND_TOO_LARGE,
            f"refunds of {print_yuan(refunded[original] - fact.fen)} yuan exceed the "
            f"{print_yuan(first.fen)} yuan paid",
            "fen",
            "Refund at most what was paid and not yet refunded.",
            CASH,
        )
    return None


def obligations(
    facts: Iterable[Obligation], accepted: Accepted, parties: frozenset[PartyId]
) -> Iterator[RefusedFact]:
    """A debt has one debtor, who is there, an amount and at least one day."""
    for fact in current(facts):
        bad = _obligation(fact)
        if bad is None and fact.account is not None:
            bad = unknown(fact, accepted, account=fact.account)
        if bad is None and fact.party is not None:
            bad = unknown_party(fact, fact.party, parties, "party")
        if bad is not None:
            yield bad


def _obligation(fact: Obligation) -> RefusedFact | None:
    if (fact.account is None) == (fact.party is None):
        return _refuse(
            fact,
            Code.DEBTOR_UNCLEAR,
            "a debt has one debtor: an account or a party",
            "account",
            "Give exactly one of them.",
        )
    if fact.occurred.is_empty:
        return _refuse(
            fact,
            Code.EMPTY_INTERVAL,
            f"the range from {fact.occurred_from} to {fact.occurred_to} holds no day",
            "occurredTo",
            "Give an end later than the start; the end is the first day outside.",
        )
    return not_positive(fact, fact.fen)


Debts = Mapping[FactId, ObligationHistory]


def debts(existing: Existing, facts: Iterable[Obligation]) -> dict[FactId, ObligationHistory]:
    """The debts there are with those that come in, as they stand now."""
    found = {key: _now(each) for key, each in existing.obligations.items()}
    for fact in current(facts):
        old = found.get(fact.id)
        settled = () if old is None else old.settlements
        found[fact.id] = ObligationHistory((fact,), settled)
    return found


def _now(history: ObligationHistory) -> ObligationHistory:
    return ObligationHistory(tuple(current(history.versions)), tuple(current(history.settlements)))


def settlements(
    facts: Iterable[Settlement], known: Debts, parties: frozenset[PartyId]
) -> Iterator[RefusedFact]:
    """What is paid on a debt is paid once it has arisen, and all of it stays within it (R51)."""
    incoming = current(facts)
    new = {fact.id for fact in incoming}
    paid: dict[FactId, int] = defaultdict(int)
    for key, debt in known.items():
        paid[key] = sum(each.fen for each in debt.settlements if each.id not in new)
    for fact in incoming:
        bad = (
            unknown_debt(fact, fact.obligation, known, "obligation")
            or unknown_party(fact, fact.by, parties, "by")
            or not_positive(fact, fact.fen)
            or _before_debt(fact, fact.on, known[fact.obligation].versions[0], PAID)
        )
        if bad is None:
            paid[fact.obligation] += fact.fen
            bad = _within(fact, paid[fact.obligation], known)
        if bad is not None:
            yield bad


def _within(fact: Settlement, paid: int, known: Debts) -> RefusedFact | None:
    owed = known[fact.obligation].versions[0].fen
    if paid <= owed:
        return None
    return _refuse(
        fact,
        Code.SETTLEMENT_TOO_LARGE,
        f"settlements of {print_yuan(paid)} yuan exceed the debt of {print_yuan(owed)} yuan",
        "fen",
        "Settle at most what is still owed.",
        PAID,
    )


def _before_debt(
    fact: Settlement | Finding, day: date, debt: Obligation, clause: str
) -> RefusedFact | None:
    """What is said of a debt is said of one that has arisen (R45, R50, R51)."""
    if day >= debt.occurred_from:
        return None
    path = "on" if isinstance(fact, Settlement) else "foundOn"
    return _early(fact, path, day, f"the debt of {debt.occurred_from}", clause)


def findings(
    facts: Iterable[Finding], known: Debts, parties: frozenset[PartyId], accepted: Accepted
) -> Iterator[RefusedFact]:
    """A finding is on the city partner or tier-1 that stood behind the debt (R45, CA 1.3, 1.4)."""
    for fact in current(facts):
        bad = unknown_debt(fact, fact.obligation, known, "obligation") or unknown_party(
            fact, fact.party, parties, "party"
        )
        if bad is None and not _involved(fact, known[fact.obligation].versions[0], accepted):
            bad = _refuse(
                fact,
                Code.PARTY_NOT_INVOLVED,
                f"{fact.party} was neither city partner nor tier-1 behind {fact.obligation}",
                "party",
                "Name the city partner or the tier-1 of the day on which the debt arose.",
            )
        if bad is None:
            debt = known[fact.obligation].versions[0]
            bad = _before_debt(fact, fact.found_on, debt, "CA 1.3")
        if bad is not None:
            yield bad


def _involved(fact: Finding, debt: Obligation, accepted: Accepted) -> bool:
    if debt.account is None:
        return True
    known, owners = accepted.known, set[PartyId]()
    for day in debt.occurred.days():
        link = on(known.links(debt.account), day)
        partner = debt.account if link is None else link.fact.partner
        tier = on(known.tier_links(partner), day)
        if tier is not None:
            owners |= {known.histories[each].account.owner for each in (partner, tier.fact.tier1)}
    return fact.party in owners


def _early(fact: Fact, path: str, day: date, before: str, clause: str) -> RefusedFact:
    message = f"{day} comes before {before}"
    return _refuse(fact, Code.OUT_OF_ORDER, message, path, "Correct one of the days.", clause)


def _refuse(  # noqa: PLR0913 - what every refusal says
    fact: Fact, code: Code, message: str, path: str, next_step: str, clause: str | None = None
) -> RefusedFact:
    return refuse(fact, code, message, path=path, clause=clause, next_step=next_step)
