"""What would bring our book in step with the platform's, as changes (I6, I7, I8).

Nothing is deleted: what the platform no longer has ends, or is taken back if it would then have no
day; what it has otherwise is corrected, and what stands in the way of that gives room.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from graph.changes import Change, End, Record, Retract, Supersede
from graph.model import Account, Dated, Fact, Party
from graph.rules.drift.same import FIXED, Parted, alike, parted


def recorded(there: Fact) -> tuple[Change, ...]:
    """What is missing here is written down."""
    return (Record(there),)


def taken_back(here: Fact) -> tuple[Change, ...]:
    """What never happened there is taken back; but not what facts are told of."""
    return () if isinstance(here, Account | Party) else (Retract(here, CAUSE),)


def ended(here: Dated, on: date) -> tuple[Change, ...]:
    """What holds here alone ends on the day asked about; what began that day is taken back."""
    return (End(here, on, CAUSE) if here.valid_from < on else Retract(here, CAUSE),)


def placed(there: Dated, ours: Sequence[Dated]) -> tuple[Change, ...]:
    """A fact is written down, once those of ours that share its days have given room.

    Where one of ours is the same but for its days, that one is corrected.
    """
    shared = (each for each in ours if alike(there, each))
    old = next((each for each in shared if each.interval.overlaps(there.interval)), None)
    if old is not None:
        return corrected(there, old, parted(there, old), ours)
    return (*_room(there, ours), Record(there))


def corrected(
    there: Fact, here: Fact, apart: Sequence[Parted], ours: Sequence[Dated] = ()
) -> tuple[Change, ...]:
    """A fact says what it says there; where only an open end is filled in, it ends.

    Nothing changes what makes a fact the one it is: who owns an account, on which one was paid.
    """
    if any(each.field in FIXED.get(type(here), ()) for each in apart):
        return ()
    if isinstance(here, Dated) and isinstance(there, Dated):
        only_end = [each.field for each in apart] == ["valid_to"]
        if only_end and here.valid_to is None and there.valid_to is not None:
            return (End(here, there.valid_to, CAUSE),)
        right = replace(here, **{each.field: each.there for each in apart})
        return (*_room(right, [each for each in ours if each is not here]), Supersede(here, right))
    return (Supersede(here, replace(here, **{each.field: each.there for each in apart})),)


def _room(fact: Dated, ours: Sequence[Dated]) -> Iterator[Change]:
    """What becomes of those of ours that hold on a day of the fact."""
    for other in ours:
        if not other.interval.overlaps(fact.interval):
            continue
        if other.valid_from < fact.valid_from:
            yield End(other, fact.valid_from, CAUSE)
        elif fact.valid_to is not None and _goes_on(other, fact.valid_to):
            yield Supersede(other, replace(other, valid_from=fact.valid_to))
        else:
            yield Retract(other, CAUSE)


def _goes_on(other: Dated, end: date) -> bool:
    return other.valid_to is None or other.valid_to > end


CAUSE = "as on the platform"
"""Why a fact of ours ends or is taken back."""
