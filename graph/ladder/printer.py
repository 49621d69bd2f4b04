"""`print_world`: from a world to text, as short as it can be read back."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from graph.ladder.ids import MadeIds
from graph.ladder.naming import AnyFact, canonical, complete, facts_of, owners
from graph.ladder.papers import NAMED
from graph.ladder.said import begun, clauses, statement
from graph.ladder.stating import end_learnt
from graph.ladder.tokens import quote, spell
from graph.ladder.values import print_known
from graph.model import Account, Dated, Fact, Obligation, Party, PartyId, Payment, Uid, World


def print_world(world: World) -> str:
    """A text that `parse` reads as the same world (both `canonical`), one fact a line.

    A fact whose end was learnt later is one line. Accounts and parties of which nothing is known
    but that other lines name them have none. ValueError for an obligation without one debtor.
    """
    world = canonical(world)
    owned, made = owners(world), MadeIds()
    sections: dict[type[Fact], list[str]] = {}
    for fact, learnt in _joined((*_described(world), *_related(world))):
        sections.setdefault(type(fact), []).append(_line(fact, learnt, owned, made))
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in sections.values())


def _described(world: World) -> Iterator[AnyFact]:
    """The parties and accounts of which more is known than that other lines name them."""
    for field in ("parties", "accounts"):
        entries: Sequence[Party | Account] = getattr(world, field)
        named: set[Fact] = set(getattr(complete(replace(world, **{field: ()})), field))
        told = {fact.id for fact in entries if fact not in named}
        yield from (fact for fact in entries if fact.id in told)


def _related(world: World) -> Iterator[AnyFact]:
    return (fact for fact in facts_of(world) if not isinstance(fact, Account | Party))


def _joined(facts: Sequence[AnyFact]) -> Iterator[tuple[AnyFact, datetime | None]]:
    """Each version; but an open one and its end as one, closed, and when its end was learnt."""
    at = 0
    while at < len(facts):
        whole = _whole(*facts[at : at + 2])
        yield whole or facts[at], facts[at + 1].recorded_at if whole else None
        at += 2 if whole else 1


def _whole(old: AnyFact, new: AnyFact | None = None) -> AnyFact | None:
    """What one line says when a later version only ends the one before it."""
    if not isinstance(new, Dated) or new.valid_to is None or new.recorded_at <= old.recorded_at:
        return None
    whole = replace(new, version=old.version, recorded_at=old.recorded_at)
    return whole if end_learnt(whole, new.recorded_at) == (old, new) else None


def _line(fact: AnyFact, learnt: datetime | None, owned: dict[Uid, PartyId], made: MadeIds) -> str:
    known = None if fact.recorded_at == begun(fact) else fact.recorded_at
    first, last = (known, learnt) if isinstance(fact, Dated) else (None, known)
    said = (*_known("from", first), *clauses(fact, owned), *_id(fact, made), *_known("from", last))
    return " ".join((statement(fact, owned), *said, *_tail(fact)))


def _known(word: str, at: datetime | None) -> Iterator[str]:
    if at is not None:
        yield f"known {word} {print_known(at)}"


def _tail(fact: Fact) -> Iterator[str]:
    yield from _known("until", fact.superseded_at)
    if fact.source:
        yield f"source {quote(fact.source)}"
    if fact.recorded_by:
        yield f"recorded by {quote(fact.recorded_by)}"


def _id(fact: AnyFact, made: MadeIds) -> Iterator[str]:
    """The id, if a reader would not make the same one at this place."""
    if made.next(fact) == fact.id:
        made.take(fact)
    else:
        word = "as" if isinstance(fact, (Payment, Obligation, *NAMED)) else "fact"
        yield f"{word} {spell(fact.id)}"
    if fact.version > 1:
        yield f"version {fact.version}"
