"""Linking, unlinking and moving a customer account: what each would change, and on what it rests.

The type of a link never changes inside it (I7): a move and a change of type both end one link and
begin another on the same day, without a gap and without an overlap (I1, S48b). Whether the new
link may stand is for admission to say.
"""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from graph.changes import Change, End, Record
from graph.model import (
    AccountPapers,
    AuthorisedAct,
    FactId,
    Link,
    LinkType,
    Trace,
    Uid,
    cite,
)
from graph.model.made import made_from
from graph.rules.authorisation import allowed, retyped
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Effect, Known, cut_trace
from graph.rules.standing import on as holding


class Begin(Struct, frozen=True):
    """Link a customer's account to a partner from a day on (R13, FA 3.4.1.2)."""

    account: Uid
    partner: Uid
    type: LinkType
    on: date
    until: date | None = None


class Leave(Struct, frozen=True):
    """End the link that an account has; `on` is the first day outside it (FA 4.3.2)."""

    account: Uid
    on: date
    expected_version: int | None = None


class Move(Struct, frozen=True):
    """Link an account to another partner, or by another type, from a day on (R16, Q17)."""

    account: Uid
    to: Uid
    on: date
    type: LinkType | None = None
    expected_version: int | None = None


class Step(Struct, frozen=True):
    """What one of these would change, and what that rests on."""

    changes: tuple[Change, ...]
    trace: Trace

    @property
    def facts(self) -> tuple[Link, ...]:
        """The links as they would be."""
        return tuple(_after(each) for each in self.changes)


def begin(asked: Begin, known: Known, source: str = "") -> Step:
    """A new link; its id says what it is, and is not one that was ever used (R13, FA 3.4.3)."""
    link = Link(
        id=FactId(""),
        account=asked.account,
        partner=asked.partner,
        type=asked.type,
        valid_from=asked.on,
        valid_to=asked.until,
        source=source,
    )
    link = _named(link, known)
    partner = holding(known.standings(asked.partner), asked.on)
    rests_on = cite(rules=("R13",), clauses=("FA 2.1.6", "FA 3.4.1.2", "FA 3.4.3"))
    return Step((Record(link),), (cut_trace(partner) if partner else Trace()) + rests_on)


def leave(asked: Leave, known: Known) -> Step | Refusal:
    """The end of the link that holds on the day before `on` (FA 4.3.2, R112; I6)."""
    link = _leaving(asked.account, asked.on, known)
    if isinstance(link, Refusal):
        return link
    stale = _stale(link.fact, asked.expected_version)
    if stale is not None:
        return stale
    rests_on = cite(rules=("R112",), clauses=("FA 4.3.2",))
    return Step((End(link.fact, asked.on, cause="FA 4.3.2"),), cut_trace(link) + rests_on)


def move(asked: Move, known: Known, papers: AccountPapers, source: str = "") -> Step | Refusal:
    """The end of one link and the beginning of another on the same day (R16, R17, Q17, S53).

    The customer authorises the partner that takes the account over, or its partner to change the
    type; without, it is refused and may be a class-2 violation (MR 6.2.7.3).
    """
    ended = leave(Leave(asked.account, asked.on, asked.expected_version), known)
    if isinstance(ended, Refusal):
        return ended
    (old,) = (each.fact for each in ended.changes if isinstance(each, End))
    assert isinstance(old, Link)  # noqa: S101 (what leaves is a link)
    kind = asked.type or old.type
    allowing = _allowed(asked, old, kind, papers, known)
    if isinstance(allowing, Refusal):
        return allowing
    begun = begin(Begin(asked.account, asked.to, kind, asked.on), known, source)
    return Step(ended.changes + begun.changes, ended.trace + allowing + begun.trace)


def _allowed(
    asked: Move, old: Link, kind: LinkType, papers: AccountPapers, known: Known
) -> Trace | Refusal:
    """What lets the move be made: of partner, of type, or why not."""
    if asked.to == old.partner and kind is old.type:
        return Refusal(
            Code.ALREADY_LINKED,
            f"{asked.account} is linked to {asked.to} by {kind} already",
            path="to",
            clause="FA 2.1.6",
            next_step="Name another partner, or another type.",
        )
    day = asked.on
    found = Trace()
    if asked.to != old.partner:
        given = allowed(AuthorisedAct.TRANSFER, asked.account, asked.to, papers, known, day)
        if isinstance(given, Refusal):
            return given
        found += given.trace
    if kind is not old.type:
        typed = retyped(asked.account, kind, papers, known, day)
        if isinstance(typed, Refusal):
            return typed
        found += typed.trace
    return found


def _leaving(uid: Uid, day: date, known: Known) -> Effect[Link] | Refusal:
    """The link that a day would end: one that has begun before it and would hold on it."""
    link = holding(known.links(uid), day)
    if link is None:
        return Refusal(
            Code.NOT_LINKED,
            f"{uid} is not linked to a partner on {day}",
            path="account",
            clause="FA 4.3.2",
            next_step="Ask for a day on which the link holds; see its history.",
        )
    if link.interval.start == day:
        return Refusal(
            Code.EMPTY_INTERVAL,
            f"the link of {uid} begins on {day} and would hold no day",
            path="effectiveOn",
            clause="FA 4.3.2",
            next_step="Give a later day, or retract the link if it was recorded in error.",
        )
    return link


def _stale(link: Link, expected: int | None) -> Refusal | None:
    """Somebody else has written a newer version than the one that the caller has seen."""
    if expected is None or expected == link.version:
        return None
    return Refusal(
        Code.VERSION_STALE,
        f"expected version {expected} of {link.id}, its newest is {link.version}",
        path="expectedVersion",
        next_step="Look at it again, and send the version that you have seen.",
    )


def _named(link: Link, known: Known) -> Link:
    """The link with an id of its own, numbered where its name was used before."""
    history = known.history(link.account)
    used = {each.id for each in history.links} if history else set[FactId]()
    name = made_from(link) or ""
    ids = (name, *(f"{name}#{number}" for number in range(2, len(used) + 2)))
    free = next(each for each in ids if each not in used)
    return replace(link, id=FactId(free))


def _after(change: Change) -> Link:
    match change:
        case End(Link() as fact, on):
            return replace(fact, valid_to=on, version=fact.version + 1)
        case Record(Link() as fact):
            return fact
        case _:
            raise TypeError(f"expected a link to end or to begin, got {change}")
