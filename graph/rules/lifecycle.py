"""What an account is on a day: its lifecycle and whether it has an identity of its own.

A resale account has none and exists only with its partner's (R18, FA 3.4.3.2). Once unbound it
waits for conversion, with purchases frozen, until the customer signs with Aliyun (Q9, FA 8.4.3,
MR 7.3.5); it is then an ordinary account, else it is closed.
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.model import (
    AccountCondition,
    Condition,
    Histories,
    Link,
    LinkType,
    Moment,
    Trace,
    Uid,
    cite,
)
from graph.rules.standing import Effect, Known, cut_trace, last_ended
from graph.rules.standing import on as holding


class Lifecycle(StrEnum):
    """State of an account."""

    ACTIVE = "ACTIVE"
    PENDING_CONVERSION = "PENDING_CONVERSION"
    CONVERTED = "CONVERTED"
    CLOSED = "CLOSED"
    FROZEN = "FROZEN"


class Identity(StrEnum):
    """Whether an account stands on its own (agency, ordinary) or with its partner's (resale)."""

    INDEPENDENT = "INDEPENDENT"
    DEPENDENT = "DEPENDENT"


class State(Struct, frozen=True):
    """Lifecycle and identity on a day; `former_partner` is set while conversion is pending."""

    uid: Uid
    day: date
    lifecycle: Lifecycle
    identity: Identity
    former_partner: Uid | None
    trace: Trace


def on(histories: Histories, uid: Uid, day: date, moment: Moment) -> State:
    """State of an account on a day (Q9, R18, R110, I13)."""
    return state(Known(histories, moment), uid, day)


def state(known: Known, uid: Uid, day: date) -> State:
    """The same from effects worked out before."""
    conditions = {fact.condition: fact for fact in _conditions(known, uid) if day in fact.interval}
    link = holding(known.links(uid), day)
    last = unconverted(known, uid, day) if link is None else None
    identity = Identity.INDEPENDENT
    trace = cite(facts=conditions.values(), rules=("R18",), clauses=("FA 3.4.3.1",))
    if last is not None or (link is not None and link.fact.type is LinkType.RESALE):
        identity = Identity.DEPENDENT
        trace = cite(facts=conditions.values(), rules=("R18",), clauses=("FA 3.4.3.2",))
    if link is not None:
        trace += cut_trace(link)
    if last is not None:
        pending = cite(rules=("R110",), clauses=("MR 7.3.5", "FA 8.4.3"))
        trace = trace + cut_trace(last) + pending
    lifecycle = _lifecycle(conditions, linked=link is not None, pending=last is not None)
    waits = last is not None and lifecycle is Lifecycle.PENDING_CONVERSION
    former = last.fact.partner if last is not None and waits else None
    return State(uid, day, lifecycle, identity, former, trace)


def unconverted(known: Known, uid: Uid, day: date) -> Effect[Link] | None:
    """The resale link that an unlinked account last had, if not converted since then (Q9)."""
    history = known.history(uid)
    if history is None or all(each.type is not LinkType.RESALE for each in history.links):
        return None  # without a look at what ended when, which costs ten times as much
    last = last_ended(known, uid, day)
    if last is None or last.fact.type is not LinkType.RESALE:
        return None
    end = last.interval.end or day
    converted = any(
        fact.condition is Condition.CONVERTED and end <= fact.valid_from <= day
        for fact in _conditions(known, uid)
    )
    return None if converted else last


def _conditions(known: Known, uid: Uid) -> list[AccountCondition]:
    history = known.history(uid)
    return [] if history is None else known.moment.known(history.conditions)


def _lifecycle(
    conditions: dict[Condition, AccountCondition], *, linked: bool, pending: bool
) -> Lifecycle:
    """Closed beats all; a live link beats what was before it; then conversion, then frost."""
    if Condition.CLOSED in conditions:
        return Lifecycle.CLOSED
    if pending:
        return Lifecycle.PENDING_CONVERSION
    if Condition.CONVERTED in conditions and not linked:
        return Lifecycle.CONVERTED
    return Lifecycle.FROZEN if Condition.FROZEN in conditions else Lifecycle.ACTIVE
