"""The commission on cloud-market products (R38, MR 3.4.2, MR 5.3, Q34).

It follows the timetable of the service fee and is paid with it, in the month after. A city partner
has none (CA 2.2.2), and its cash makes none for its tier-1 either unless that is announced (Q34).
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from graph.model import FactId, Fen, Month, Payment, Trace, Uid, cite, join
from graph.readings import Q34
from graph.rules.fees.entitlement import Entitlement, placed
from graph.rules.fees.schedule import CommissionTerms, Table, Tier, table_of
from graph.rules.performance import Booked, booked
from graph.rules.standing import Known


class Commission(Struct, frozen=True):
    """The commission of a month in fen: on which base, by which tier, and why there is none."""

    partner: Uid
    month: Month
    entitlement: Entitlement
    base: Fen
    table: Table
    tier: Tier | None
    fen: Fen
    trace: Trace


def commission(  # noqa: PLR0913 (the facts, the question and the configuration)
    known: Known,
    payments: Iterable[Payment],
    originals: Mapping[FactId, Payment],
    month: Month,
    partner: Uid,
    terms: CommissionTerms | None,
) -> Commission | None:
    """The cloud-market commission of a partner for a month (R38, Q34); None without terms."""
    table = None if terms is None else table_of(terms.tables, month)
    if terms is None or table is None:
        return None
    parts = [
        part
        for part in booked(known, payments, originals, month)
        if _counts(part, partner, originals, terms)
    ]
    place = placed(known, partner, month)
    base = Fen(sum(part.fen for part in parts))
    tier = table.reached(base) if place.alone else None
    return Commission(
        partner=partner,
        month=month,
        entitlement=place.entitled(tier),
        base=base,
        table=table,
        tier=tier,
        fen=Fen(0) if tier is None else tier.of(base),
        trace=join([_cited(known), place.trace, *(part.credit.trace for part in parts)]),
    )


def _counts(
    part: Booked, partner: Uid, originals: Mapping[FactId, Payment], terms: CommissionTerms
) -> bool:
    """Whether a part is of a market product and the partner's own, or announced to be (Q34)."""
    paid = part.payment
    bought = originals.get(paid.refund_of, paid) if paid.refund_of else paid
    own = part.credit.direct == partner or terms.city_partners_to_tier1
    return part.credit.holder == partner and own and bought.product in terms.products


def _cited(known: Known) -> Trace:
    reading = known.moment.readings.of(Q34)
    return cite(rules=("R38",), clauses=("MR 3.4.2", "MR 5.3", "CA 2.2.2"), readings=(reading,))
