"""Accounts in the order of their uids: pages of them, and what a roll of them holds."""

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

from graph.model import Uid
from graph.store.cypher import statement
from graph.store.facts.rows import Columns, Reader


class Page(Struct, frozen=True):
    """Some uids in order, and whether more follow."""

    uids: tuple[Uid, ...]
    more: bool


class Enrolled(NamedTuple):
    """What a roll has of an account: what it is called, the name folded, and whom it stood below.

    It is no fact but the newest that the store has: candidates are found by it.
    """

    uid: str
    name_key: str
    external_id: str | None
    uppers: tuple[str, ...] = ()


async def search(reader: Reader, text: str, after: str, first: int) -> Page:
    """Accounts by the beginning of their uid, their external id, or a part of their name.

    Capital letters make no difference in a name; an empty text finds every account. By uid, after
    a uid, `first` at most. One statement, which looks at every name; two small ones for an empty
    text.
    """
    if not text:
        return page(await _following(reader, after, first + 1), first)
    params = {"text": text, "folded": text.casefold(), "after": after, "limit": first + 1}
    return page((await reader.run(statement("search"), **params))[0]["uids"], first)


async def enrolled_after(reader: Reader, after: str, first: int) -> list[Enrolled]:
    """The accounts after a uid, in order, `first` at most. Two statements."""
    upto = await _upto(reader, after, first)
    params = {"after": after, "upto": upto, "limit": first}
    return _enrolled((await reader.run(statement("roll"), **params))[0]["accounts"])


async def enrolled(reader: Reader, uids: Iterable[str]) -> list[Enrolled]:
    """Those of the accounts asked for that exist. One statement."""
    return _enrolled((await reader.run(statement("roll_of"), ids=list(uids)))[0]["accounts"])


def page(uids: list[Uid], first: int) -> Page:
    """A page of uids of which one more was read than it gives."""
    return Page(tuple(uids[:first]), more=len(uids) > first)


async def _following(reader: Reader, after: str, limit: int) -> list[Uid]:
    """The next uids; the embedded engine would sort all of them, were it not told where to end."""
    upto = await _upto(reader, after, limit)
    params = {"after": after, "upto": upto, "limit": limit}
    return (await reader.run(statement("accounts"), **params))[0]["uids"]


async def _upto(reader: Reader, after: str, limit: int) -> str:
    """A uid with `limit` others at least between, or as many as there are; else empty."""
    found = await reader.run(statement("next_accounts"), after=after, limit=limit)
    return found[0]["upto"] or ""


def _enrolled(rows: list[Columns]) -> list[Enrolled]:
    return [Enrolled(uid, name, external, tuple(uppers)) for uid, name, external, uppers in rows]
