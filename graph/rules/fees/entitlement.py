"""Who is entitled to which service fee for a month (R30–R33, R05, MR 5.1, CA 2.2).

The base is what counts to a partner as fee holder, of products that count; when it reaches the
standard, the partner is entitled to the rate of the highest tier reached, on the whole base. A city
partner never is: its cash is a line of its own in its tier-1's fee. What a tier-1 gives its city
partners in private is no concern of Aliyun's and of no rule here (R34, CA 2.2.4).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from graph.model import (
    FactId,
    Fen,
    Interval,
    Month,
    Payment,
    Trace,
    Uid,
    cite,
    join,
)
from graph.readings import Q14, Q31
from graph.rules.fees.schedule import Schedule, Table, Tier
from graph.rules.performance import Booked, booked
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known, cut_trace, first_gap


class Entitlement(StrEnum):
    """Whether a partner has a fee for a month, and if not why."""

    EARNED = "EARNED"
    BELOW_STANDARD = "BELOW_STANDARD"
    CITY_PARTNER = "CITY_PARTNER"
    NOT_A_PARTNER = "NOT_A_PARTNER"


class FeeLine(Struct, frozen=True):
    """A part of a fee in fen: of the partner's own branch, or what comes through a city partner."""

    city_partner: Uid | None
    base: Fen
    fen: Fen


class Fee(Struct, frozen=True):
    """The service fee of a month, in fen; the `lines` add up to `fen`, and their bases to `base`.

    `held` is all cash that counts to the partner as fee holder, `not_eligible` what of it is of
    products that do not count; `base` is the rest. `ahead` is the nearest tier not reached.
    `under_tier1` says that it was a city partner on a day of the month.
    """

    partner: Uid
    month: Month
    entitlement: Entitlement
    held: Fen
    not_eligible: Fen
    table: Table
    tier: Tier | None
    ahead: Tier | None
    lines: tuple[FeeLine, ...]
    under_tier1: bool
    trace: Trace

    @property
    def base(self) -> Fen:
        """What the rate is of."""
        return Fen(self.held - self.not_eligible)

    @property
    def fen(self) -> Fen:
        """The fee."""
        return Fen(sum(line.fen for line in self.lines))

    @property
    def clause(self) -> str:
        """The clause by which there is a fee, or none."""
        return _CLAUSE[self.entitlement]


_CLAUSE = {
    Entitlement.EARNED: "MR 5.1.1",
    Entitlement.BELOW_STANDARD: "MR 5.1.1",
    Entitlement.CITY_PARTNER: "CA 2.2.2",
    Entitlement.NOT_A_PARTNER: "MR 5.1.1",
}


class Place(Struct, frozen=True):
    """What an account is in a month: a partner of its own on a day, a city partner on a day."""

    alone: bool
    city: bool
    trace: Trace

    def entitled(self, tier: Tier | None) -> Entitlement:
        """Whether it has a fee of its own, given the tier that its base reaches."""
        if not self.alone:
            return Entitlement.CITY_PARTNER if self.city else Entitlement.NOT_A_PARTNER
        return Entitlement.BELOW_STANDARD if tier is None else Entitlement.EARNED


def fee(  # noqa: PLR0913 (the facts, the question and the configuration)
    known: Known,
    payments: Iterable[Payment],
    originals: Mapping[FactId, Payment],
    month: Month,
    partner: Uid,
    schedule: Schedule,
) -> Fee | Refusal:
    """The service fee of a partner for a month (R30–R33, R24, MR 5.1.1, CA 2.2.1, CA 2.2.2).

    `payments` are those of all that ever stood below the partner; a refund counts in its own month,
    with the eligibility of what it refunds (Q14). A refusal says that no rate table holds.
    """
    table = schedule.table(month)
    if table is None:
        return _no_table(month, schedule)
    held = [
        part for part in booked(known, payments, originals, month) if part.credit.holder == partner
    ]
    counted = [part for part in held if eligible(part, originals, schedule)]
    place = placed(known, partner, month)
    base = Fen(sum(part.fen for part in counted))
    tier = table.reached(base) if place.alone else None
    return Fee(
        partner=partner,
        month=month,
        entitlement=place.entitled(tier),
        held=Fen(sum(part.fen for part in held)),
        not_eligible=Fen(sum(part.fen for part in held) - base),
        table=table,
        tier=tier,
        ahead=table.ahead(base) if place.alone else None,
        lines=_lines(counted, partner, tier) if place.alone else (),
        under_tier1=place.city,
        trace=_trace(place, held, known),
    )


def eligible(part: Booked, originals: Mapping[FactId, Payment], schedule: Schedule) -> bool:
    """Whether a part of a payment counts for the fee: recorded so, and of a product that does.

    R31, MR 5.1.2. The day is the one whose link counts; a refund goes with what it refunds.
    """
    paid = part.payment
    bought = originals.get(paid.refund_of, paid) if paid.refund_of else paid
    return bought.fee_eligible and schedule.takes(bought.product, part.credit.day)


def placed(known: Known, uid: Uid, month: Month) -> Place:
    """What an account is in a month, day by day (R25, R32, I11, CA 2.2.2, CA 2.2.3)."""
    days = month.interval
    standings = [each for each in known.standings(uid) if each.interval.overlaps(days)]
    tiers = [each for each in known.tier_links(uid) if each.interval.overlaps(days)]
    under = [each.interval for each in tiers]
    alone = any(first_gap(_both(each.interval, days), under) for each in standings)
    facts = join(cut_trace(each) for each in (*standings, *tiers))
    if not tiers:
        return Place(alone, city=False, trace=facts)
    cited = cite(rules=("R25", "R32"), clauses=("CA 2.2.2", "CA 2.2.3"))
    return Place(alone, city=True, trace=facts + cited)


def _both(one: Interval, other: Interval) -> Interval:
    """The days in both of two spans that overlap."""
    return Interval(max(one.start, other.start), one.cut(other.end).end)


def _lines(parts: list[Booked], partner: Uid, tier: Tier | None) -> tuple[FeeLine, ...]:
    """The partner's own branch first, then each city partner by uid (R33, CA 2.2.1)."""
    bases: dict[Uid | None, int] = defaultdict(int, {None: 0})
    for part in parts:
        bases[None if part.credit.direct == partner else part.credit.direct] += part.fen
    ordered = sorted(bases.items(), key=lambda item: item[0] or "")
    fens = shared([Fen(base) for _, base in ordered], tier)
    return tuple(
        FeeLine(uid, Fen(base), fen) for (uid, base), fen in zip(ordered, fens, strict=True)
    )


def shared(bases: list[Fen], tier: Tier | None) -> list[Fen]:
    """The fee on some bases together, rounded down once, and shared over them to the fen.

    Each line is rounded down by itself; what the sum has more goes, one fen each, to the first
    lines that were rounded.
    """
    if tier is None:
        return [Fen(0)] * len(bases)
    fens = [tier.of(base) for base in bases]
    rest = tier.of(Fen(sum(bases))) - sum(fens)
    rounded = [at for at, base in enumerate(bases) if base * tier.basis_points % 10_000]
    for at in rounded[:rest]:
        fens[at] = Fen(fens[at] + 1)
    return fens


def _no_table(month: Month, schedule: Schedule) -> Refusal:
    first, last = schedule.tables[0].start, schedule.tables[-1].end
    until = "" if last is None else f" to before {last}"
    return Refusal(
        Code.NO_FEE_SCHEDULE,
        f"no rate table of service fees holds in {month}: those of the schedule"
        f" {schedule.name!r} hold from {first}{until}",
        path="month",
        clause="MR 5.1.3",
        next_step="Ask for a month that has one, or have the table of this month configured.",
    )


def _trace(place: Place, held: list[Booked], known: Known) -> Trace:
    readings = known.moment.readings
    cited = cite(
        rules=("R30", "R31", "R05", "R24"),
        clauses=("MR 5.1.1", "MR 5.1.2", "MR 5.1.3", "MR 2.1", "MR 5.2.1"),
        readings=(readings.of(Q14), readings.of(Q31)),
    )
    credits_ = {(part.credit.account, part.credit.day): part.credit for part in held}
    return join([cited, place.trace, *(each.trace for each in credits_.values())])
