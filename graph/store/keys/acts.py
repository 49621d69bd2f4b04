"""What is done to an API key by somebody: decided in a commit of the ledger, told in the feed.

Each is what `ledger.commit` carries out, and gives the id: so it has an author and a reason, and
the feed says who let in whom, and who shut out whom. No secret and no digest is in the event.
"""

from datetime import datetime

from graph.store.cypher import statement
from graph.store.engine import Transaction
from graph.store.facts.rows import instant, stored
from graph.store.keys.values import ApiKey, ApiKeyRefused, State, api_keys, unknown
from graph.store.ledger import Author, Decide, Decision, Occurrence

MOST = 1_000
"""Live keys there may be: all are read at once, again and again."""


def create(key: ApiKey) -> Decide[str]:
    """Let in who has a new key; ApiKeyRefused where another live one has its name."""

    async def decide(tx: Transaction) -> Decision[str]:
        live = [each for each in await api_keys(tx) if each.state(key.created_at) is State.LIVE]
        if any(each.name == key.name for each in live):
            raise ApiKeyRefused(
                f"expected another name than {key.name!r}, which a live API key has; revoke that"
                " one, or `gateway key rotate` it"
            )
        if len(live) >= MOST:
            raise ApiKeyRefused(f"expected at most {MOST} live API keys; revoke some first")
        return await _written(tx, key, "CREATED", _scope(key))

    return decide


def rotate(id_: str, new: ApiKey, until: datetime) -> Decide[str]:
    """Let in who has a new key, and who has the one before until an instant."""

    async def decide(tx: Transaction) -> Decision[str]:
        before = await _of(tx, id_)
        if before.state(new.created_at) is not State.LIVE:
            raise ApiKeyRefused(f"expected a live API key, {id_} no longer is; create a new one")
        ends = until if before.expires_at is None else min(until, before.expires_at)
        await tx.run(statement("expire_api_key"), id=id_, until=instant(ends))
        said = f"in place of {id_}, which ends at {instant(ends)}"
        return await _written(tx, new, "ROTATED", said, id_)

    return decide


def revoke(id_: str, author: Author) -> Decide[str]:
    """Let in nobody by this key any more; that it was there is kept."""

    async def decide(tx: Transaction) -> Decision[str]:
        key = await _of(tx, id_)
        if key.revoked_at is not None:
            said = f"{key.revoked_by} has revoked it at {key.revoked_at:%F %T} UTC"
            raise ApiKeyRefused(f"expected an API key that is not revoked, but of {id_}: {said}")
        row = {"id": id_, "at": instant(author.at), "by": author.actor}
        await tx.run(statement("revoke_api_key"), **row)
        return Decision(id_, (), [Occurrence("API_KEY_REVOKED", (id_,), detail=_scope(key))])

    return decide


async def _of(tx: Transaction, id_: str) -> ApiKey:
    for key in await api_keys(tx):
        if key.id == id_:
            return key
    raise unknown(id_)


async def _written(
    tx: Transaction, key: ApiKey, what: str, detail: str, *others: str
) -> Decision[str]:
    await tx.run(statement("write_api_key"), row=stored(key))
    told = Occurrence(f"API_KEY_{what}", (key.id, *others), detail=detail)
    return Decision(key.id, (), [told])


def _scope(key: ApiKey) -> str:
    """For whom it is, in a line."""
    roots = f" of {', '.join(key.roots)}" if key.roots else ""
    until = f" until {instant(key.expires_at)}" if key.expires_at else ""
    return f"{key.viewer.name}, {key.role.value}{roots}{until}"
