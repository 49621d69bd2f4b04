"""What moved a deposit, and what is left of it: never less than nothing (R46, R61, R63; I14).

What a deduction asks beyond what is held is owed in full beside it (FA 3.5.2): it is `uncovered`
until it is set off for the same debt. A set-off for a debt leaves the deposit alone; one that names
none, or the deduction or notice behind it, stands in for a top-up that did not come and fills the
deposit (R62, FA 3.5.3).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from msgspec import Struct

from graph.model import DepositEntry, DepositMove, FactId, Fen, Moment, PartyPapers

REQUIRED = Fen(500_000)
"""What is to be held: 5,000 CNY (FA 3.5.1; MR 2.1 asks for no less)."""

SET_OFFS = frozenset({DepositMove.SET_OFF_PREPAYMENT, DepositMove.SET_OFF_FEES})
TAKING = (DepositMove.DEDUCTED, DepositMove.REFUNDED)


class Movement(Struct, frozen=True):
    """An entry and what it did: `change` of the deposit, the `balance` after it, in fen.

    `uncovered` is what a deduction or refund asked beyond what was held.
    """

    entry: DepositEntry
    change: Fen
    balance: Fen
    uncovered: Fen

    @property
    def id(self) -> FactId:
        """The entry's own id."""
        return self.entry.id


def entered(entries: Iterable[DepositEntry], moment: Moment) -> list[DepositEntry]:
    """The entries known and made by the day; on one day what fills comes before what takes."""
    there = [each for each in moment.known(tuple(entries)) if each.on <= moment.as_of]
    return sorted(there, key=lambda each: (each.on, each.move in TAKING, each.id))


def movements(papers: PartyPapers, moment: Moment) -> tuple[Movement, ...]:
    """What each entry did to the deposit, in order (R61, R62, I14)."""
    own = {each.id for each in (*papers.deposit_entries, *papers.notices)}
    found: list[Movement] = []
    held = 0
    for entry in entered(papers.deposit_entries, moment):
        change = _change(entry, held, own)
        held += change
        uncovered = entry.fen + change if entry.move in TAKING else 0
        found.append(Movement(entry, Fen(change), Fen(held), Fen(uncovered)))
    return tuple(found)


def _change(entry: DepositEntry, held: int, own: Collection[FactId]) -> int:
    if entry.move in TAKING:
        return -min(entry.fen, held)
    for_a_debt = entry.about is not None and entry.about not in own
    return 0 if entry.move in SET_OFFS and for_a_debt else entry.fen


def claim(moves: Iterable[Movement]) -> Fen:
    """What deductions asked beyond the deposit and was not set off since (R46, R63)."""
    still: dict[FactId | None, int] = defaultdict(int)
    for move in moves:
        entry = move.entry
        if entry.move is DepositMove.DEDUCTED:
            still[entry.about] += move.uncovered
        elif entry.move in SET_OFFS and not move.change:
            still[entry.about] -= min(entry.fen, still[entry.about])
    return Fen(sum(still.values()))


def taken(moves: Iterable[Movement], debts: Collection[FactId]) -> Fen:
    """What was taken for some debts: from the deposit, or set off elsewhere (R63, R75)."""
    about = [each for each in moves if each.entry.about in debts]
    deducted = sum(-each.change for each in about if each.entry.move is DepositMove.DEDUCTED)
    set_off = sum(each.entry.fen for each in about if each.entry.move in SET_OFFS)
    return Fen(deducted + set_off)
