"""From what the lines state to one world: ids made, names resolved, contradictions found."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from graph.ladder.errors import Problem
from graph.ladder.ids import MadeIds
from graph.ladder.naming import complete, default_owner, owners, partners, with_accounts, world_of
from graph.ladder.stating import UNSAID, Bare
from graph.ladder.values import print_known
from graph.model import (
    Account,
    Fact,
    Party,
    PartyId,
    Uid,
    World,
)


class Stated(Struct, frozen=True):
    """A fact and the line that states it."""

    line: int
    fact: Fact


PARTIES = ("party", "by", "applied_by", "reported_by", "sender")
"""Fields in which facts name a party."""

Key = tuple[type[Fact], str, int]


def assemble(stated: Sequence[Stated]) -> tuple[World, list[Problem]]:
    """The world of a text, and what is wrong in it between its lines."""
    problems: list[Problem] = []
    entries = _merged((each for each in stated if _is_entry(each.fact)), problems)
    others = [each for each in stated if not _is_entry(each.fact)]
    entries = _owned(entries, [each.fact for each in others])
    named = with_accounts(world_of(each.fact for each in (*entries, *others)))
    others = _identified(_resolved(others, owners(named)), problems)
    kept = _once((*entries, *others), problems)
    problems += _known_at_once(kept)
    return complete(world_of(each.fact for each in kept)), problems


def _is_entry(fact: Fact) -> bool:
    return isinstance(fact, Account | Party)


def _key(fact: Fact) -> Key:
    return type(fact), fact.id, fact.version


def _merged(lines: Iterable[Stated], problems: list[Problem]) -> list[Stated]:
    """Lines about one account or party, each saying a part of it, as one."""
    found: dict[Key, Stated] = {}
    for each in lines:
        key = _key(each.fact)
        before = found.get(key)
        found[key] = each if before is None else _merge(before, each, problems)
    return list(found.values())


def _merge(before: Stated, now: Stated, problems: list[Problem]) -> Stated:
    fact = before.fact
    entry = type(fact)
    blank = Account(id=fact.id, owner=PartyId(UNSAID)) if entry is Account else Party(id=fact.id)
    for field in fact.__struct_fields__:
        unsaid, old, new = (getattr(each, field) for each in (blank, fact, now.fact))
        if new in (unsaid, old):
            continue
        if old != unsaid:
            what = f"one {field} of `{fact.id}`: line {before.line} says {str(old)!r}"
            problems.append(Problem(now.line, 1, what, repr(str(new))))
        fact = replace(fact, **{field: new})
    return replace(before, fact=fact)


def _owned(entries: Iterable[Stated], facts: Iterable[Fact]) -> list[Stated]:
    """The accounts with the owner that they have when no line says one."""
    partner_uids = partners(world_of(facts))
    return [
        replace(each, fact=replace(each.fact, owner=default_owner(Uid(each.fact.id), partner_uids)))
        if isinstance(each.fact, Account) and each.fact.owner == UNSAID
        else each
        for each in entries
    ]


def _resolved(lines: Iterable[Stated], owned: dict[Uid, PartyId]) -> Iterator[Stated]:
    """A bare name that is an account's uid stands for its owner."""
    for each in lines:
        bare = {
            field: owned.get(Uid(name), PartyId(str(name)))
            for field in PARTIES
            if isinstance(name := getattr(each.fact, field, None), Bare)
        }
        yield replace(each, fact=replace(each.fact, **bare)) if bare else each


def _identified(lines: Iterable[Stated], problems: list[Problem]) -> list[Stated]:
    made, found = MadeIds(), list[Stated]()
    for each in lines:
        fact = each.fact
        if fact.id == UNSAID:
            given = made.next(fact)
            if given is None:
                expected = "the id of the fact that this is a version of"
                problems.append(Problem(each.line, 1, expected, f"version {fact.version} alone"))
                continue
            made.take(fact)
            fact = replace(fact, id=given)
        found.append(replace(each, fact=fact))
    return found


def _once(lines: Iterable[Stated], problems: list[Problem]) -> list[Stated]:
    """Each version once; one said again must be said the same."""
    found: dict[Key, Stated] = {}
    for each in lines:
        before = found.setdefault(_key(each.fact), each)
        if before.fact != each.fact:
            what = f"`{each.fact.id}` as line {before.line} has it"
            hint = "give it another id, or say which `version` it is and close the one before it"
            problems.append(Problem(each.line, 1, what, "other content", hint))
    return list(found.values())


def _known_at_once(lines: Iterable[Stated]) -> Iterator[Problem]:
    """Versions are known one after the other."""
    ordered = sorted(lines, key=lambda each: (*_named_key(each.fact), each.fact.version))
    for at, each in enumerate(ordered):
        fact, end = each.fact, each.fact.superseded_at
        if end is not None and end < fact.recorded_at:
            what = f"`{fact.id}` known until {print_known(fact.recorded_at)} or later"
            yield Problem(each.line, 1, what, f"known until {print_known(end)}")
        before = ordered[at - 1].fact if at else None
        if before is None or _named_key(before) != _named_key(fact):
            continue
        if before.superseded_at is None or before.superseded_at > fact.recorded_at:
            what = f"version {before.version} of `{fact.id}` to be known no longer by then"
            hint = f"end its line with `known until {print_known(fact.recorded_at)}`"
            yield Problem(each.line, 1, what, f"version {fact.version}", hint)


def _named_key(fact: Fact) -> tuple[str, str]:
    return type(fact).__name__, fact.id
