"""Where two answers to one question part, path by path: the same facts under two sets of readings.

A path leads to a single value, as in `lines[directPartner=c1,feeHolder=t1].own`: a list's items are
told apart by what they are about, not by where they stand, so that one more item moves no other.
Traces, recorded facts and what would be written are left out: they say why, not what.
"""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import cast

from msgspec import Struct

from graph.calendar import Deadline
from graph.model import Fact, Interval, Month, Trace
from graph.model.spelling import camel
from graph.rules.agenda import Due
from graph.rules.agreements import Ending, Mismatch, Pair
from graph.rules.claims import Liability, Portion, Recourse, Share
from graph.rules.deposit.demand import Demand
from graph.rules.deposit.moves import Movement
from graph.rules.deposit.set_off import Taken
from graph.rules.detachment import (
    AccountResult,
    ChangedDebt,
    Choice,
    Cut,
    Ended,
    MoneyEffect,
    Plan,
    Requirement,
    Task,
    Warned,
)
from graph.rules.direct_contract import Consequence
from graph.rules.exits import Exit
from graph.rules.exposure import PartyExposure
from graph.rules.fees import FeeLine
from graph.rules.levels import Quarter
from graph.rules.liability import Obligor
from graph.rules.performance import Line
from graph.rules.survival import SurvivingDuty
from graph.rules.violations.count import Count
from graph.rules.violations.proceedings import Proceedings
from graph.rules.violations.rights import Right
from graph.rules.violations.termination import Termination
from graph.rules.workflow import Progress, Step

IDENTITY: dict[type[Struct], tuple[str, ...]] = {
    AccountResult: ("uid",),
    ChangedDebt: ("obligation",),
    Choice: ("city", "option"),
    Consequence: ("clause",),
    Count: ("id",),
    Deadline: ("start",),
    Demand: ("id",),
    Due: ("kind", "paper"),
    FeeLine: ("city_partner",),
    Ended: ("edge", "account", "towards"),
    Ending: ("cause",),
    Exit: ("way",),
    Line: ("direct", "holder", "status"),
    Movement: ("id",),
    Mismatch: ("kind", "account", "interval"),
    MoneyEffect: ("month", "before", "after", "before_status", "after_status"),
    Obligor: ("party", "role"),
    Pair: ("first", "second"),
    PartyExposure: ("party",),
    Portion: ("interval",),
    Proceedings: ("id",),
    Quarter: ("interval",),
    Recourse: ("payer", "against"),
    Requirement: ("name",),
    Right: ("kind",),
    Share: ("party", "role"),
    Step: ("name",),
    SurvivingDuty: ("duty",),
    Taken: ("source",),
    Task: ("duty", "who"),
    Termination: ("id",),
    Warned: ("code", "account"),
}
"""By which fields the items of a list are told apart."""

NAMES = {
    "before": "feeHolderBefore",
    "after": "feeHolderAfter",
    "direct": "directPartner",
    "fen": "amount",
    "holder": "feeHolder",
    "interval": "days",
    "shares": "obligors",
}
"""Fields that the answers call otherwise; the rest is the same in camel case."""

SILENT: dict[type[Struct], tuple[str, ...]] = {
    Obligor: ("account", "clauses", "requires_tier1_agreement"),
    Pair: ("reason",),
    Plan: ("changes", "hash"),
    Progress: ("day",),
    Share: ("accounts", "clauses", "requires_tier1_agreement"),
}
"""Fields that say why, or what would be written, not what follows."""

PLAIN = (str, int, date, Month, Interval, type(None))


class Difference(Struct, frozen=True):
    """A path and what stands there in either answer, None if nothing; amounts in fen."""

    path: str
    left: str | None
    right: str | None


def differences(left: object, right: object) -> tuple[Difference, ...]:
    """Everything in which two answers differ, in the order of the left one (I9)."""
    one, other = dict(_leaves(left, "")), dict(_leaves(right, ""))
    return tuple(
        Difference(path, one.get(path), other.get(path))
        for path in dict.fromkeys((*one, *other))
        if one.get(path) != other.get(path)
    )


def _leaves(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Each single value with its path; what is None stands nowhere."""
    if value is None or isinstance(value, Fact | Trace | Cut):
        return
    if isinstance(value, tuple):
        yield from _items(cast("tuple[object, ...]", value), path)
    elif isinstance(value, PLAIN):
        yield path, shown(value)
    else:
        yield from _fields(cast("Struct", value), path)


def _fields(value: Struct, path: str) -> Iterator[tuple[str, str]]:
    kind = type(value)
    left_out = (*IDENTITY.get(kind, ()), *SILENT.get(kind, ()))
    names = [name for name in kind.__struct_fields__ if name not in left_out]
    if kind in IDENTITY:
        yield path, "there"
    for name in names:
        yield from _leaves(getattr(value, name), f"{path}.{spoken(name)}".removeprefix("."))


def _items(values: tuple[object, ...], path: str) -> Iterator[tuple[str, str]]:
    if values and all(isinstance(each, PLAIN) for each in values):
        yield path, ", ".join(shown(each) for each in values)
        return
    for at, each in enumerate(values):
        if isinstance(each, tuple):
            heading, under = cast("tuple[object, object]", each)
            yield from _leaves(under, f"{path}[{shown(heading)}]")
        else:
            yield from _leaves(each, f"{path}[{_key(each, at)}]")


def _key(item: object, at: int) -> str:
    """What an item is about, `directPartner=c1,feeHolder=t1`; its place if it does not say."""
    if isinstance(item, Liability):
        return f"obligation={item.obligation.id}"
    fields = [(name, getattr(item, name)) for name in _identity(item)]
    told = (f"{spoken(name)}={shown(value)}" for name, value in fields if value is not None)
    return ",".join(told) or str(at)


def _identity(item: object) -> tuple[str, ...]:
    return IDENTITY.get(type(item), ()) if isinstance(item, Struct) else ()


def spoken(name: str) -> str:
    """A field as the answers call it: `direct_total` → `directTotal`."""
    return NAMES.get(name, camel(name))


def shown(value: object) -> str:
    """A single value as text: an enum by its name, an interval by its first and last day."""
    match value:
        case Enum():
            return str(value.value)
        case bool():
            return str(value).lower()
        case Interval(start, end):
            return f"{start}/{end or ''}"
        case _:
            return str(value)
