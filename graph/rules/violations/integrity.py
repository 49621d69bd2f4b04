"""The integrity penalty: the highest of three amounts, never their sum (R53, R92; IP 2; Q27).

Improper benefits let Aliyun and its group end all contracts. The penalty is 30 % of the contract
total, or 30 % of all service fees paid, or the whole benefit, whichever is the highest. A base
that is missing is zero: a framework agreement names no total, a city partner has no fees (Q27).
"""

from enum import StrEnum

from msgspec import Struct

from graph.model import Fen, Readings, Trace, cite
from graph.readings import Q27
from graph.rules.refusal import Code, Refusal

SHARE = 30
WHOLE = 100


class Measure(StrEnum):
    """What a part of the penalty is taken of."""

    CONTRACT_TOTAL = "CONTRACT_TOTAL"
    FEES_PAID = "FEES_PAID"
    BENEFIT = "BENEFIT"


PERCENT = {Measure.CONTRACT_TOTAL: SHARE, Measure.FEES_PAID: SHARE, Measure.BENEFIT: WHOLE}


class Part(Struct, frozen=True):
    """One of the three: its base (None: missing), the share in percent, and what it comes to."""

    measure: Measure
    of: Fen | None
    percent: int
    fen: Fen


class IntegrityPenalty(Struct, frozen=True):
    """The penalty, the bases that give it, and all three parts."""

    fen: Fen
    decisive: tuple[Measure, ...]
    parts: tuple[Part, ...]
    trace: Trace


def integrity_penalty(
    contract_total: Fen | None, fees_paid: Fen | None, benefit: Fen | None, readings: Readings
) -> IntegrityPenalty | Refusal:
    """The highest of the three, in fen, a half fen rounded up (R53, Q27, IP 2).

    AMOUNT_NOT_POSITIVE for a negative base.
    """
    bases = {
        Measure.CONTRACT_TOTAL: contract_total,
        Measure.FEES_PAID: fees_paid,
        Measure.BENEFIT: benefit,
    }
    below = next((base for base, of in bases.items() if of is not None and of < 0), None)
    if below is not None:
        return _negative(below)
    parts = tuple(_part(base, of) for base, of in bases.items())
    most = max(part.fen for part in parts)
    return IntegrityPenalty(
        fen=most,
        decisive=tuple(part.measure for part in parts if part.fen == most and part.of is not None),
        parts=parts,
        trace=cite(rules=("R53", "R92"), clauses=("IP 2",), readings=(readings.of(Q27),)),
    )


def _part(measure: Measure, of: Fen | None) -> Part:
    percent = PERCENT[measure]
    return Part(measure, of, percent, Fen(((of or 0) * percent + WHOLE // 2) // WHOLE))


def _negative(measure: Measure) -> Refusal:
    return Refusal(
        Code.AMOUNT_NOT_POSITIVE,
        f"expected an amount of zero or more as {measure}",
        path=measure,
        clause="IP 2",
        next_step="Leave a base out that is not known; it counts as zero (Q27).",
    )
