"""Who stands directly below an account: loaded page by page, decided by `rules.below`."""

from collections.abc import Sequence

from msgspec import Struct

from graph.model import Uid
from graph.rules.below import Kind, Rung, rung
from graph.store.facts import Page
from resolvers.account_row import AccountRow
from resolvers.filled import Filled, filled


class Below(Struct, frozen=True):
    """An account, and the rung by which it stands below another."""

    account: AccountRow
    rung: Rung


class Wanted(Struct, frozen=True):
    """Which of the accounts below are asked for."""

    kind: Kind | None = None
    ended: bool = False


async def page_below(
    of: AccountRow, above: Uid, after: str, first: int, wanted: Wanted
) -> Filled[Below]:
    """Accounts below `above` by uid, after a uid; `of` tells the moment and the kind of row."""

    async def fetch(at: str, size: int) -> Page:
        return (await of.scope.facts.children([above], at, size))[above]

    async def keep(uids: Sequence[Uid]) -> dict[Uid, Below]:
        return await _standing(of, above, uids, wanted)

    return await filled(fetch, keep, after, first)


async def _standing(
    of: AccountRow, above: Uid, uids: Sequence[Uid], wanted: Wanted
) -> dict[Uid, Below]:
    known = await of.scope.asked(uids)
    day = of.scope.moment.as_of
    rungs = {uid: rung(known, above, uid, day, ended=wanted.ended) for uid in uids}
    return {
        uid: Below(type(of)(uid=uid, scope=of.scope, known=known), each)
        for uid, each in rungs.items()
        if each is not None and wanted.kind in (None, each.kind)
    }
