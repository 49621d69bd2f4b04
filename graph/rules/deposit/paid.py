"""All service fees of a party that were paid, as they stand on paper (R53, IP 2)."""

from collections.abc import Iterable

from graph.model import FeeMove, FeeStep, Fen, Moment, Month
from graph.rules.fees.progress import papers, steps_of


def paid_fees(steps: Iterable[FeeStep], moment: Moment) -> Fen | None:
    """All service fees paid by the day; None if none ever was (R53, IP 2, Q27).

    A payment without an amount is of what was last notified.
    """
    every = tuple(steps)
    months = {(each.account, each.month) for each in every if each.move is FeeMove.PAID}
    paid = [
        papers(steps_of(every, account, Month.of(month), moment), Fen(0)).paid
        for account, month in months
    ]
    return Fen(sum(paid)) if any(paid) else None
