"""Which facts of two books are about the same thing, and in what they part."""

from datetime import date
from typing import Any, TypeAlias

from msgspec import Struct

from graph.model import (
    Account,
    AccountCondition,
    Authorisation,
    Dated,
    Fact,
    Finding,
    Link,
    Obligation,
    Payment,
    Settlement,
    Standing,
    TierLink,
)
from graph.model.facts import sayings

KEYS: dict[type[Fact], tuple[str, ...]] = {
    Standing: ("account",),
    TierLink: ("city",),
    Link: ("account",),
    AccountCondition: ("account", "condition"),
    Authorisation: ("account", "partner", "act"),
    Settlement: ("obligation", "by", "on"),
}
"""By which fields facts are about the same thing (I1, I2); others by their id.

A settlement has no number of its own on the platform; on one day there may be several.
"""

TOWARDS: dict[type[Fact], str] = {TierLink: "tier1", Link: "partner"}
"""The field that says under whom it puts an account."""

FIXED: dict[type[Fact], tuple[str, ...]] = {
    Account: ("owner",),
    Link: ("partner", "type"),
    TierLink: ("tier1",),
    Payment: ("account", "refund_of"),
}
"""What makes a fact the one it is, so that no correction changes it (I7, I8)."""

ENDS = ("valid_to",)
"""Fields in which nothing says something: the interval is open."""


Group: TypeAlias = tuple[Any, ...]
"""A kind of fact, and what it is about."""


class Parted(Struct, frozen=True):
    """A field in which two facts part, and what either says."""

    field: str
    there: Any
    here: Any


def key(fact: Fact) -> tuple[str, ...]:
    """What a fact is about: `("acme",)` for a link of acme."""
    return tuple(str(getattr(fact, name)) for name in KEYS.get(type(fact), ("id",)))


def group(fact: Fact) -> Group:
    """What facts of one kind that are about the same thing share."""
    return (type(fact), *key(fact))


def kinds() -> tuple[type[Fact], ...]:
    """The kinds that are compared by what they are about; others by their id."""
    return tuple(KEYS)


def told(fact: Fact) -> str:
    """What a fact is about, in words: `acme FROZEN`."""
    return " ".join(key(fact))


def day(fact: Fact) -> date | None:
    """The day of a fact that happened on one; None for those that have none or an interval."""
    match fact:
        case Payment():
            return fact.day
        case Obligation():
            return fact.occurred_from
        case Settlement():
            return fact.on
        case Finding():
            return fact.found_on
        case _:
            return None


def parted(there: Fact, here: Fact) -> tuple[Parted, ...]:
    """In which fields they part; what there leaves empty it does not say, an end excepted."""
    pairs = ((name, getattr(there, name), getattr(here, name)) for name in sayings(there))
    return tuple(
        Parted(name, one, other)
        for name, one, other in pairs
        if one != other and (name in ENDS or one not in (None, ""))
    )


def alike(one: Dated, other: Dated) -> bool:
    """Whether two facts about one thing are the same one, though their days may part (I7)."""
    return all(getattr(one, name) == getattr(other, name) for name in FIXED.get(type(one), ()))
