"""Service fees of a party as they stand on paper: what was notified and is unpaid, what was paid.

Only notices and payments with an amount are known here; what a month earns beyond them is told by
its settlement (R35–R37).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from graph.model import FeeMove, FeeStep, Fen, Moment, Month, Uid
from graph.rules.fees.progress import papers, steps_of


def unpaid_fees(steps: Iterable[FeeStep], moment: Moment) -> Fen:
    """Fees that were notified by the day and neither paid nor forfeited (R63, MR 6.3)."""
    every = tuple(steps)
    found = 0
    for account, month in _months(every):
        of_month = papers(steps_of(every, account, Month.of(month), moment), Fen(0))
        if of_month.notified is not None and of_month.forfeited_on is None:
            found += max(0, of_month.notified - of_month.paid)
    return Fen(found)


def paid_fees(steps: Iterable[FeeStep], moment: Moment) -> Fen | None:
    """All service fees paid by the day; None if none ever was (R53, IP 2, Q27)."""
    every = tuple(steps)
    found: dict[tuple[Uid, date], int] = defaultdict(int)
    for account, month in _months(each for each in every if each.move is FeeMove.PAID):
        of_month = papers(steps_of(every, account, Month.of(month), moment), Fen(0))
        found[account, month] = of_month.paid
    return Fen(sum(found.values())) if any(found.values()) else None


def _months(steps: Iterable[FeeStep]) -> list[tuple[Uid, date]]:
    return sorted({(each.account, each.month) for each in steps})
