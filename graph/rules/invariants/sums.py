"""Debts: amounts and what they hang from (I8, I14, I16)."""

from collections.abc import Iterable, Iterator

from graph.model import ALIYUN, PartyId, World
from graph.rules.admission import money
from graph.rules.admission.existing import Accepted, Existing, RefusedFact, current
from graph.rules.invariants.violation import Violation
from graph.rules.refusal import Code

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


def broken(world: World, there: Accepted) -> Iterator[Violation]:
    """What is wrong with debts, settlements and findings; for payments, see `paid`."""
    return violations(_refused(world, there))


def violations(found: Iterable[RefusedFact]) -> Iterator[Violation]:
    """Of what admission would refuse, that which breaks an invariant."""
    for refused in found:
        refusal = refused.refusal
        if refusal.code in BROKEN:
            invariant = BROKEN[refusal.code]
            yield Violation(invariant, refusal.message, (refused.fact,), refusal.next_step)


def _refused(world: World, there: Accepted) -> Iterator[RefusedFact]:
    """What admission would refuse if it came in with all the rest already there."""
    parties = frozenset(PartyId(party.id) for party in current(world.parties)) | {PartyId(ALIYUN)}
    debts = money.debts(Existing(), world.obligations)
    yield from money.obligations(world.obligations, there, parties)
    yield from money.settlements(world.settlements, debts, parties)
    yield from money.findings(world.findings, debts, parties, there)
