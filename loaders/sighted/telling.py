"""Entries of the change feed as they are seen: without the facts in them that are not."""

from collections.abc import Container, Mapping, Sequence
from datetime import date
from typing import TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from graph.model import Fact
from graph.model.facts import says_the_same
from graph.model.time import ONE_DAY
from graph.rules import sight as rules
from graph.rules.sight import Sight
from graph.store.ledger import Event
from graph.store.ledger.content import Pair, packed
from loaders.sighted.naming import ids_in

Form: TypeAlias = tuple[type[Fact], str, int | None]
"""A version before or after it was superseded; facts of several kinds may have one id."""


def form(fact: Fact) -> Form:
    """Which form of a version a fact is."""
    return type(fact), fact.key, fact.superseded_in


def shown(
    event: Event,
    told: Sequence[Pair],
    seen: Mapping[Form, Fact],
    later: Container[Form],
    sight: Sight | None,
) -> Event | None:
    """An entry with what is seen of its facts; None where that is nothing, or nothing new.

    `told` are the facts it holds, `seen` those that are seen, by form; those that are `later` leave
    the versions before them as they were. By the `sight` it is told which links ended for it; then
    neither who did it nor why is, and without one it is told of no such end.
    """
    ended = {} if sight is None else _ended(event, told, seen, sight)
    kept = [pair for each in told if (pair := _pair(each, seen, later, ended)) != (None, None)]
    if not kept:
        return None
    if ended and sight is not None and event.actor != sight.viewer.name:
        event = replace(event, actor="", reason="", source="", request_id="")
    facts = [fact for pair in kept for fact in pair if fact is not None]
    ids = ids_in(facts)
    own = sum(each in ids for each in event.subjects[: event.own])
    subjects = tuple(each for each in event.subjects if each in ids)
    told_of = unchained(replace(event, subjects=subjects, own=own))
    return told_of if kept == list(told) else _written(told_of, kept)


def unchained(event: Event) -> Event:
    """An entry without its hashes: by these, what stands in hidden entries could be guessed."""
    return replace(event, hash="", prev_hash="")


class _Effect(Struct):
    """What of an occurrence says from which day it has effect."""

    on: date


def last_day(event: Event) -> date | None:
    """The last day before an occurrence has effect; None for one that is about no days."""
    try:
        said = msgspec.json.decode(event.after or "", type=_Effect)
    except msgspec.DecodeError:
        return None
    return said.on - ONE_DAY


def _pair(
    pair: Pair, seen: Mapping[Form, Fact], later: Container[Form], ended: Mapping[Form, Pair]
) -> Pair:
    if pair[1] is not None and form(pair[1]) in later:
        return None, None
    before, after = _seen(pair, seen)
    if before and after and says_the_same(before, after):
        return ended.get(form(after), (None, None))
    return before, after


def _seen(pair: Pair, seen: Mapping[Form, Fact]) -> Pair:
    before, after = (fact and seen.get(form(fact)) for fact in pair)
    return before, after


def _ended(
    event: Event, told: Sequence[Pair], seen: Mapping[Form, Fact], sight: Sight
) -> dict[Form, Pair]:
    """The links that ended with the viewer's days, by the form after their end."""
    found, then = dict[Form, Pair](), sight.before(event.revision)
    for pair in told:
        before, after = _seen(pair, seen)
        if not before or not after or not says_the_same(before, after):
            continue
        whole = pair[1] is not None and says_the_same(after, pair[1])
        if whole and (parted := rules.parted(then, *pair)):
            found[form(after)] = parted
    return found


def _written(event: Event, kept: list[Pair]) -> Event:
    """The entry with other facts in it, as one would be that tells of no others."""
    if len(kept) > 1:
        text = packed(msgspec.json.encode(pair) for pair in kept)
        return replace(event, content=text, count=len(kept))
    before, after = kept[0]
    return replace(event, before=_text(before), after=_text(after), content=None, count=1)


def _text(fact: Fact | None) -> str | None:
    return None if fact is None else msgspec.json.encode(fact).decode()
