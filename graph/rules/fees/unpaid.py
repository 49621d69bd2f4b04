"""Fees that were notified and are not paid yet: what may be set off (R62, R63, R120, MR 6.3, Q10).

Only what a notice told counts, less what was paid of it; what is disputed or lost with an end can't
be set off (S36). What was set off already is taken from the oldest month that was notified by then.
"""

from collections.abc import Collection, Iterable

from msgspec import Struct

from graph.model import (
    DepositEntry,
    DepositMove,
    FeeStep,
    Fen,
    Moment,
    Month,
    Notice,
    Trace,
    Uid,
    cite,
)
from graph.rules.fees.after_end import Right, after_end
from graph.rules.fees.progress import Papers, papers, steps_of
from graph.rules.standing import Known


class Unpaid(Struct, frozen=True):
    """What is unpaid of a month's notified fee, in fen; `lost` of it went with an end (Q10).

    `set_off` was taken of it already, and is not in `fen`.
    """

    month: Month
    fen: Fen
    disputed: bool
    lost: bool
    trace: Trace
    set_off: Fen = Fen(0)

    @property
    def available(self) -> Fen:
        """What may be set off."""
        return Fen(0) if self.disputed or self.lost else self.fen


class _Open(Struct):
    """A notified month of which something is unpaid, while set-offs are taken from it."""

    partner: Uid
    month: Month
    steps: list[FeeStep]
    found: Papers
    fen: int
    taken: int = 0


def unpaid(  # noqa: PLR0913 (the facts and the question)
    known: Known,
    partners: Collection[Uid],
    steps: Iterable[FeeStep],
    notices: Iterable[Notice],
    right: Right,
    entries: Iterable[DepositEntry],
) -> tuple[Unpaid, ...]:
    """The unpaid fees of a party's partner accounts, by month (R62, R63, R120, Q10).

    By the day asked about. `entries` are those of the party's deposit; those that set off fees
    lessen what is unpaid.
    """
    moment = known.moment
    every = _open(tuple(steps), partners, moment)
    taken = _take(every, entries, moment)
    told = tuple(notices)
    return tuple(_told(known, each, told, right, taken) for each in every)


def _open(steps: tuple[FeeStep, ...], partners: Collection[Uid], moment: Moment) -> list[_Open]:
    """The months of which something notified is unpaid, in their order."""
    told = {(Month.of(step.month), step.account) for step in steps if step.account in partners}
    found: list[_Open] = []
    for month, partner in sorted(told):
        taken = steps_of(steps, partner, month, moment)
        of_month = papers(taken, Fen(0))
        if of_month.notified is not None and of_month.paid < of_month.notified:
            found.append(_Open(partner, month, taken, of_month, of_month.notified - of_month.paid))
    return found


def _take(
    every: list[_Open], entries: Iterable[DepositEntry], moment: Moment
) -> tuple[DepositEntry, ...]:
    """Take what was set off from the months, oldest first; which entries that were."""
    taken = tuple(
        each
        for each in moment.known(tuple(entries))
        if each.move is DepositMove.SET_OFF_FEES and each.on <= moment.as_of
    )
    for entry in sorted(taken, key=lambda each: (each.on, each.id)):
        rest: int = entry.fen
        for each in every:
            if each.found.notified_on is not None and each.found.notified_on <= entry.on:
                part = min(rest, each.fen - each.taken)
                each.taken, rest = each.taken + part, rest - part
    return taken


def _told(
    known: Known,
    each: _Open,
    notices: tuple[Notice, ...],
    right: Right,
    entries: tuple[DepositEntry, ...],
) -> Unpaid:
    after = after_end(known, each.partner, each.month, notices, right)
    lost = each.found.forfeited_on is not None or after.lost_on is not None
    cited = cite(facts=each.steps, rules=("R35", "R63"), clauses=("MR 5.2", "MR 6.3"))
    if each.taken:
        cited += cite(facts=entries, rules=("R62",), clauses=("FA 3.5.3",))
    return Unpaid(
        month=each.month,
        fen=Fen(each.fen - each.taken),
        disputed=each.found.disputed,
        lost=lost and not each.found.disputed,
        trace=cited + after.trace,
        set_off=Fen(each.taken),
    )
