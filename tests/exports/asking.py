"""Callers of a gateway that wants to know who asks: for files, and for answers beside them."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from httpx2 import ASGITransport, AsyncClient, Response

from gateway.app import application
from gateway.settings import Settings
from graph.changes import Record
from graph.model import FactId, Payment, Role, Uid
from graph.store import ledger
from graph.store.engine import Engine
from graph.store.ledger import Decision
from tests.identity.issuing import AUDIENCE, ISSUER, pem, put, token

LASTING = {"nbf": None, "iat": 1_500_000_000, "exp": 4_000_000_000}


def settings(folder: Path, **more: Any) -> Settings:
    """Those of a gateway that takes tokens."""
    key = put(folder, "issuer.pem", pem("ec"))
    given = {"jwt_key_file": key, "jwt_issuer": ISSUER, "jwt_audience": AUDIENCE}
    return Settings(**{"max_staleness": 0.001} | given | more)


def credential(*roots: str) -> dict[str, str]:
    """The header of somebody who looks down from some accounts; without any, of an operator."""
    said = {"role": Role.PARTNER.value, "roots": list(roots)} if roots else {}
    return {
        "authorization": f"Bearer {token(**LASTING | {'sub': f'at-{roots}'.strip()[:9]} | said)}"
    }


class Desk:
    """A client of one process."""

    def __init__(self, engine: Engine, folder: Path, at: datetime, **more: Any) -> None:
        self.settings = settings(folder, **more)
        self.app = application(self.settings, engine, lambda: at)
        transport = ASGITransport(self.app)  # type: ignore[arg-type]
        self.client = AsyncClient(transport=transport, base_url="http://door")

    async def file(self, name: str, *roots: str, **given: Any) -> Response:
        """A file, asked for by whoever looks down from some accounts."""
        found = {key: value for key, value in given.items() if value is not None}
        return await self.client.get(
            f"/statements/{name}", params=found, headers=credential(*roots)
        )

    async def ask(self, query: str, *roots: str, **variables: Any) -> Any:
        """The whole answer to a question of the same."""
        body = {"query": query, "variables": variables}
        return (await self.client.post("/graphql", json=body, headers=credential(*roots))).json()


def table(response: Response) -> list[dict[str, str]]:
    """The rows of CSV; the last is the total."""
    assert response.status_code == 200, response.text
    return list(csv.DictReader(response.text.splitlines()))


def objects(response: Response) -> list[dict[str, Any]]:
    """The rows of NDJSON."""
    assert response.status_code == 200, response.text
    return [json.loads(line) for line in response.text.splitlines()]


async def pay(engine: Engine, name: str, uid: str) -> None:
    """A payment in March of one yuan, recorded by another process."""
    paid_at = datetime(2018, 3, 9, 4, tzinfo=UTC)
    paid = Payment(id=FactId(name), account=Uid(uid), paid_at=paid_at, fen=100)

    async def decide(_tx: object) -> Decision[None]:
        return Decision(None, [Record(paid)])

    await ledger.commit(engine, decide, ledger.Author("tests", paid_at))
