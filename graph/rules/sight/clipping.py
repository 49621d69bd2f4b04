"""Facts as they look from within some days: nothing is told of the days after them.

A dated fact that reaches beyond is shown up to the last day seen. A version that then says nothing
new is left out, so that not even the time of its recording is told.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias, TypeVar

from msgspec.structs import replace

from graph.model import Agreement, Dated, Fact, Interval, Standing, Task
from graph.model.facts import sayings, says_the_same
from graph.rules.sight.days import Days

D = TypeVar("D", bound=Dated)
F = TypeVar("F", bound=Fact)

Ends: TypeAlias = Mapping[tuple[type[Fact], str], date | None]
"""By kind and key, until when facts have effect."""

PLANNED = frozenset({"agreed_from", "due_on", "effective_on", "stated_on", "term_end"})
"""Fields with days that are told ahead: a fact that names them says nothing of those days yet."""

PUT_AWAY = "closed_on"
"""The day on which a request without an object is closed: nothing happens to its account on it."""


def clipped(fact: D, days: Days, ends: Ends) -> D | None:
    """A fact ended with the last of some days; None if it has no day among them.

    `ends` says so of facts that may have effect for less than they say.
    """
    if not days.meet(fact.interval):
        return None
    end, last = ends.get((type(fact), fact.key), fact.valid_to), days.end
    if last is None or (end is not None and end <= last):
        return fact
    cut = replace(fact, valid_to=last)
    return replace(cut, end_cause=None) if isinstance(cut, Standing) else cut


def merged(versions: Iterable[F | None]) -> tuple[F, ...]:
    """The versions there are, without those that say what the one before them says."""
    chains = defaultdict[str, list[F]](list)
    for each in versions:
        if each is None:
            continue
        chain = chains[each.id]
        if chain and says_the_same(chain[-1], each):
            chain[-1] = standing_as(chain[-1], each)
        else:
            chain.append(each)
    return tuple(each for chain in chains.values() for each in chain)


def standing_as(fact: F, other: Fact | None) -> F:
    """A version that is superseded when another one is; None: not at all."""
    at, in_ = (other.superseded_at, other.superseded_in) if other else (None, None)
    return replace(fact, superseded_at=at, superseded_in=in_)


def as_of_then(versions: Sequence[F], days: Days) -> tuple[F, ...]:
    """Papers that have to do with some days, as they stood at the end of these.

    A version that tells a later day is left out, and the one before it stands.
    """
    kept = [each for each in versions if days.meet(span(each))]
    if days.end is None:
        return tuple(kept)
    late = {each.key: each for each in kept if is_later(each, days)}
    shown = {each.key: each for each in kept if each.key not in late}
    last = {each.id: each for each in sorted(shown.values(), key=_version)}
    for each in late.values():
        before = last.get(each.id)
        if before is not None and before.version < each.version:
            shown[before.key] = standing_as(before, None)
    return tuple(shown.values())


def is_later(fact: Fact, days: Days) -> bool:
    """Whether a version about some days tells of a later one, so that the one before it stands."""
    end = days.end
    return end is not None and days.meet(span(fact)) and any(day >= end for day in told(fact))


def _version(fact: Fact) -> int:
    return fact.version


def told(fact: Fact) -> list[date]:
    """The days of which a fact tells something that happened on them."""
    return _told(fact, PLANNED)


def _told(fact: Fact, without: Collection[str]) -> list[date]:
    named = ((name, getattr(fact, name)) for name in sayings(fact))
    return [value for name, value in named if isinstance(value, date) and name not in without]


def span(fact: Any) -> Interval:
    """From the first to the last day that a paper has to do with; one that goes on is open."""
    days = _told(fact, {PUT_AWAY, *PLANNED}) or _dates(fact)
    if not days:
        return Interval(date.min)
    match fact:
        case Agreement(ended_on=None, term_end=None) | Task(done_on=None):
            return Interval(min(days))
        case Agreement():
            return Interval(min(days), max(_dates(fact)) + timedelta(days=1))
        case _:
            return Interval(min(days), max(days) + timedelta(days=1))


def _dates(fact: Fact) -> list[date]:
    return [value for name in sayings(fact) if isinstance(value := getattr(fact, name), date)]
