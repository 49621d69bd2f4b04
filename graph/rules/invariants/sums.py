"""Money: amounts and what they hang from (I8, I14, I16), and that nothing is lost (I12)."""

from collections import defaultdict
from collections.abc import Iterator

from graph.model import ALIYUN, Month, PartyId, Payment, World
from graph.rules.admission import money
from graph.rules.admission.existing import Accepted, Existing, RefusedFact, current
from graph.rules.invariants.violation import Violation
from graph.rules.performance import statement
from graph.rules.refusal import Code
from graph.rules.standing import Known

BROKEN = {
    Code.ACCOUNT_UNKNOWN: "I8",
    Code.PARTY_UNKNOWN: "I8",
    Code.PAYMENT_UNKNOWN: "I8",
    Code.OBLIGATION_UNKNOWN: "I8",
    Code.EMPTY_INTERVAL: "I6",
    Code.REFUND_TOO_LARGE: "I14",
    Code.SETTLEMENT_TOO_LARGE: "I14",
    Code.AMOUNT_NOT_POSITIVE: "I16",
    Code.DEBTOR_UNCLEAR: "I16",
}
"""The invariant that a fact breaks which admission would refuse for that reason.

A finding on a party that was not involved breaks none: it may have come to light later.
"""


def broken(world: World, known: Known) -> Iterator[Violation]:
    """What is wrong with payments, debts, settlements and findings."""
    for refused in _refused(world, known):
        refusal = refused.refusal
        if refusal.code in BROKEN:
            invariant = BROKEN[refusal.code]
            yield Violation(invariant, refusal.message, (refused.fact,), refusal.next_step)
    yield from _lost(world, known)


def _refused(world: World, known: Known) -> Iterator[RefusedFact]:
    """What admission would refuse if it came in with all the rest already there."""
    parties = frozenset(PartyId(party.id) for party in current(world.parties)) | {PartyId(ALIYUN)}
    nothing, there = Existing(), Accepted(Existing(known.histories), frozenset())
    debts = money.debts(nothing, world.obligations)
    yield from money.payments(world.payments, nothing, there)
    yield from money.obligations(world.obligations, there, parties)
    yield from money.settlements(world.settlements, debts, parties)
    yield from money.findings(world.findings, debts, parties, there)


def _lost(world: World, known: Known) -> Iterator[Violation]:
    """Months in which what counts to somebody or to nobody is not what was paid (R27)."""
    payments = current(world.payments)
    originals = {payment.id: payment for payment in payments}
    months: dict[Month, list[Payment]] = defaultdict(list)
    for payment in payments:
        months[Month.of(payment.day)].append(payment)
    for month, some in sorted(months.items()):
        found = statement(known.histories, some, originals, month, known.moment)
        paid = sum(payment.fen for payment in some)
        if not found.balanced or found.paid != paid:
            message = f"of {paid} fen paid in {month}, statements account for {found.paid}"
            step = "Report it: rules and facts do not fit together."
            yield Violation("I12", message, tuple(some[:10]), step)
