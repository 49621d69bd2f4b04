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
    Agreement,
    AgreementKind,
    Assessment,
    Authorisation,
    AuthorisedAct,
    Cause,
    Condition,
    DepositEntry,
    DepositMove,
    Fact,
    FeeMove,
    FeeStep,
    Finding,
    Link,
    LinkType,
    Note,
    Notice,
    NoticeKind,
    Obligation,
    Party,
    PartyKind,
    Payment,
    Request,
    RequestKind,
    Settlement,
    Standing,
    Task,
    TierLink,
    Verdict,
    Violation,
    ViolationClass,
    ViolationOutcome,
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
Fields = dict[str, st.SearchStrategy[object]]
clauses = st.sampled_from(["MR 6.2.7.3", "MR 6.1/forgery", "FA 8.4.3", "MR", "CA 2.3.1①"]) | texts
counts = st.integers(0, 999_999_999)
months = days.map(lambda day: day.replace(day=1)).filter(lambda day: day.year > 1)
quarters = months.map(lambda day: day.replace(month=3 * ((day.month - 1) // 3) + 1))
STEPS = (
    *("approved_on", "framework_signed_on", "city_agreement_on", "authorised_on", "decided_on"),
    *("no_dispute_confirmed_on", "confirmed_on", "customers_settled_on", "termination_agreed_on"),
    *("notice_received_on", "answered_on", "withdrawn_on", "effective_on", "due_marked_on"),
    *("executed_on", "closed_on"),
)


def maybe(value: st.SearchStrategy[object], *fields: str) -> Fields:
    """Fields that may be missing."""
    return {field: st.none() | value for field in fields}


span = {"valid_from": days, "valid_to": st.none() | days}
KINDS: dict[type[Fact], Fields] = {
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

PAPERS: dict[type[Fact], Fields] = {
    Agreement: {
        "party": ids,
        "kind": st.sampled_from(AgreementKind),
        "edition": texts,
        **maybe(days, "signed_on", "sealed_on", "agreed_from", "term_end", "renewal_agreed_on"),
        **maybe(days, "ended_on"),
        **maybe(texts, "end_cause"),
        **maybe(ids, "replaces"),
        **maybe(fens, "fen"),
    },
    Authorisation: {
        "account": ids,
        "partner": ids,
        "act": st.sampled_from(AuthorisedAct),
        **span,
    },
    Violation: {
        "party": ids,
        "rank": st.sampled_from(ViolationClass),
        "clause": clauses,
        **maybe(days, "acted_on", "reported_on", "noticed_on", "replied_on", "decided_on"),
        **maybe(days, "counted_on"),
        **maybe(st.sampled_from(ViolationOutcome), "outcome"),
        **maybe(ids, "obligation", "reported_by"),
        "words": texts,
        "evidence": texts,
    },
    DepositEntry: {
        "party": ids,
        "move": st.sampled_from(DepositMove),
        "fen": fens,
        "on": days,
        **maybe(days, "noticed_on"),
        **maybe(ids, "about", "agreement"),
    },
    Notice: {
        "party": ids,
        "kind": st.sampled_from(NoticeKind),
        "received_on": days,
        **maybe(days, "sent_on", "stated_on"),
        **maybe(ids, "about", "sender"),
        **maybe(fens, "fen"),
    },
    Request: {
        "account": ids,
        "kind": st.sampled_from(RequestKind),
        "applied_on": days,
        **maybe(texts, "ground", "close_cause"),
        **maybe(ids, "other", "applied_by"),
        **maybe(st.sampled_from(LinkType), "link_type"),
        **maybe(st.sampled_from(Verdict), "verdict"),
        "release_city_partners": flags,
        "end_links": flags,
        **maybe(days, *STEPS),
    },
    Task: {
        "account": ids,
        "duty": texts,
        "since": days,
        "clause": clauses,
        "accounts": st.lists(ids, max_size=3).map(tuple),
        **maybe(days, "due_on", "done_on"),
        **maybe(ids, "about"),
    },
    Assessment: {"account": ids, "quarter": quarters, "new_customers": counts, "minimum": counts},
    FeeStep: {
        "account": ids,
        "month": months,
        "move": st.sampled_from(FeeMove),
        "on": days,
        **maybe(fens, "fen"),
    },
    Note: {"subject": ids, "text": texts},
}


@st.composite
def versions(draw: st.DrawFn, kind: type[Fact]) -> list[Fact]:
    """Up to three versions of one fact, known one after the other, with or without a pause."""
    kinds = KINDS | PAPERS
    fields = {field: draw(values) for field, values in kinds[kind].items()}
    known = sorted(draw(st.lists(instants, min_size=1, max_size=4)))
    name, first = draw(ids), draw(st.integers(1, 3))
    found: list[Fact] = []
    for number, at in enumerate(known[:3]):
        changed = draw(st.sampled_from(sorted(fields)))
        fields |= {changed: draw(kinds[kind][changed])}
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
    for kind in draw(st.lists(st.sampled_from([*KINDS, *PAPERS]), max_size=8)):
        facts = draw(versions(kind))
        if draw(flags):
            facts = [replace(fact, id=made.next(facts[0]) or fact.id) for fact in facts]
            made.take(facts[0])
        found[kind, facts[0].id] = facts
    return canonical(world_of(fact for facts in found.values() for fact in facts))
