"""Fees that were notified and are not paid yet: what may be set off (R62, R63, R120, MR 6.3, Q10).

Only what a notice told counts, less what was paid of it; what is disputed or lost with an end can't
be set off (S36).
"""

from collections.abc import Iterable

from msgspec import Struct

from graph.model import FeeStep, Fen, Month, Notice, Trace, Uid, cite
from graph.rules.fees.after_end import Right, after_end
from graph.rules.fees.progress import papers, steps_of
from graph.rules.standing import Known


class Unpaid(Struct, frozen=True):
    """What is unpaid of a month's notified fee, in fen; `lost` of it went with an end (Q10)."""

    month: Month
    fen: Fen
    disputed: bool
    lost: bool
    trace: Trace

    @property
    def available(self) -> Fen:
        """What may be set off."""
        return Fen(0) if self.disputed or self.lost else self.fen


def unpaid(
    known: Known, partner: Uid, steps: Iterable[FeeStep], notices: Iterable[Notice], right: Right
) -> tuple[Unpaid, ...]:
    """The unpaid fees of a partner by the day asked about, by month (R63, R120, Q10)."""
    every, said = tuple(steps), tuple(notices)
    months = sorted({Month.of(step.month) for step in every if step.account == partner})
    found = (_of(known, partner, month, every, said, right) for month in months)
    return tuple(each for each in found if each is not None)


def _of(  # noqa: PLR0913 (the facts and the question)
    known: Known,
    partner: Uid,
    month: Month,
    steps: Iterable[FeeStep],
    notices: Iterable[Notice],
    right: Right,
) -> Unpaid | None:
    taken = steps_of(steps, partner, month, known.moment)
    found = papers(taken, Fen(0))
    if found.notified is None or found.paid >= found.notified:
        return None
    after = after_end(known, partner, month, notices, right)
    lost = found.forfeited_on is not None or after.lost_on is not None
    cited = cite(facts=taken, rules=("R35", "R63"), clauses=("MR 5.2", "MR 6.3"))
    fen = Fen(found.notified - found.paid)
    return Unpaid(month, fen, found.disputed, lost and not found.disputed, cited + after.trace)
