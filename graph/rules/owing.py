"""What each debt adds to what its obligors answer for, and the parties of a sweep in their order.

Over all parties nobody wants to hold all debts at once: what a debt adds is worked out debt by
debt (`parts`) and comes, added up, to the same as `exposure.of` says of a party (R51, S32).
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from graph.model import Cause, Fen, Heading, ObligorRole, Order, Owing, PartyId, amounts
from graph.rules.claims import Liability, Portion
from graph.rules.exposure import Amount, PartyExposure
from graph.rules.liability import DEFINITE

Parts = Mapping[Heading, Owing]
"""What some debts come to, by who answers for them, how, and for what."""

Place = tuple[int, PartyId]
"""Where a party stands in a sweep, so that places sort: its amount below zero, and its id."""


def parts(debt: Liability) -> dict[Heading, Owing]:
    """What a debt adds: for each obligor and role the portions it answers for, each once (R51)."""
    found: dict[tuple[PartyId, ObligorRole], list[Portion]] = {}
    for portion in debt.portions:
        for each in dict.fromkeys((each.party, each.role) for each in portion.obligors):
            found.setdefault(each, []).append(portion)
    counted = defaultdict[PartyId, set[date]](set)
    told: dict[Heading, Owing] = {}
    for (party, role), portions in sorted(found.items(), key=_name):
        here = counted[party]
        new = [each for each in portions if role in DEFINITE and each.interval.start not in here]
        told[Heading(party, role, debt.obligation.cause)] = _owing(
            portions, new, first=bool(new) and not here
        )
        here.update(each.interval.start for each in new)
    return told


def _name(found: tuple[tuple[PartyId, ObligorRole], object]) -> tuple[PartyId, ObligorRole]:
    return found[0]


def _owing(portions: list[Portion], new: list[Portion], *, first: bool) -> Owing:
    return Owing(
        sum(each.fen for each in portions),
        sum(each.outstanding for each in portions),
        1,
        sum(each.fen for each in new),
        sum(each.outstanding for each in new),
        int(first),
    )


def added(sums: dict[Heading, Owing], more: Parts) -> None:
    """Add what a debt adds to what there is."""
    for heading, owing in more.items():
        there = sums.get(heading)
        sums[heading] = owing if there is None else there.plus(owing)


def by_party(sums: Parts) -> dict[PartyId, dict[Heading, Owing]]:
    """The same apart for each party."""
    parties: dict[PartyId, dict[Heading, Owing]] = {}
    for heading, owing in sums.items():
        parties.setdefault(heading.party, {})[heading] = owing
    return parties


def ranked(parties: Mapping[PartyId, Parts], order: Order, over: int) -> list[Place]:
    """The places of those whose amount is above `over`, in fen: the largest first, then by id."""
    every = ((-amounts(some.items())[order], party) for party, some in parties.items())
    return sorted(each for each in every if each[0] < -over)


def exposed(party: PartyId, sums: Parts) -> PartyExposure:
    """What a party answers for, as `exposure.of` has it, from what its debts come to."""
    by_role = [(role, _in_role(sums, role)) for role in ObligorRole]
    by_cause = [(cause, _owed(sums, cause)) for cause in Cause]
    return PartyExposure(
        party=party,
        gross=_owed(sums, *Cause),
        contingent=_in_role(sums, ObligorRole.JOINT_CONTINGENT),
        unresolved=_in_role(sums, ObligorRole.UNRESOLVED),
        by_role=tuple(each for each in by_role if each[1].debts),
        by_cause=tuple(each for each in by_cause if each[1].debts),
    )


def _in_role(sums: Parts, role: ObligorRole) -> Amount:
    some = [owing for heading, owing in sums.items() if heading.role == role]
    fen, outstanding = sum(each.fen for each in some), sum(each.outstanding for each in some)
    return Amount(Fen(fen), Fen(outstanding), sum(each.debts for each in some))


def _owed(sums: Parts, *causes: Cause) -> Amount:
    some = [owing for heading, owing in sums.items() if heading.cause in causes]
    fen, outstanding = sum(each.owed for each in some), sum(each.owed_outstanding for each in some)
    return Amount(Fen(fen), Fen(outstanding), sum(each.owed_debts for each in some))


def amount(order: Order, found: PartyExposure) -> Fen:
    """The amount by which a party stands: what is owed in all, or what is not settled of it."""
    by_order = {
        Order.OUTSTANDING: found.gross.outstanding,
        Order.GROSS: found.gross.fen,
        Order.CONTINGENT: found.contingent.outstanding,
        Order.UNRESOLVED: found.unresolved.outstanding,
    }
    return by_order[order]
