"""Many clients on one plan: no answer has anything of another's."""

import asyncio
from random import Random

import pytest

from gateway.compiled import Compiled, Way
from gateway.documents.execution import core
from graph.model import Uid
from graph.store.engine import Engine
from resolvers.context import Context
from resolvers.schema import schema
from tests.compiled.chaos import Chaos
from tests.compiled.differing import body
from tests.compiled.small import compiler, run
from tests.compiled.torture import SCHEMA
from tests.resolvers.asking import NOW, planted
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

TEXT = """
query Q($seed: String!, $first: Int!, $mark: String!, $whole: Boolean!) {
  things(seed: $seed, first: $first) {
    name parental(times: $first)
    kin(first: 2) { whereLater(mark: $mark) where @include(if: $whole) }
    later @skip(if: $whole)
  }
}
"""
PAGE = """
query ($uid: String!, $full: Boolean!) {
  account(uid: $uid) { uid partner { uid } lineage @include(if: $full) { role above { uid } } }
}
"""
CLIENTS = 32


async def test_thirty_two_clients_on_one_plan_get_their_own_answers(deep: bool):
    compiled, rng = compiler(SCHEMA), Random(1)
    kinds = [
        {"seed": f"s{n}", "first": n % 4, "mark": f"<{n}>", "whole": n % 3 == 0} for n in range(40)
    ]
    expected = [body((await run(compiler(SCHEMA), TEXT, Chaos(), **each)).result) for each in kinds]

    async def client(asks: int) -> None:
        for _ in range(asks):
            number = rng.randrange(len(kinds))
            answered = await run(compiled, TEXT, Chaos(), **kinds[number])
            assert answered.way is Way.COMPILED
            assert body(answered.result) == expected[number]

    await asyncio.gather(*(client(3_200 if deep else 60) for _ in range(CLIENTS)))
    assert compiled.ways.compiled == 2


async def test_clients_of_our_schema_get_their_own_answers(engine: Engine, deep: bool):
    shared = await planted(engine, ladder("fixture"))
    compiled = Compiled(schema, core(schema), hints=False, sights=1)
    uids = [Uid(uid) for uid in ("t1", "c1", "c2", "u1", "u3", "u6", "u9", "d0", "nobody")]
    rng = Random(2)

    async def client(asks: int) -> None:
        for _ in range(asks):
            uid, full = rng.choice(uids), rng.random() < 0.5
            context = Context(await shared.facts(), NOW)
            answered = await run(compiled, PAGE, context, uid=uid, full=full)
            said = body(answered.result)
            found = b'"data":{"account":null}' if uid == "nobody" else b'"uid":"%s"' % uid.encode()
            assert answered.way is Way.COMPILED
            assert found in said
            assert (b"lineage" in said) is (full and uid != "nobody")

    await asyncio.gather(*(client(3_200 if deep else 40) for _ in range(CLIENTS)))
