"""What the store keeps though it could be worked out: is it still what would be worked out?"""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from graph.model import Uid, day_of
from graph.store.cypher import statement
from graph.store.engine import Row
from graph.store.facts.accounts import every_uid
from graph.store.facts.papers import account_papers, open_id
from graph.store.facts.rows import Reader, batches


class Misfit(Struct, frozen=True):
    """A kept value that is not the right one: of what, which, and both values."""

    key: str
    field: str
    kept: str | None
    right: str | None


async def misfits(reader: Reader) -> tuple[Misfit, ...]:
    """Every kept value of the store that differs from what its facts give: none, one hopes.

    Kept are the civil day in Shanghai of a payment, the folded name of an account, and by which id
    a request or task is open.
    """
    found = list[Misfit]()
    for uids in batches(await every_uid(reader)):
        row = (await reader.run(statement("kept"), ids=list(uids)))[0]
        for uid, name, key in row["names"]:
            found.append(Misfit(uid, "nameKey", key, name.casefold()))
        for key, paid_at, day in row["days"]:
            right = day_of(datetime.fromisoformat(paid_at)).isoformat()
            found.append(Misfit(key, "day", day, right))
        found += await _open_ids(reader, uids, row)
    return tuple(each for each in found if each.kept != each.right)


async def _open_ids(reader: Reader, uids: Iterable[Uid], kept: Row) -> list[Misfit]:
    """The open ids of all requests and tasks of accounts, as kept and as they should be."""
    papers = (await account_papers(reader, uids)).values()
    requests = {fact.key: open_id(fact) for each in papers for fact in each.requests}
    tasks = {fact.key: open_id(fact) for each in papers for fact in each.tasks}
    return [
        Misfit(key, "openId", open_, right[key])
        for right, rows in ((requests, kept["requests"]), (tasks, kept["tasks"]))
        for key, open_ in rows
    ]
