"""What the store keeps though it could be worked out: is it still what would be worked out?"""

from datetime import datetime

from msgspec import Struct

from graph.model import day_of
from graph.store.cypher import statement
from graph.store.facts.rows import Reader, batches


class Misfit(Struct, frozen=True):
    """A kept value that is not the right one: of what, which, and both values."""

    key: str
    field: str
    kept: str | None
    right: str


async def misfits(reader: Reader) -> tuple[Misfit, ...]:
    """Every kept value of the store that differs from what its facts give: none, one hopes.

    Kept are the civil day in Shanghai of a payment and the folded name of an account.
    """
    found = list[Misfit]()
    for uids in batches((await reader.run(statement("every_id")))[0]["accounts"]):
        row = (await reader.run(statement("kept"), ids=list(uids)))[0]
        for uid, name, key in row["names"]:
            found.append(Misfit(uid, "nameKey", key, name.casefold()))
        for key, paid_at, day in row["days"]:
            right = day_of(datetime.fromisoformat(paid_at)).isoformat()
            found.append(Misfit(key, "day", day, right))
    return tuple(each for each in found if each.kept != each.right)
