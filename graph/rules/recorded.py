"""Versions of facts as a revision holds them, and when knowledge of them changes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from graph.model import Fact

F = TypeVar("F", bound=Fact)


def recorded(facts: Iterable[F], revision: int) -> Iterator[F]:
    """The versions that were recorded in a revision or before it."""
    return (each for each in facts if each.recorded_in <= revision)


def instants(facts: Iterable[Fact], revision: int) -> Iterator[datetime]:
    """When versions came to be known, or were known no longer, as a revision holds them."""
    for fact in recorded(facts, revision):
        yield fact.recorded_at
        if fact.superseded_at is not None and (fact.superseded_in or 0) <= revision:
            yield fact.superseded_at
