"""New payments posted: from themselves and what was read above their accounts in the transaction.

Whoever decides on payments has looked at their accounts under the lock, and lends what was found;
what nobody has at hand is read with one statement.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import is_
from typing import TypeAlias
from weakref import WeakKeyDictionary

from msgspec import Struct

from graph.model import AccountHistory, Fact, FactId, Histories, Payment, Posting, Uid
from graph.rules import arrivals, postings
from graph.rules.timeline import Cash, Timeline
from graph.store import facts
from graph.store.engine import Transaction
from graph.store.facts import batches
from graph.store.ledger import Moved
from loaders.histories import climb

CAUSE = "payment"
"""Why it is posted: what was written were payments and nothing else."""

Lent: TypeAlias = Callable[[Iterable[str]], Mapping[str, AccountHistory | None]]
"""Gives what is at hand of accounts, as it was read in a transaction."""

_LENT: "WeakKeyDictionary[Transaction, list[Lent]]" = WeakKeyDictionary()


class Posted(Struct, frozen=True):
    """What payments add, worked out before they were written; good for these very ones."""

    payments: Sequence[Payment]
    postings: Sequence[Posting]

    def is_of(self, moved: Sequence[Moved]) -> bool:
        """Whether it is what some commits add."""
        opened = [fact for each in moved for fact in each.opened]
        return len(opened) == len(self.payments) and all(map(is_, opened, self.payments))


_POSTED: "WeakKeyDictionary[Transaction, Posted]" = WeakKeyDictionary()


def lend(tx: Transaction, lent: Lent) -> None:
    """Spare the postings of a transaction to read again what was read in it."""
    _LENT.setdefault(tx, []).append(lent)


def posted(histories: Histories, facts: Iterable[Fact], revision: int) -> Posted | None:
    """What plain payments will add, all that stands above them being at hand.

    None where a fact is none: more has to be read for those.
    """
    payments = list[Payment]()
    for fact in facts:
        if not (isinstance(fact, Payment) and arrivals.is_plain(fact)):
            return None
        payments.append(fact)
    return Posted(payments, arrivals.arrived(histories, payments, revision, CAUSE))


def hand(tx: Transaction, ahead: Posted) -> None:
    """Spare a transaction to work out again what payments add."""
    _POSTED[tx] = ahead


def only_arrivals(moved: Iterable[Moved]) -> bool:
    """Whether commits only record payments and refunds that nothing stored hangs on."""
    return all(not each.closed and all(map(_arrives, each.opened)) for each in moved)


def _arrives(fact: Fact) -> bool:
    return isinstance(fact, Payment) and fact.version == 1 and fact.superseded_at is None


async def arrived(tx: Transaction, moved: Sequence[Moved]) -> Sequence[Posting]:
    """What commits of nothing but arrivals add. No statement, one, or two with refunds."""
    ahead = _POSTED.get(tx)
    if ahead is not None and ahead.is_of(moved):
        return ahead.postings
    every = [fact for each in moved for fact in each.opened if isinstance(fact, Payment)]
    histories = await _histories(tx, dict.fromkeys(each.account for each in every))
    originals = await _originals(tx, every)
    found = list[Posting]()
    for each in moved:
        payments = [fact for fact in each.opened if isinstance(fact, Payment)]
        plain = filter(arrivals.is_plain, payments)
        found += arrivals.arrived(histories, plain, each.revision, CAUSE)
        refunds = _by_account(fact for fact in payments if fact.refund_of is not None)
        back = Timeline(Cash(histories, refunds, originals), each.revision)
        found += postings.posted(None, back, refunds, CAUSE)
    return found


async def _histories(tx: Transaction, uids: Iterable[Uid]) -> Histories:
    asked, known = list(uids), dict[str, AccountHistory]()
    missing: list[str] = [*asked]
    for lent in _LENT.get(tx, ()):
        while missing and (found := _there(lent(missing))):
            known |= found
            missing = climb(asked, known)[1]
    for some in batches(missing):
        known |= await facts.histories(tx, map(Uid, some))
    return climb(asked, known)[0]


def _there(lent: Mapping[str, AccountHistory | None]) -> dict[str, AccountHistory]:
    """What exists: an account that was not there may have been opened meanwhile."""
    return {uid: each for uid, each in lent.items() if each is not None}


async def _originals(
    tx: Transaction, payments: Iterable[Payment]
) -> dict[FactId, tuple[Payment, ...]]:
    """What the refunds among payments refund, in all versions."""
    ids = {each.refund_of for each in payments if each.refund_of is not None}
    found = dict[FactId, tuple[Payment, ...]]()
    for each in await facts.payments_by_id(tx, ids) if ids else ():
        found[each.id] = (*found.get(each.id, ()), each)
    return found


def _by_account(payments: Iterable[Payment]) -> defaultdict[Uid, list[Payment]]:
    found = defaultdict[Uid, list[Payment]](list)
    for each in payments:
        found[each.account].append(each)
    return found
