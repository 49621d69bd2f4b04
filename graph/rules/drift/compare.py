"""The comparing itself: which facts are missing here, which are extra, and which part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from graph.changes import Change
from graph.model import Dated, Fact, Moment, Settlement
from graph.rules.drift import mend
from graph.rules.drift.same import TOWARDS, Group, Parted, alike, day, group, parted


class Kind(StrEnum):
    """How the books part about one thing."""

    MISSING = "MISSING"
    EXTRA = "EXTRA"
    DATES = "DATES"
    TYPE = "TYPE"
    PARTNER = "PARTNER"
    CONTENT = "CONTENT"


class Drift(Struct, frozen=True):
    """One thing in which the books part: what stands there, what here, and what would mend it.

    `subject` is the fact that it is about, as it stands there if it does.
    """

    kind: Kind
    subject: Fact
    there: Fact | None
    here: Fact | None
    parted: tuple[Parted, ...] = ()
    changes: tuple[Change, ...] = ()


def between(there: Iterable[Fact], here: Iterable[Fact], moment: Moment) -> tuple[Drift, ...]:
    """Where the books part on the day asked about, as known at the moment (I1, I2, I6).

    A fact of days is compared if it holds on the day, any other if it happened by then. Books may
    be given in parts, as long as all that is about one thing (`key`) comes together.
    """
    theirs, ours = _grouped(there, moment), _grouped(here, moment)
    groups = dict.fromkeys((*theirs, *ours))
    return tuple(
        drift
        for each in groups
        for drift in _of_one(theirs.get(each, []), ours.get(each, []), moment)
    )


def ambiguous(there: Iterable[Fact], moment: Moment) -> Iterator[tuple[Fact, Fact]]:
    """Facts of one book that can't both be: two links of one account on the day (I1, I2)."""
    for facts in _grouped(there, moment).values():
        if isinstance(facts[0], Settlement):
            continue
        now = [each for each in facts if not _is_past(each, moment)]
        yield from ((now[0], other) for other in now[1:])


def _is_past(fact: Fact, moment: Moment) -> bool:
    """Whether a fact of days does not hold on the day asked about."""
    return isinstance(fact, Dated) and moment.as_of not in fact.interval


def _grouped(facts: Iterable[Fact], moment: Moment) -> dict[Group, list[Fact]]:
    """What was known, by what it is about, in order of days; the last version of each."""
    found = defaultdict[Group, list[Fact]](list)
    for fact in facts:
        if moment.knows(fact):
            found[group(fact)].append(fact)
    return found


def _of_one(theirs: Sequence[Fact], ours: Sequence[Fact], moment: Moment) -> Iterator[Drift]:
    if isinstance((theirs or ours)[0], Dated):
        return _dated(_days(theirs), _days(ours), moment)
    return _single(theirs, ours, moment)


def _days(facts: Sequence[Fact]) -> list[Dated]:
    dated = (fact for fact in facts if isinstance(fact, Dated))
    return sorted(dated, key=lambda fact: fact.valid_from)


def _single(theirs: Sequence[Fact], ours: Sequence[Fact], moment: Moment) -> Iterator[Drift]:
    """Facts that have one version at a time: parties, accounts, payments, debts, papers."""
    if not any((day(fact) or moment.as_of) <= moment.as_of for fact in (*theirs, *ours)):
        return
    there, here = list(theirs), list(ours)
    for fact in theirs:
        same = next((each for each in here if not parted(fact, each)), None)
        if same is not None:
            there.remove(fact)
            here.remove(same)
    for one, other in zip(there, here, strict=False):
        apart = parted(one, other)
        yield Drift(Kind.CONTENT, one, one, other, apart, mend.corrected(one, other, apart))
    for one in there[len(here) :]:
        yield Drift(Kind.MISSING, one, one, None, (), mend.recorded(one))
    for other in here[len(there) :]:
        yield Drift(Kind.EXTRA, other, None, other, (), mend.taken_back(other))


def _dated(theirs: list[Dated], ours: list[Dated], moment: Moment) -> Iterator[Drift]:
    """Facts that hold for days: those of either book that hold on the day, each beside its like."""
    rest = list(ours)
    for there in (fact for fact in theirs if moment.as_of in fact.interval):
        here = _like(there, rest, moment)
        if here is None or moment.as_of not in here.interval:
            here = _holding(rest, moment) or here
        if here is not None:
            rest.remove(here)
        yield from _beside(there, here, ours)
    for here in (fact for fact in rest if moment.as_of in fact.interval):
        there = _like(here, theirs, moment)
        if there is not None:
            yield from _beside(there, here, ours)
        else:
            yield Drift(Kind.EXTRA, here, None, here, (), mend.ended(here, moment.as_of))


def _like(fact: Dated, others: Sequence[Dated], moment: Moment) -> Dated | None:
    """The same fact in the other book, one that holds on the day before any other."""
    found = [
        other for other in others if alike(fact, other) and fact.interval.overlaps(other.interval)
    ]
    return _holding(found, moment) or next(iter(found), None)


def _holding(facts: Sequence[Dated], moment: Moment) -> Dated | None:
    return next((fact for fact in facts if moment.as_of in fact.interval), None)


def _beside(there: Dated, here: Dated | None, ours: Sequence[Dated]) -> Iterator[Drift]:
    if here is None:
        yield Drift(Kind.MISSING, there, there, None, (), mend.placed(there, ours))
    elif apart := parted(there, here):
        same = alike(there, here)
        changes = mend.corrected(there, here, apart, ours) if same else mend.placed(there, ours)
        yield Drift(_kind(there, apart), there, there, here, apart, changes)


def _kind(there: Dated, apart: Sequence[Parted]) -> Kind:
    fields = {each.field for each in apart}
    if TOWARDS.get(type(there)) in fields:
        return Kind.PARTNER
    if "type" in fields:
        return Kind.TYPE
    return Kind.DATES if fields & {"valid_from", "valid_to"} else Kind.CONTENT
