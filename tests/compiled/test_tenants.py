"""Clients of several tenants on one plan, beside a writer: nobody is told what is another's."""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from itertools import count
from random import Random
from typing import Any, TypeAlias

import pytest
from httpx2 import ASGITransport, AsyncClient, Response
from starlette.datastructures import Headers

from gateway.app import create_app
from gateway.http.request import Caller
from gateway.identity.identify import Known
from gateway.settings import Settings
from graph import ladder
from graph.model import OPERATOR, Role
from graph.store import ledger
from graph.store.engine import Engine
from loaders.shared import Shared
from loaders.sighted import seen_by
from resolvers.context import Context
from resolvers.schema import schema
from tests.resolvers.asking import AUTHOR, planted
from tests.sight.looking import NOW, partner, put
from tests.sight.tenants import WORLD

pytestmark = pytest.mark.anyio

CLIENTS = 32
TEXT = """query ($uid: String!, $first: Int!, $full: Boolean!) {
  account(uid: $uid) {
    uid
    children(first: $first) { edges { node { uid role lifecycle } } }
    lineage @include(if: $full) { role above { uid } }
    partner @skip(if: $full) { uid }
  }
}"""
VIEWERS = {
    each.name: each
    for each in (
        *(partner(x + root) for x in ("aa", "zz") for root in ("top", "city")),
        partner("aatop", "zzcity", role=Role.RISK),
        OPERATOR,
    )
}
UIDS = ["aatop", "aacity", "aafar", "aaown", "zztop", "zzcity", "zzfar", "zzown", "went", "none"]
Asked: TypeAlias = tuple[str, str, int, bool]


class Names:
    """Believes the name that a caller gives."""

    async def of_headers(self, headers: Headers) -> Known:
        return Known(VIEWERS[headers["name"]])

    async def of_payload(self, _payload: Mapping[str, object] | None, headers: Headers) -> Known:
        return await self.of_headers(headers)

    async def still(self, known: Known) -> bool:
        return known.until is None


class Stand:
    """The door before a store that is written to, and all that clients were told."""

    def __init__(self, engine: Engine, shared: Shared, kept: int) -> None:
        self.engine, self.shared, self.rng = engine, shared, Random(8)
        self.facts: dict[int, Any] = {}
        self.told: defaultdict[tuple[Asked, int], set[str]] = defaultdict(set)
        self.ways = Counter[str]()
        self.writing = True

        async def open_context(at: datetime, seen: int, caller: Caller) -> Context:
            facts = await shared.facts(seen or None)
            self.facts.setdefault(facts.revision, facts)
            return Context(seen_by(caller.viewer, facts), at, viewer=caller.viewer)

        settings = Settings(kept_answers=kept)
        app: Any = create_app(settings, engine, schema, open_context, lambda: NOW, Names())
        self.client = AsyncClient(transport=ASGITransport(app), base_url="http://door")

    async def ask(self, asked: Asked, seen: int = 0) -> Response:
        name, uid, first, full = asked
        body = {"query": TEXT, "variables": {"uid": uid, "first": first, "full": full}}
        headers = {"name": name, "x-gateway-revision": str(seen)}
        answer = await self.client.post("/graphql", json=body, headers=headers)
        revision = int(answer.headers["x-gateway-revision"])
        assert revision >= seen
        said = answer.json()
        self.ways[said["extensions"]["way"]] += 1
        self.told[asked, revision].add(json.dumps(said["data"]))
        return answer

    async def asks(self, times: int) -> None:
        rng, seen = self.rng, 0
        for number in count():
            if number >= times and not self.writing:
                return
            uid, full = rng.choice(UIDS), rng.random() < 0.5
            answer = await self.ask((rng.choice([*VIEWERS]), uid, rng.randint(1, 2), full), seen)
            seen = int(answer.headers["x-gateway-revision"]) if rng.random() < 0.5 else 0

    async def writes(self, times: int) -> None:
        """Record customers of both tenants, one after the other, while others ask."""
        for number in range(times):
            x = "az"[number % 2] * 2
            known = f'{x}city owned by {x}urb named "{x} City"\n'
            lines = f"{known}{x}new{number} under {x}city as resale from 2018-03-01\n"
            planted = await ledger.plant(self.engine, ladder.parse(lines), AUTHOR)
            assert not planted.value.conflicts
            self.shared.saw(planted)
        self.writing = False

    async def verify(self) -> None:
        """Whoever asked the same at one revision was told the same, and what graphql-core says."""
        for ((name, uid, first, full), revision), several in self.told.items():
            at = Pinned(self.facts[revision])
            result = await put(at, VIEWERS[name], TEXT, uid=uid, first=first, full=full)
            assert not result.errors, result.errors
            assert several == {json.dumps(result.data)}, (name, uid, first, full, revision)
            x = {"a": "zz", "z": "aa"}.get(VIEWERS[name].roots[0][0]) if name != "local" else None
            assert x is None or VIEWERS[name].role is Role.RISK or f'"{x}' not in "".join(several)


class Pinned:
    """Hands out the facts of one revision."""

    def __init__(self, facts: Any) -> None:
        self._facts = facts

    async def facts(self) -> Any:
        return self._facts


@pytest.mark.parametrize("kept", [0, 200_000], ids=["run", "kept"])
async def test_clients_of_many_sights_on_one_plan_are_told_their_own(
    embedded: Engine, kept: int, deep: bool
):
    stand = Stand(embedded, await planted(embedded, WORLD), kept)
    times, writes = (1_600, 60) if deep else (10, 3)
    await asyncio.gather(stand.writes(writes), *(stand.asks(times) for _ in range(CLIENTS)))
    await stand.verify()
    assert stand.ways.total() >= CLIENTS * times
    assert stand.ways["compiled"] + stand.ways["kept"] >= 0.95 * stand.ways.total(), stand.ways
    assert bool(stand.ways["kept"]) is bool(kept)
    assert len({revision for _, revision in stand.told}) > writes / 2
