"""From which day an agreement is in force (R07, FA 2.1.11, CA 3.1, Q26)."""

from datetime import date

from msgspec import Struct

from graph.model import (
    ALIYUN,
    Agreement,
    AgreementKind,
    Notice,
    PartyId,
    Readings,
    Trace,
    cite,
)
from graph.readings import Q26

SEALED = frozenset({AgreementKind.CA, AgreementKind.IP})
"""Texts that need the seals of both: the city partner agreement and its annex (CA 3.1)."""


class Begin(Struct, frozen=True):
    """First day in force; None while a date that it needs is not recorded."""

    day: date | None
    trace: Trace


def begins(agreement: Agreement, readings: Readings) -> Begin:
    """First day on which an agreement is in force (R07, FA 2.1.11, CA 3.1; Q26).

    CA and IP take effect with the later of both seals, or by Aliyun's where the party's date is
    blank; the other texts on the day agreed in them, else when the last of both has signed.
    """
    if agreement.kind in SEALED:
        both = (agreement.signed_on, agreement.sealed_on)
        reading = readings.of(Q26)
        cited = cite(
            facts=(agreement,), rules=("R07",), clauses=("CA 2.2.3", "CA 3.1"), readings=(reading,)
        )
        return Begin(max(each for each in both if each) if agreement.sealed_on else None, cited)
    cited = cite(facts=(agreement,), rules=("R07",), clauses=("FA 2.1.11",))
    return Begin(agreement.agreed_from or signed(agreement), cited)


def from_aliyun(notice: Notice) -> bool:
    """Whether a notice is Aliyun's, as those are by which it revises, assigns and ends at once."""
    return notice.sender in (None, PartyId(ALIYUN))


def signed(agreement: Agreement) -> date | None:
    """The day on which the last of both signed or sealed, as far as it is recorded."""
    both = (agreement.signed_on, agreement.sealed_on)
    return max((each for each in both if each), default=None)
