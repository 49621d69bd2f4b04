"""Random worlds for property tests.

`worlds()` obey the invariants (I1–I7, I15): a tier-1 or two, city partners, customers who come and
go, payments and refunds, obligations settled and looked into; facts in several versions, because
an end was learnt later or an amount was corrected. `rough_worlds()` obey only what a version is:
any name, any text, any dates, any instants.
"""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st
from msgspec.structs import replace

from graph.ladder import canonical
from graph.ladder.naming import world_of
from graph.model import (
    AccountCondition,
    Cause,
    Condition,
    Dated,
    Fact,
    FactId,
    Fen,
    Finding,
    Interval,
    Link,
    LinkType,
    Obligation,
    PartyId,
    Payment,
    Settlement,
    Standing,
    TierLink,
    Uid,
    World,
    start_of,
)
from graph.model.facts import UNKNOWN_SINCE

FIRST = date(2017, 4, 1)
DAYS = 450
END_CAUSES = (None, "EXPIRED", "EXPELLED", "VOLUNTARY", "MUTUAL", "RELEASED", "OTHER")

days = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(number))
instants = st.integers(0, DAYS * 86400).map(lambda n: start_of(FIRST) + timedelta(seconds=n))
fens = st.integers(1, 2_000_000).map(Fen)


@st.composite
def spans(draw: st.DrawFn, within: Interval, most: int = 2) -> list[Interval]:
    """Disjoint spans inside another one, in order; the last may be open if that one is."""
    last = within.end or FIRST + timedelta(DAYS + 1)
    room = (last - within.start).days
    if room <= 0:
        return []
    cuts = sorted(draw(st.sets(st.integers(0, room), min_size=1, max_size=2 * most)))
    found = [within.start + timedelta(cut) for cut in cuts]
    ends = [*found[1::2], None] if len(found) % 2 and within.end is None else found[1::2]
    return [Interval(start, end) for start, end in zip(found[::2], ends, strict=False)]


@st.composite
def learnt(draw: st.DrawFn, fact: Dated, after: datetime) -> list[Dated]:
    """A dated fact in the versions by which it became known; the last says what it is."""
    fact = replace(fact, recorded_at=max(start_of(fact.valid_from), after))
    if fact.valid_to is None or draw(st.booleans()):
        return [fact]
    known = start_of(draw(days)) + timedelta(hours=draw(st.integers(0, 23)))
    if known <= fact.recorded_at:
        return [fact]
    before = replace(fact, valid_to=draw(st.sampled_from([None, fact.valid_to])))
    if isinstance(before, Standing):
        before = replace(before, end_cause=None)
    return [replace(before, superseded_at=known), replace(fact, version=2, recorded_at=known)]


@st.composite
def recorded(draw: st.DrawFn, facts: list[Dated]) -> list[Dated]:
    """The facts in versions; of one account, each is known only when the one before is settled.

    So at no moment were two links of an account known to hold on one day (I1).
    """
    found: list[Dated] = []
    settled: dict[tuple[type[Fact], str], datetime] = {}
    for fact in sorted(facts, key=lambda fact: fact.valid_from):
        subject = type(fact), fact.city if isinstance(fact, TierLink) else getattr(fact, "account")  # noqa: B009 (every other dated fact has one)
        found += draw(learnt(fact, settled.get(subject, UNKNOWN_SINCE)))
        settled[subject] = found[-1].recorded_at
    return found


def _intervals(fact: str, span: Interval) -> dict[str, object]:
    return {"id": f"{fact}:{span.start}", "valid_from": span.start, "valid_to": span.end}


@st.composite
def partners_and_customers(draw: st.DrawFn) -> list[Dated]:
    """Standings, tier links, customer links and conditions, each as it is at last."""
    tier1s = ["t1", "t2"][: draw(st.integers(1, 2))]
    facts: list[Dated] = []
    live: list[tuple[str, Interval]] = []
    for uid in tier1s:
        start = FIRST + timedelta(draw(st.integers(0, 60)))
        end = start + timedelta(draw(st.integers(120, DAYS))) if draw(st.booleans()) else None
        live.append((uid, Interval(start, end)))
    for city in ["c1", "c2", "c3"][: draw(st.integers(0, 3))]:
        upper, within = draw(st.sampled_from(live[: len(tier1s)]))
        for span in draw(spans(within)):
            facts.append(
                TierLink(city=Uid(city), tier1=Uid(upper), **_intervals(f"t:{city}", span))
            )
            live.append((city, span))
    for uid, span in live:
        cause = draw(st.sampled_from(END_CAUSES)) if span.end else None
        named = _intervals(f"s:{uid}", span)
        facts.append(Standing(account=Uid(uid), end_cause=cause, **named))
    for uid in ["u1", "u2", "u3", "u4", "u5"][: draw(st.integers(1, 5))]:
        facts += draw(customer(uid, live))
    return facts


@st.composite
def customer(draw: st.DrawFn, uid: str, live: list[tuple[str, Interval]]) -> list[Dated]:
    """One customer's links, each inside a standing of its partner, and perhaps a condition."""
    facts: list[Dated] = []
    free = Interval(FIRST)
    for upper, within in draw(st.lists(st.sampled_from(live), min_size=1, max_size=3)):
        room = Interval(max(free.start, within.start), within.end)
        for span in [] if room.is_empty else draw(spans(room, 1)):
            kind = draw(st.sampled_from(LinkType))
            named = _intervals(f"l:{uid}:{upper}", span)
            facts.append(Link(account=Uid(uid), partner=Uid(upper), type=kind, **named))
            free = Interval(span.end or date.max)
    for span in draw(spans(Interval(FIRST), 1)) if draw(st.booleans()) else []:
        kind = draw(st.sampled_from(Condition))
        facts.append(
            AccountCondition(account=Uid(uid), condition=kind, **_intervals(f"x:{uid}", span))
        )
    return facts


@st.composite
def payments(draw: st.DrawFn, uids: list[str]) -> list[Fact]:
    """Payments, some refunded later and some corrected."""
    found: list[Fact] = []
    for number, at in enumerate(draw(st.lists(instants, max_size=8))):
        paid = Payment(
            id=FactId(f"p{number}"),
            account=Uid(draw(st.sampled_from(uids))),
            paid_at=at,
            recorded_at=at,
            fen=draw(fens),
            voucher_fen=draw(st.sampled_from([Fen(0), Fen(5000)])),
            product=draw(st.sampled_from([None, "disk", "海-storage"])),
            fee_eligible=draw(st.booleans()),
        )
        if draw(st.booleans()):
            start = draw(days)
            until = start + timedelta(draw(st.integers(1, 40)))
            paid = replace(paid, consumed_from=start, consumed_to=until)
        versions = draw(corrected(paid))
        found += versions
        if draw(st.booleans()):
            later = at + timedelta(hours=draw(st.integers(1, 2000)))
            back = Fen(-draw(st.integers(1, versions[-1].fen)))
            found.append(
                Payment(
                    id=FactId(f"r{number}"),
                    account=paid.account,
                    paid_at=later,
                    recorded_at=later,
                    fen=back,
                    refund_of=paid.id,
                )
            )
    return found


@st.composite
def corrected(draw: st.DrawFn, fact: Payment | Obligation) -> list[Payment | Obligation]:
    """A fact with an amount as it is, or corrected some days later."""
    if draw(st.integers(0, 3)):
        return [fact]
    at = fact.recorded_at + timedelta(days=draw(st.integers(1, 60)))
    right = replace(fact, version=2, recorded_at=at, fen=draw(fens))
    return [replace(fact, superseded_at=at), right]


@st.composite
def obligations(draw: st.DrawFn, uids: list[str]) -> list[Fact]:
    """Obligations of accounts and parties, settled in part, some with findings."""
    found: list[Fact] = []
    for number, start in enumerate(draw(st.lists(days, max_size=4))):
        debtor = draw(st.sampled_from(uids))
        owed = Obligation(
            id=FactId(f"o{number}"),
            account=Uid(debtor) if draw(st.booleans()) else None,
            occurred_from=start,
            occurred_to=start + timedelta(draw(st.sampled_from([1, 1, 2, 31]))),
            fen=draw(fens),
            cause=draw(st.sampled_from(Cause)),
            recorded_at=start_of(start),
        )
        owed = owed if owed.account else replace(owed, party=PartyId(f"party-{debtor}"))
        found += draw(corrected(owed))
        found += draw(settlements(owed, uids))
    return found


@st.composite
def settlements(draw: st.DrawFn, owed: Obligation, uids: list[str]) -> list[Fact]:
    """What was paid on an obligation, at most once its amount, and findings on it."""
    found: list[Fact] = []
    left = owed.fen
    for number in range(draw(st.integers(0, 2))):
        on = owed.occurred_from + timedelta(draw(st.integers(0, 90)))
        by = PartyId(draw(st.sampled_from(uids)))
        paid = Fen(draw(st.integers(0, left)))
        left = Fen(left - paid)
        name, known = FactId(f"{owed.id}-s{number}"), start_of(on)
        paid_part = Settlement(
            id=name, obligation=owed.id, by=by, on=on, fen=paid, recorded_at=known
        )
        found.append(paid_part)
    for party in sorted(draw(st.sets(st.sampled_from(["t1", "c1", "c2"]), max_size=2))):
        on = owed.occurred_from + timedelta(draw(st.integers(0, 90)))
        finding = Finding(
            id=FactId(f"{owed.id}-f-{party}"),
            obligation=owed.id,
            party=PartyId(party),
            mismanaged=draw(st.booleans()),
            found_on=on,
            recorded_at=start_of(on),
        )
        found.append(finding)
    return found


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A world that obeys the invariants, `canonical`."""
    dated = draw(partners_and_customers())
    uids = sorted({"d0"} | {str(getattr(fact, "account", "t1")) for fact in dated})
    facts: list[Fact] = list(draw(recorded(dated)))
    facts += draw(payments(uids))
    facts += draw(obligations(uids))
    return canonical(world_of(facts))
