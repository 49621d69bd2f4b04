"""What the store keeps though it could be worked out: is it still what would be worked out?"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain

from msgspec import Struct

from graph.model import AccountPapers, Uid, day_of
from graph.store.cypher import statement
from graph.store.engine import Row
from graph.store.facts.accounts import every_uid
from graph.store.facts.papers import account_papers, open_id
from graph.store.facts.rows import Reader, Tell, told


class Misfit(Struct, frozen=True):
    """A kept value that is not the right one: of what, which, and both values."""

    key: str
    field: str
    kept: str | None
    right: str | None


async def misfits(reader: Reader, tell: Tell = lambda _: None) -> tuple[Misfit, ...]:
    """Every kept value of the store that differs from what its facts give: none, one hopes.

    Kept are of a payment the account that it hangs on, its key and its civil day in Shanghai, the
    folded name of an account, and by which id a request or task is open. `tell` is told of each
    portion of accounts.
    """
    found = list[Misfit]()
    for uids in told(await every_uid(reader), tell):
        row = (await reader.run(statement("kept"), ids=list(uids)))[0]
        papers = await account_papers(reader, uids)
        every = chain(_names(row), _payments(row), _open_ids(papers, row))
        found += (each for each in every if each.kept != each.right)
    return tuple(found)


def _names(kept: Row) -> Iterator[Misfit]:
    for uid, name, key in kept["names"]:
        yield Misfit(uid, "nameKey", key, name.casefold())


def _payments(kept: Row) -> Iterator[Misfit]:
    for key, id_, version, uid, account, paid_at, day in kept["payments"]:
        yield Misfit(key, "key", key, f"{id_}@{version}")
        yield Misfit(key, "account", account, uid)
        yield Misfit(key, "day", day, day_of(datetime.fromisoformat(paid_at)).isoformat())


def _open_ids(papers: Mapping[Uid, AccountPapers], kept: Row) -> Iterator[Misfit]:
    """The open ids of all requests and tasks of accounts, as kept and as they should be."""
    every = papers.values()
    requests = {fact.key: open_id(fact) for each in every for fact in each.requests}
    tasks = {fact.key: open_id(fact) for each in every for fact in each.tasks}
    for right, rows in ((requests, kept["requests"]), (tasks, kept["tasks"])):
        for key, open_ in rows:
            yield Misfit(key, "openId", open_, right[key])
