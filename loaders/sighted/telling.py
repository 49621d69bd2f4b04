"""Entries of the change feed as they are seen: without the facts in them that are not."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from graph.model import Fact
from graph.model.facts import says_the_same
from graph.store.ledger import Event
from graph.store.ledger.content import Pair, packed
from loaders.sighted.naming import ids_in

Form: TypeAlias = tuple[str, int | None]
"""A version before or after it was superseded."""


def form(fact: Fact) -> Form:
    """Which form of a version a fact is."""
    return fact.key, fact.superseded_in


def shown(event: Event, told: Sequence[Pair], seen: Mapping[Form, Fact]) -> Event | None:
    """An entry with what is seen of its facts; None where that is nothing, or nothing new.

    `told` are the facts it holds, `seen` those that are seen, by form.
    """
    kept = [pair for each in told if (pair := _pair(each, seen)) != (None, None)]
    if not kept:
        return None
    facts = [fact for pair in kept for fact in pair if fact is not None]
    ids = ids_in(facts)
    own = sum(each in ids for each in event.subjects[: event.own])
    subjects = tuple(each for each in event.subjects if each in ids)
    told_of = replace(event, subjects=subjects, own=own)
    return told_of if kept == list(told) else _written(told_of, kept)


def _pair(pair: Pair, seen: Mapping[Form, Fact]) -> Pair:
    before, after = (fact and seen.get(form(fact)) for fact in pair)
    if before and after and says_the_same(before, after):
        return None, None
    return before, after


def _written(event: Event, kept: list[Pair]) -> Event:
    """The entry with other facts in it; its hash is still that of the whole one."""
    if event.count > 1:
        text = packed(msgspec.json.encode(pair) for pair in kept)
        return replace(event, content=text, count=max(len(kept), 2))
    before, after = kept[0]
    return replace(event, before=_text(before), after=_text(after))


def _text(fact: Fact | None) -> str | None:
    return None if fact is None else msgspec.json.encode(fact).decode()
