"""A whole store held to the invariants: its payments some accounts at a time, all else at once."""

from collections.abc import AsyncIterator, Iterable, Sequence

from msgspec import Struct

from graph.model import Payment, Uid, World
from graph.rules import invariants
from graph.rules.invariants import Violation
from graph.store import facts
from graph.store.facts import Reader, Tell, batches
from loaders import portions
from loaders.posting import deaf


class Examined(Struct, frozen=True):
    """How many versions of payments there are, and every violation."""

    payments: int
    violations: tuple[Violation, ...]


async def examine(
    reader: Reader, world: World, astray: Iterable[Uid], tell: Tell = deaf, expect: Tell = deaf
) -> Examined:
    """Every violation of a store; `world` holds all but its payments.

    `astray` are accounts whose payments stand on others too, so that they have to be looked at
    together. `tell` is told of each portion of accounts, and `expect` how many there are.
    """
    judge, number = invariants.Judge(world), 0
    found = {str(each): each for each in judge.besides_payments()}
    uids = sorted({each.uid for each in world.accounts})
    expect(len(uids))
    async for some, payments in _portions(reader, uids, set(astray).intersection(uids)):
        own = {each.key: each for each in payments}.values()
        number += len(own)
        portion = invariants.Portion(own, await _elsewhere(reader, own))
        found |= {str(each): each for each in judge.payments(portion)}
        tell(len(some))
    found |= {str(each): each for each in judge.lost()}
    return Examined(number, tuple(found.values()))


async def _portions(
    reader: Reader, uids: Sequence[Uid], astray: set[Uid]
) -> AsyncIterator[tuple[Sequence[Uid], Sequence[Payment]]]:
    """Accounts with all payments that hang on them."""
    payments = list[Payment]()
    for some in batches(sorted(astray)):
        payments += (await facts.payments(reader, some))[0]
    yield sorted(astray), payments
    async for each in portions.paid(reader, [uid for uid in uids if uid not in astray]):
        yield each.uids, each.payments


async def _elsewhere(reader: Reader, own: Iterable[Payment]) -> list[Payment]:
    """The versions of payments that stand on accounts of other portions."""
    ids = sorted(invariants.partial(own))
    return [each for some in batches(ids) for each in await facts.payments_by_id(reader, some)]
