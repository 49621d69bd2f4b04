"""A notice of breach: stop on the day it arrives, compensate within ten days (R47; FA 7.1).

Where both sides are at fault each bears its share (FA 7.1.2); an amount is shared to the fen.
"""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from graph.calendar import Deadline
from graph.model import Fen, Notice, PartyId, Readings, Trace, cite
from graph.rules.term import Term, ends


class BreachDuty(Struct, frozen=True):
    """What a notice of breach asks of the party in breach."""

    notice: Notice
    stop_on: date
    compensate_by: Deadline
    trace: Trace


def breach_duty(notice: Notice, readings: Readings) -> BreachDuty:
    """Stop on the day of receipt; compensate within ten days of it (R47, FA 7.1.1)."""
    end = ends(Term.BREACH_COMPENSATION, notice.received_on, readings)
    cited = cite(facts=(notice,), rules=("R47",), clauses=("FA 7.1.1",))
    return BreachDuty(notice, notice.received_on, end, cited + end.trace)


def shares(loss: Fen, faults: Mapping[PartyId, int]) -> dict[PartyId, Fen]:
    """A loss by the weight of each side's fault (R47, FA 7.1.2); nothing is lost to rounding.

    What can't be divided goes, one fen each, to those with the largest remainders, then in the
    order given. ValueError unless the weights are zero or more and not all zero.
    """
    total = sum(faults.values())
    if total <= 0 or min(faults.values()) < 0:
        msg = f"expected weights of zero or more, not all zero, got {dict(faults)}"
        raise ValueError(msg)
    exact = {party: divmod(loss * weight, total) for party, weight in faults.items()}
    rest = loss - sum(whole for whole, _ in exact.values())
    first = sorted(exact, key=lambda party: -exact[party][1])[:rest]
    return {party: Fen(whole + (party in first)) for party, (whole, _) in exact.items()}
