"""Payments, some accounts at a time: amounts and what they hang from, and that nothing is lost.

What is found is the same however the accounts are cut into portions: a payment is judged by what
stands on its own account, its versions wherever they stand; months are added up over all of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from graph.model import FactId, Month, Payment
from graph.rules.admission import money
from graph.rules.admission.existing import Accepted, Existing, RefusedFact, current
from graph.rules.invariants import versions
from graph.rules.invariants.sums import violations
from graph.rules.invariants.violation import Violation
from graph.rules.performance import statement
from graph.rules.standing import Known

TOLD = 10
"""Payments of a month that a violation names."""


class Portion:
    """The payments on some accounts, and the versions of them that stand on others.

    A refund of what stands on another account needs nothing of it: it is none (I8).
    """

    def __init__(self, payments: Iterable[Payment], others: Iterable[Payment] = ()) -> None:
        """A version of `payments` may be among the others too."""
        self.payments = sorted(payments, key=_order)
        self.own = {each.key for each in self.payments}
        more = {each.key: each for each in others if each.key not in self.own}
        self.every = sorted((*self.payments, *more.values()), key=_order)


class Tally(Struct, frozen=True):
    """Cash of a month, in fen: what was paid, what statements account for, and its first payments.

    `balanced`: whether they say of all of it to whom it counts.
    """

    paid: int = 0
    told: int = 0
    balanced: bool = True
    first: tuple[Payment, ...] = ()

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        first = sorted((*self.first, *other.first), key=_order)[:TOLD]
        balanced = self.balanced and other.balanced
        return Tally(self.paid + other.paid, self.told + other.told, balanced, tuple(first))


def broken(portion: Portion, there: Accepted) -> Iterator[Violation]:
    """What is wrong with the versions of payments, with their amounts, and with refunds."""
    ids = {each.id for each in portion.payments}
    yield from versions.of(each for each in portion.every if each.id in ids)
    yield from violations(_refused(portion, there))


def _refused(portion: Portion, there: Accepted) -> Iterator[RefusedFact]:
    """What admission would refuse if it came in with all the rest already there."""
    for refused in money.payments(portion.every, Existing(), there):
        if refused.fact.key in portion.own:
            yield refused


def partial(payments: Iterable[Payment]) -> set[FactId]:
    """The payments of which these are not all versions, unless one is missing or doubled."""
    found = defaultdict[FactId, list[int]](list)
    for each in payments:
        found[each.id].append(each.version)
    return {id_ for id_, numbers in found.items() if not versions.complete(numbers)}


def tallies(portion: Portion, known: Known) -> dict[Month, Tally]:
    """What was paid in each month, and what statements account for."""
    originals = {each.id: each for each in current(portion.every)}
    months = defaultdict[Month, list[Payment]](list)
    for payment in current(portion.payments):
        months[Month.of(payment.day)].append(payment)
    found = dict[Month, Tally]()
    for month, some in months.items():
        told = statement(known.histories, some, originals, month, known.moment)
        paid = sum(payment.fen for payment in some)
        found[month] = Tally(paid, told.paid, told.balanced, tuple(some[:TOLD]))
    return found


def together(some: Mapping[Month, Tally], others: Mapping[Month, Tally]) -> dict[Month, Tally]:
    """The months of two portions."""
    nothing = Tally()
    return {
        month: some.get(month, nothing).plus(others.get(month, nothing))
        for month in some.keys() | others.keys()
    }


def lost(months: Mapping[Month, Tally]) -> Iterator[Violation]:
    """Months in which what counts to somebody or to nobody is not what was paid (R27)."""
    for month, tally in sorted(months.items()):
        if not tally.balanced or tally.told != tally.paid:
            message = f"of {tally.paid} fen paid in {month}, statements account for {tally.told}"
            step = "Report it: rules and facts do not fit together."
            yield Violation("I12", message, tally.first, step)


def _order(payment: Payment) -> tuple[str, int]:
    return payment.id, payment.version
