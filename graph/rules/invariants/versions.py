"""The versions of each fact: none missing, known one after the other, about the same (I7, I8)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from graph.model import Fact, Link, Standing, TierLink, World
from graph.rules.invariants.violation import Violation

FIXED: dict[type[Fact], tuple[str, ...]] = {
    Standing: ("account",),
    TierLink: ("city", "tier1"),
    Link: ("account", "partner", "type"),
}
"""What no version of a fact may change; another link is another fact (I7, Q17)."""


def broken(world: World) -> Iterator[Violation]:
    """What is wrong with the versions of the facts of a world."""
    for field in world.__struct_fields__:
        yield from of(getattr(world, field))


def of(facts: Iterable[Fact]) -> Iterator[Violation]:
    """What is wrong with the versions of facts of one kind."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.id].append(fact)
    for each in found.values():
        yield from _chain(sorted(each, key=lambda fact: fact.version))


def complete(numbers: Iterable[int]) -> bool:
    """Whether these are all versions of a fact from the first one on, each once."""
    found = sorted(numbers)
    return found == list(range(1, len(found) + 1))


def _chain(versions: Sequence[Fact]) -> Iterator[Violation]:
    if not complete(fact.version for fact in versions):
        message = f"a version of {versions[0].id} is missing or doubled"
        step = "Look in the change feed for what became of it, and record it again."
        yield Violation("I8", message, tuple(versions), step)
    for fact in versions:
        if fact.superseded_at is not None and fact.superseded_at < fact.recorded_at:
            message = f"{fact.key} was superseded before it was recorded"
            yield Violation("I8", message, (fact,), "Correct the times it was known.")
    for before, after in pairwise(versions):
        yield from _step(before, after)


def _step(before: Fact, after: Fact) -> Iterator[Violation]:
    if before.superseded_at is None or before.superseded_at > after.recorded_at:
        message = f"{before.key} is still known when {after.key} is"
        step = "Supersede the earlier one when the later one was recorded."
        yield Violation("I8", message, (before, after), step)
    for field in FIXED.get(type(after), ()):
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            message = f"the {field} of {after.id} went from {old} to {new}"
            step = "End the fact, and record another one (Q17)."
            yield Violation("I7", message, (before, after), step)
