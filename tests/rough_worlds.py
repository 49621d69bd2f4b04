"""Random worlds that obey nothing but what a version of a fact is: for notations and stores."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from msgspec.structs import replace

from graph.ladder import canonical
from graph.ladder.ids import MadeIds
from graph.ladder.naming import world_of
from graph.ladder.said import begun
from graph.ladder.words import RESERVED
from graph.model import (
    Account,
    AccountCondition,
    Cause,
    Condition,
    Fact,
    Finding,
    Link,
    LinkType,
    Obligation,
    Party,
    PartyKind,
    Payment,
    Settlement,
    Standing,
    TierLink,
    World,
)
from graph.model.facts import UNKNOWN_SINCE

ids = (
    st.sampled_from(
        ["a", "b", "c", "a:1", "p10", "p2", "o-1", "华东", "a b", "12", 'q"\\', "aliyun"]
    )
    | st.sampled_from(sorted(RESERVED))
    | st.text(min_size=1, max_size=8)
)
texts = st.sampled_from(["", "north", "# no comment", 'say "so"', "\n\u2028\t"]) | st.text(
    max_size=8
)
days = st.dates(date(1, 1, 2), date(9999, 12, 30)) | st.dates(date(2018, 3, 1), date(2018, 3, 5))
instants = st.datetimes(datetime(1, 1, 2), timezones=st.just(UTC)) | st.builds(  # noqa: DTZ001 (hypothesis wants naive bounds)
    lambda hours: datetime(2018, 3, 1, tzinfo=UTC) + timedelta(hours=hours), st.integers(0, 96)
)
fens = st.integers(-(2**53), 2**53)
flags = st.booleans()
span = {"valid_from": days, "valid_to": st.none() | days}
KINDS: dict[type[Fact], dict[str, st.SearchStrategy[object]]] = {
    Party: {"name": texts, "kind": st.sampled_from(PartyKind)},
    Account: {"owner": ids, "name": texts, "external_id": st.none() | texts},
    Standing: {
        "account": ids,
        "end_cause": st.none() | st.sampled_from(["EXPIRED", "MUTUAL", "", "MOON", "mutual"]),
        **span,
    },
    TierLink: {"city": ids, "tier1": ids, **span},
    Link: {"account": ids, "partner": ids, "type": st.sampled_from(LinkType), **span},
    AccountCondition: {"account": ids, "condition": st.sampled_from(Condition), **span},
    Payment: {
        "account": ids,
        "paid_at": instants,
        "fen": fens,
        "product": st.none() | texts,
        "fee_eligible": flags,
        "voucher_fen": st.just(0) | fens,
        "consumed_from": st.none() | days,
        "consumed_to": st.none() | days,
        "refund_of": st.none() | ids,
    },
    Obligation: {
        "account": ids,
        "party": st.none(),
        "occurred_from": days,
        "occurred_to": days,
        "fen": fens,
        "cause": st.sampled_from(Cause),
    },
    Settlement: {"obligation": ids, "by": ids, "on": days, "fen": fens},
    Finding: {"obligation": ids, "party": ids, "mismanaged": flags, "found_on": days},
}


@st.composite
def versions(draw: st.DrawFn, kind: type[Fact]) -> list[Fact]:
    """Up to three versions of one fact, known one after the other, with or without a pause."""
    fields = {field: draw(values) for field, values in KINDS[kind].items()}
    known = sorted(draw(st.lists(instants, min_size=1, max_size=4)))
    name, first = draw(ids), draw(st.integers(1, 3))
    found: list[Fact] = []
    for number, at in enumerate(known[:3]):
        changed = draw(st.sampled_from(sorted(fields)))
        fields |= {changed: draw(KINDS[kind][changed])}
        until = known[number + 1] if number + 1 < len(known) else None
        told = {"source": draw(texts), "recorded_by": draw(texts)} if draw(flags) else {}
        one = {"id": name, "version": first + number, "recorded_at": at, "superseded_at": until}
        found.append(kind(**one, **fields, **told))
    early = UNKNOWN_SINCE if len(found) > 1 or draw(flags) else begun(found[0])
    if draw(flags):
        found[0] = replace(found[0], recorded_at=min(early, known[-1]))
    return [_of_a_party(fact) if draw(flags) else fact for fact in found]


def _of_a_party(fact: Fact) -> Fact:
    if isinstance(fact, Obligation):
        return replace(fact, account=None, party=fact.account)
    return fact


@st.composite
def rough_worlds(draw: st.DrawFn) -> World:
    """A world of any facts, each with an id of its own; `canonical`."""
    found: dict[tuple[type[Fact], str], list[Fact]] = {}
    made = MadeIds()
    for kind in draw(st.lists(st.sampled_from(list(KINDS)), max_size=8)):
        facts = draw(versions(kind))
        if draw(flags):
            facts = [replace(fact, id=made.next(facts[0]) or fact.id) for fact in facts]
            made.take(facts[0])
        found[kind, facts[0].id] = facts
    return canonical(world_of(fact for facts in found.values() for fact in facts))
