"""What every mutation is tried with: an input that goes well, and one for each refusal."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from msgspec import Struct

Given: TypeAlias = Mapping[str, Any]

CASES = {
    "stale": "another version, or another plan, than the newest",
    "authority": "without what gives the right to it",
    "unknown": "an id that nobody has",
    "empty": "an interval without a day",
    "early": "a day before there is anything to change",
    "calendar": "a day whose year has no calendar",
}
"""The ways to be refused; dry run, replay and a key used again are tried with the good input."""


class Refused(Struct, frozen=True):
    """An input that is refused: the code, and what is said otherwise than in the good one."""

    code: str
    given: Given
    day: str | None = None


class Never(Struct, frozen=True):
    """A way in which this mutation is never refused, and why."""

    why: str


Cell: TypeAlias = Refused | tuple[Refused, ...] | Never


class Rows(Struct, frozen=True, kw_only=True):
    """A mutation: what goes well on a day, beside further lines of the worked example.

    `before` are mutations that were made before, `apart` what of the answer is new each time.
    """

    good: Given
    stale: Cell
    authority: Cell
    unknown: Cell
    empty: Cell
    early: Cell
    calendar: Cell
    example: str = "fixture"
    lines: tuple[str, ...] = ()
    day: str = "2018-04-10"
    before: tuple[tuple[str, Given], ...] = ()
    apart: frozenset[str] = frozenset()

    def refusals(self) -> list[Refused]:
        """Every refused input, in the order of `CASES`."""
        cells = [getattr(self, name) for name in CASES]
        return [
            each
            for cell in cells
            if not isinstance(cell, Never)
            for each in (cell if isinstance(cell, tuple) else (cell,))
        ]


NO_VERSION = Never("it makes something new, of which nobody has seen a version")
NO_RIGHT = Never("it writes down what is so; whoever may write may do it")
NO_DAYS = Never("it is of one day, or of none")
NO_COUNT = Never("no period is counted")
NOTHING_BEFORE = Never("it rests on nothing that has a first day")
