"""Account histories: all that ever stood above the accounts asked for, from what is kept."""

from collections.abc import Iterable, Mapping

from graph.model import ALIYUN, AccountHistory, Uid
from graph.store import facts
from graph.store.facts import Reader
from loaders.shelf import Shelf

Known = Mapping[str, AccountHistory | None] | Mapping[Uid, AccountHistory]


async def histories(
    shelf: Shelf[AccountHistory], reader: Reader, uids: Iterable[Uid]
) -> dict[Uid, AccountHistory]:
    """The accounts asked for, the partners they ever had and the tier-1s of these.

    No statement when all are kept, else one; an account that does not exist is absent.
    """
    asked = list(dict.fromkeys(uids))
    known = dict[str, AccountHistory | None]()
    missing: list[str] = [*asked]
    while missing and (found := shelf.kept(missing) or await shelf.recalled(missing)):
        known |= found
        missing = climb(asked, known)[1]
    if missing:
        known |= await shelf.read(reader, missing)
    return climb(asked, known)[0]


async def branch(
    shelf: Shelf[AccountHistory], reader: Reader, *uids: Uid
) -> dict[Uid, AccountHistory]:
    """Accounts, all that ever stood below them, and all above these; one statement.

    What it brings is kept, but for the whole programme, which would push all else out.
    """
    since = shelf.revision
    found = await facts.branch(reader, *uids)
    if ALIYUN not in uids:
        await shelf.keep({str(key): history for key, history in found.items()}, since)
    return found


def climb(asked: Iterable[Uid], known: Known) -> tuple[dict[Uid, AccountHistory], list[str]]:
    """What is known of the accounts and all above them, and what has still to be looked for."""
    found, missing = dict[Uid, AccountHistory](), list[str]()

    def visit(uids: Iterable[Uid]) -> list[AccountHistory]:
        for uid in uids:
            history = known.get(uid)
            if history is not None:
                found[uid] = history
            elif uid not in known:
                missing.append(uid)
        return [found[uid] for uid in uids if uid in found]

    accounts = visit(list(asked))
    partners = visit([link.partner for history in accounts for link in history.links])
    visit([tier.tier1 for history in (*accounts, *partners) for tier in history.tier_links])
    return found, list(dict.fromkeys(missing))
