"""Admission of what moves a deposit (R60–R64, I14)."""

from collections.abc import Iterable, Iterator

from graph.model import DepositEntry, DepositMove, FactId, PartyId, PartyPapers, print_yuan
from graph.rules.admission.existing import LATEST, RefusedFact, current, refuse
from graph.rules.admission.named import not_positive, unknown_debt, unknown_party
from graph.rules.admission.papers.around import Around
from graph.rules.deposit.moves import TAKING, movements
from graph.rules.refusal import Code


def entries(facts: Iterable[DepositEntry], around: Around) -> Iterator[RefusedFact]:
    """A deposit is paid once, secures an agreement of its party, and gives back what it holds.

    R60, R61, R64; FA 3.5.1, FA 3.5.2, FA 3.5.4. A deduction may ask for more than is held: the rest
    is owed beside it (R46), and the balance is never less than nothing (I14).
    """
    for fact in sorted(current(facts), key=_order):
        bad = (
            unknown_party(fact, fact.party, around.parties, "party")
            or not_positive(fact, fact.fen)
            or _of_another(fact, around)
            or _cause(fact, around)
            or _twice(fact, around)
            or _beyond(fact, around)
        )
        if bad is not None:
            yield bad


def _order(fact: DepositEntry) -> tuple[object, ...]:
    """By day; on one day what fills comes before what takes."""
    return fact.on, fact.move in TAKING, fact.id


def _of_another(fact: DepositEntry, around: Around) -> RefusedFact | None:
    if fact.agreement is None:
        return None
    secured = around.agreements.get(fact.agreement)
    if secured is not None and secured.party == fact.party:
        return None
    return refuse(
        fact,
        Code.AGREEMENT_UNKNOWN,
        f"{fact.party} has no agreement {fact.agreement!r}",
        path="agreement",
        clause="FA 3.5.1",
        next_step="Record the agreement first, or correct its id.",
    )


def _cause(fact: DepositEntry, around: Around) -> RefusedFact | None:
    """What was taken is for a violation, a debt, or an entry or notice of this party (R61, R62)."""
    if fact.about is None:
        return None
    charged = around.violations.get(fact.about)
    if charged is not None:
        return _before_notice(fact, around)
    if fact.about in around.deposit_entries or fact.about in around.notices:
        return None
    return unknown_debt(fact, fact.about, around.debts, "about")


def _before_notice(fact: DepositEntry, around: Around) -> RefusedFact | None:
    """A penalty is taken once the violation was notified or found (R63, MR 6.4.1)."""
    charged = around.violations[fact.about or FactId("")]
    told = charged.noticed_on or charged.decided_on or charged.counted_on
    if told is not None and fact.on >= told:
        return None
    return refuse(
        fact,
        Code.OUT_OF_ORDER,
        f"what was taken on {fact.on} for {fact.about} comes before its notice"
        f"{'' if told is None else f' of {told}'}",
        path="on",
        clause="MR 6.4.1",
        next_step="Record the notice first."
        if told is None
        else f"Give a day from {told} on, or correct that of the notice.",
    )


def _twice(fact: DepositEntry, around: Around) -> RefusedFact | None:
    """The deposit is paid once for an agreement; again only after it was given back (R60)."""
    if fact.move is not DepositMove.PAID:
        return None
    for other in _of(fact.party, around):
        same = other.move is DepositMove.PAID and other.agreement == fact.agreement
        goes_first = other.id not in around.incoming or _order(other) < _order(fact)
        if not same or other.id == fact.id or not goes_first:
            continue
        first, last = sorted((fact.on, other.on))
        back = (each.on for each in _of(fact.party, around) if each.move is DepositMove.REFUNDED)
        if any(first <= on <= last for on in back):
            continue
        return refuse(
            fact,
            Code.DEPOSIT_PAID_ALREADY,
            f"{fact.party} paid its deposit on {other.on} already",
            path="move",
            clause="FA 3.5.1",
            next_step="Record a later payment as TOPPED_UP, or name the agreement it secures.",
        )
    return None


def _beyond(fact: DepositEntry, around: Around) -> RefusedFact | None:
    """No more is given back than is held (R64, I14)."""
    if fact.move is not DepositMove.REFUNDED:
        return None
    papers = PartyPapers(
        deposit_entries=tuple(_of(fact.party, around)),
        notices=tuple(each for each in around.notices.values() if each.party == fact.party),
    )
    moved = next(each for each in movements(papers, LATEST) if each.entry.id == fact.id)
    if not moved.uncovered:
        return None
    held = fact.fen - moved.uncovered
    return refuse(
        fact,
        Code.REFUND_TOO_LARGE,
        f"{print_yuan(fact.fen)} yuan back exceed the {print_yuan(held)} yuan held on {fact.on}",
        path="fen",
        clause="FA 3.5.4",
        next_step="Give back at most what is held.",
    )


def _of(party: PartyId, around: Around) -> list[DepositEntry]:
    return [each for each in around.deposit_entries.values() if each.party == party]
