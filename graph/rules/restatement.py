"""A statement as it was known before beside what is known now: what was restated (S10, M6).

Nothing that was told is overwritten: what was recorded late changes what is known from then on, and
the difference is an adjustment of its own.
"""

from collections.abc import Sequence

from msgspec import Struct

from graph.model import Fen, Uid
from graph.rules.attribution import Status
from graph.rules.performance import Line, Place, Statement, order
from graph.rules.period import merged


class LineChange(Struct, frozen=True):
    """What a direct partner brought to a fee holder, before and after, in fen."""

    direct: Uid | None
    holder: Uid | None
    status: Status
    before: Fen
    after: Fen

    @property
    def fen(self) -> Fen:
        """After less before."""
        return Fen(self.after - self.before)


class Restatement(Struct, frozen=True):
    """The same months of the same partner, as known at an earlier instant and at a later one."""

    before: tuple[Statement, ...]
    after: tuple[Statement, ...]

    @property
    def lines(self) -> tuple[LineChange, ...]:
        """The lines that differ, in the order of a statement."""
        old, new = _by_place(self.before), _by_place(self.after)
        every = (
            LineChange(*place, old.get(place, Fen(0)), new.get(place, Fen(0)))
            for place in sorted(old.keys() | new.keys(), key=order)
        )
        return tuple(each for each in every if each.fen)


def _by_place(statements: Sequence[Statement]) -> dict[Place, Fen]:
    lines: list[Line] = [line for each in statements for line in each.lines]
    return {(each.direct, each.holder, each.status): each.fen for each in merged(lines)}
