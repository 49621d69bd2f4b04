"""A lease: one of many processes does something, and another when it is gone."""

import secrets
from datetime import datetime, timedelta

from graph.store.cypher import statement
from graph.store.engine import Engine, Rollback, Transaction
from graph.store.errors import StoreContended
from graph.store.facts.rows import instant


async def leased(engine: Engine, name: str, holder: str, now: datetime, span: timedelta) -> bool:
    """Take a lease, or take it again before it ends; False while another holder has it.

    A span of nothing gives it back.
    """

    async def work(tx: Transaction) -> bool | Rollback[bool]:
        await tx.run(statement("lock_lease"), name=name, token=secrets.token_hex(16))
        found = await tx.run(statement("lease"), name=name)
        if not found:
            msg = f"another process begins the lease '{name}' at this moment; ask again"
            raise StoreContended(msg)
        held = found[0]
        if held["holder"] not in {None, holder} and held["until"] > instant(now):
            return Rollback(value=False)
        until = instant(now + span)
        await tx.run(statement("take_lease"), name=name, holder=holder, until=until)
        return True

    return await engine.commit(work)
