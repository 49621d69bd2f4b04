"""What a partner needs to be admitted: the figures that MR 2.1 still gives (R05, R08)."""

from enum import StrEnum

from msgspec import Struct

from graph.model import Fen, Trace, cite


class Minimum(StrEnum):
    """A figure that has to reach a number; the number itself is enough (R05)."""

    CAPITAL = "CAPITAL"
    STAFF = "STAFF"
    TECHNICAL_TEAM = "TECHNICAL_TEAM"
    NEW_CUSTOMERS = "NEW_CUSTOMERS"
    DEPOSIT = "DEPOSIT"


MINIMUMS: dict[Minimum, int] = {
    Minimum.CAPITAL: 50_000_000,
    Minimum.STAFF: 10,
    Minimum.TECHNICAL_TEAM: 3,
    Minimum.NEW_CUSTOMERS: 10,
    Minimum.DEPOSIT: 500_000,
}
"""The least of each: registered capital and deposit in fen, people, new cloud users a quarter."""


class Figures(Struct, frozen=True):
    """What an applicant says of itself; None: not said. Capital and deposit in fen."""

    capital: Fen | None = None
    staff: int | None = None
    technical_team: int | None = None
    new_customers: int | None = None
    deposit: Fen | None = None


class Check(Struct, frozen=True):
    """One figure against its minimum; `met` is None while the figure is not known."""

    minimum: Minimum
    needed: int
    given: int | None
    met: bool | None


class Eligibility(Struct, frozen=True):
    """All figures looked at; `met` is None while one is unknown and none is too small."""

    met: bool | None
    checks: tuple[Check, ...]
    trace: Trace


def eligibility(figures: Figures) -> Eligibility:
    """Whether figures reach the minimums of entry, each of which includes its number (R05, R08).

    The standards of the five levels stand in tables that the text lacks (MR 2.1, Q22); ValueError
    for a figure below zero.
    """
    given: dict[Minimum, int | None] = {
        Minimum.CAPITAL: figures.capital,
        Minimum.STAFF: figures.staff,
        Minimum.TECHNICAL_TEAM: figures.technical_team,
        Minimum.NEW_CUSTOMERS: figures.new_customers,
        Minimum.DEPOSIT: figures.deposit,
    }
    checks = tuple(_check(minimum, given[minimum]) for minimum in Minimum)
    results = [each.met for each in checks]
    met = False if False in results else None if None in results else True
    return Eligibility(met, checks, cite(rules=("R05", "R08"), clauses=("MR 2.1",)))


def _check(minimum: Minimum, given: int | None) -> Check:
    needed = MINIMUMS[minimum]
    if given is not None and given < 0:
        msg = f"expected {minimum} of 0 or more, got {given}"
        raise ValueError(msg)
    return Check(minimum, needed, given, None if given is None else given >= needed)
