"""Whom facts name: the accounts and parties that decide whether they are seen."""

from collections.abc import Iterable
from typing import Any

from graph.model import Account, Fact, Party, PartyId, Uid

ACCOUNTS = ("account", "partner", "city", "tier1", "other")
PARTIES = ("party", "by", "owner", "sender", "applied_by", "reported_by")


def accounts_in(facts: Iterable[Fact]) -> set[Uid]:
    """The accounts that facts are about or name."""
    found: set[Uid] = set()
    for fact in facts:
        found.update(filter(None, (getattr(fact, name, None) for name in ACCOUNTS)))
        found.update(getattr(fact, "accounts", ()))
        if isinstance(fact, Account):
            found.add(fact.uid)
    return found


def parties_in(facts: Iterable[Fact]) -> set[PartyId]:
    """The parties that facts are about or name."""
    found: set[PartyId] = set()
    for fact in facts:
        found.update(filter(None, (getattr(fact, name, None) for name in PARTIES)))
        if isinstance(fact, Party):
            found.add(PartyId(fact.id))
    return found


def ids_in(facts: Iterable[Fact]) -> set[str]:
    """Every text that facts say, their own ids among them."""
    found: set[str] = set()
    for fact in facts:
        values: list[Any] = [getattr(fact, name) for name in fact.__struct_fields__]
        found |= {value for value in values if isinstance(value, str)}
        found |= {*getattr(fact, "accounts", ())}
    return found
