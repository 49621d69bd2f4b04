"""What parties answer for in all, without counting one debt twice.

Several obligors of one debt each answer for the whole of it (R51, CC 178): summing what they
answer for counts the debt as often as it has obligors. `distinct` counts each portion of a debt
once. Only who owes now is counted (PRIMARY, JOINT, SOLE); what hangs on a finding or on a
conversion stands beside it (Q9, Q11).
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from graph.model import Cause, Fen, PartyId, Trace, cite, join
from graph.rules.claims import Liability, Portion
from graph.rules.liability import DEFINITE, ObligorRole


class Amount(Struct, frozen=True):
    """A sum under one heading, in fen."""

    fen: Fen
    outstanding: Fen
    debts: int


class PartyExposure(Struct, frozen=True):
    """One party's claims: owed now, contingent, unresolved; by role and by cause."""

    party: PartyId
    gross: Amount
    contingent: Amount
    unresolved: Amount
    by_role: tuple[tuple[ObligorRole, Amount], ...]
    by_cause: tuple[tuple[Cause, Amount], ...]


class Exposure(Struct, frozen=True):
    """Exposure of some parties: each one's, their sum, and the same debts counted once."""

    parties: tuple[PartyExposure, ...]
    gross_sum: Fen
    distinct: Amount
    trace: Trace


def of(parties: Iterable[PartyId], liabilities: Iterable[Liability]) -> Exposure:
    """Exposure of parties to the given debts (R51, S32)."""
    asked, debts = tuple(dict.fromkeys(parties)), tuple(liabilities)
    each = tuple(_party(party, debts) for party in asked)
    cited = cite(rules=("R51",), clauses=("CC 178", "CC 519"))
    touched = [debt for debt in debts if _amount([debt], asked, frozenset(ObligorRole)).debts]
    return Exposure(
        parties=each,
        gross_sum=Fen(sum(one.gross.fen for one in each)),
        distinct=_amount(debts, asked, DEFINITE),
        trace=join([cited, *(debt.trace for debt in touched)]),
    )


def _party(party: PartyId, debts: Sequence[Liability]) -> PartyExposure:
    def amount(roles: Iterable[ObligorRole], chosen: Sequence[Liability] = debts) -> Amount:
        return _amount(chosen, (party,), frozenset(roles))

    by_role = [(role, amount([role])) for role in ObligorRole]
    by_cause = [
        (cause, amount(DEFINITE, [debt for debt in debts if debt.obligation.cause is cause]))
        for cause in Cause
    ]
    return PartyExposure(
        party=party,
        gross=amount(DEFINITE),
        contingent=amount([ObligorRole.JOINT_CONTINGENT]),
        unresolved=amount([ObligorRole.UNRESOLVED]),
        by_role=tuple(pair for pair in by_role if pair[1].debts),
        by_cause=tuple(pair for pair in by_cause if pair[1].debts),
    )


def _amount(
    debts: Sequence[Liability], parties: Sequence[PartyId], roles: frozenset[ObligorRole]
) -> Amount:
    """Portions for which at least one of the parties answers in one of the roles, each once."""
    found = [
        [portion for portion in debt.portions if _answers(portion, parties, roles)]
        for debt in debts
    ]
    portions = [portion for some in found for portion in some]
    return Amount(
        fen=Fen(sum(portion.fen for portion in portions)),
        outstanding=Fen(sum(portion.outstanding for portion in portions)),
        debts=sum(1 for some in found if some),
    )


def _answers(portion: Portion, parties: Sequence[PartyId], roles: frozenset[ObligorRole]) -> bool:
    return any(each.party in parties and each.role in roles for each in portion.obligors)
