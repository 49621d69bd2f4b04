"""The change feed: every commit's events, each chained to the one before it by its hash."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import astuple, replace

from graph.changes import Change, End, Record, Retract, Supersede
from graph.model import (
    Account,
    AccountCondition,
    Agreement,
    Assessment,
    Authorisation,
    DepositEntry,
    Fact,
    FeeStep,
    Finding,
    Link,
    Note,
    Notice,
    Obligation,
    Party,
    Payment,
    Request,
    Settlement,
    Standing,
    Task,
    TierLink,
    Violation,
)
from graph.model.proceeding import ends, goes_on
from graph.store.facts.rows import instant
from graph.store.ledger.content import BULK, is_of_fact, packed, portions
from graph.store.ledger.stamp import Stamped
from graph.store.ledger.values import Author, Decision, Event
from graph.store.ledger.write import KINDS

_VERBS: dict[type[Change], str] = {
    Record: "RECORDED",
    End: "ENDED",
    Supersede: "CORRECTED",
    Retract: "RETRACTED",
}


_FIRST_FORM = Event.__struct_fields__.index("hash") + 1
"""How many fields the first form of the hash covered."""

_About: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]


class Head(Struct, frozen=True):
    """Where a store stands: its newest revision, its newest event's number, hash and instant.

    `posted` is the revision up to which everything is posted, if any is (`ledger.posting`), and
    `answered` the one up to which all liability edges are kept (`ledger.answering`).
    """

    revision: int
    seq: int
    hash: str
    at: str = ""
    posted: int | None = None
    answered: int | None = None


def chained(head: Head, author: Author, some: Iterable[Event]) -> list[Event]:
    """The events of one commit, numbered and chained on from `head`."""
    events = list[Event]()
    for each in some:
        last = events[-1] if events else None
        event = replace(
            each,
            seq=head.seq + len(events) + 1,
            revision=head.revision + 1,
            at=instant(author.at),
            actor=author.actor,
            request_id=author.request_id,
            source=each.source or author.source,
            reason=author.reason,
            prev_hash=last.hash if last else head.hash,
        )
        events.append(replace(event, hash=digest(event)))
    return events


def digest(event: Event) -> str:
    """SHA-256 over all that an event says and the hash before it, in hexadecimal."""
    said = astuple(replace(event, hash=""))
    return _sha256(said if event.form > 1 else said[:_FIRST_FORM])


def subjects(fact: Fact) -> _About:
    """The ids whose facts change with a fact, and those it names beside them."""
    match fact:
        case Party():
            return (fact.id,), ()
        case Account():
            return (fact.id, fact.owner), ()
        case Standing() | AccountCondition() | Payment():
            return (fact.account,), ()
        case TierLink():
            return (fact.city,), (fact.tier1,)
        case Link():
            return (fact.account,), (fact.partner,)
        case Obligation():
            return (fact.id, *(debtor for debtor in (fact.account, fact.party) if debtor)), ()
        case Settlement():
            return (fact.obligation,), (fact.by,)
        case Finding():
            return (fact.obligation,), (fact.party,)
        case _:
            return _subjects_of_paper(fact)


def _subjects_of_paper(fact: Fact) -> _About:
    match fact:
        case Agreement() | Violation() | DepositEntry() | Notice():
            return (fact.id, fact.party), ()
        case Authorisation():
            return (fact.account,), (fact.partner,)
        case Request():
            return (fact.id, fact.account), () if fact.other is None else (fact.other,)
        case Task() | Assessment() | FeeStep():
            return (fact.id, fact.account), ()
        case Note():
            return (fact.id, fact.subject), ()
        case _:
            msg = f"expected a fact of a kind in graph.model, got {type(fact).__name__}"
            raise TypeError(msg)


def told(decision: Decision[Any], stamped: Sequence[Stamped]) -> Iterator[Event]:
    """The events of a decision, which have no place in the chain yet."""
    if len(stamped) > BULK:
        yield from _in_bulk(stamped, decision.clauses)
    else:
        yield from (_singly(each, decision.clauses) for each in stamped)
    for happening in decision.events:
        if is_of_fact(happening.kind):
            msg = f"{happening.kind} is what a change is called; give an occurrence another kind"
            raise ValueError(msg)
        about: _About = happening.subjects, ()
        yield _event(happening.kind, about, happening.clauses, after=happening.detail)


def _singly(each: Stamped, clauses: tuple[str, ...]) -> Event:
    return _event(
        _kind(each),
        _subjects([each]),
        clauses,
        before=_json(each.closed),
        after=_json(each.opened),
        source=each.versions[-1].source,
    )


def _in_bulk(stamped: Sequence[Stamped], clauses: tuple[str, ...]) -> Iterator[Event]:
    """Many changes by kind, those about one id together so that few events name it."""
    keyed = ((_kind(each), subjects(each.versions[-1])[0][0], each) for each in stamped)
    ordered = sorted(keyed, key=itemgetter(0, 1))
    for kind, group in groupby(ordered, key=itemgetter(0)):
        written = [(each, msgspec.json.encode((each.closed, each.opened))) for _, _, each in group]
        for some in portions(written):
            about = _subjects(each for each, _ in some)
            content = packed(text for _, text in some)
            yield _event(kind, about, clauses, count=len(some), content=content)


def _event(kind: str, about: _About, clauses: tuple[str, ...], **told: Any) -> Event:
    """An event that has not its place in the chain yet."""
    own, others = map(dict.fromkeys, about)
    every = tuple(own | others)
    return Event(0, 0, "", "", "", kind, every, len(own), clauses=clauses, **told)


def _kind(each: Stamped) -> str:
    """What an event is called, such as `LINK_ENDED` or `PAYMENT_RECORDED`."""
    change, verb = each.change, _VERBS[type(each.change)]
    if isinstance(change, Supersede):
        verb = _further(change) or verb
    return f"{KINDS[type(each.versions[-1])].upper()}_{verb}"


def _further(change: Supersede) -> str | None:
    """What a new version tells beside a correction: an end, or a step of a paper."""
    if ends(change.new, change.old):
        return _VERBS[End]
    return "ADVANCED" if goes_on(change.new, change.old) else None


def _subjects(stamped: Iterable[Stamped]) -> _About:
    named = [subjects(fact) for each in stamped for fact in each.versions]
    return tuple(id_ for own, _ in named for id_ in own), tuple(
        id_ for _, others in named for id_ in others
    )


def _json(fact: Fact | None) -> str | None:
    return None if fact is None else msgspec.json.encode(fact).decode()


def _sha256(content: object) -> str:
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()
