"""The chain of events: does one follow from the one before, and say what was hashed?"""

from graph.store.ledger.events import Head, digest
from graph.store.ledger.values import FORM, Event

NOWHERE = Head(0, 0, "", "")
"""Where a chain begins."""


def head_of(event: Event) -> Head:
    """Where a store stands whose newest event this is."""
    return Head(event.revision, event.seq, event.hash, event.at)


def same_place(one: Head, other: Head) -> bool:
    """Whether two heads are at one event; ledgers did not hold the instant at first."""
    return (one.revision, one.seq, one.hash) == (other.revision, other.seq, other.hash)


def faults(at: Head, event: Event) -> tuple[str, ...]:
    """What is wrong with an event that is to follow after `at`; nothing when it does."""
    return tuple(found for found in (_place(at, event), _edit(event)) if found)


def _place(at: Head, event: Event) -> str | None:
    if event.seq != at.seq + 1:
        return f"event {at.seq + 1} is missing before {_named(event)}"
    if event.prev_hash != at.hash:
        return f"{_named(event)} does not follow from event {at.seq}: its hash before is another"
    return None


def _edit(event: Event) -> str | None:
    if event.form > FORM:
        return f"{_named(event)} has a hash of form {event.form}, this program knows up to {FORM}"
    beside = event.form == 1 and (event.reason or event.content)
    if beside or digest(event) != event.hash:
        return f"{_named(event)} was edited: its hash does not fit its content"
    return None


def _named(event: Event) -> str:
    about = f" of {event.subjects[0]}" if event.subjects else ""
    return f"event {event.seq} ({event.kind}{about}, {event.at} by {event.actor})"
