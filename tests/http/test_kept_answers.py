"""Whole answers that are kept: nobody gets another's, and nobody one from before what it saw."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, cast

import orjson
import pytest
import strawberry
from graphql import ExecutionResult
from httpx2 import ASGITransport, AsyncClient, Response
from starlette.datastructures import Headers
from zstandard import ZstdDecompressor

from gateway.app import create_app
from gateway.http.kept import Answers, key
from gateway.http.request import Caller, Question
from gateway.identity.identify import Known
from gateway.settings import Settings
from graph.model import Role, Uid, Viewer

pytestmark = pytest.mark.anyio

TEXT = "query ($of: String!) { seen(of: $of) { by revision of day } }"
DAY = datetime(2018, 5, 1, tzinfo=UTC)
ALL = Viewer("all", Role.OPERATOR)


class World:
    """A store that is written to, and counts what it was asked to answer."""

    def __init__(self) -> None:
        self.revision, self.asked, self.statements, self.now = 1, 0, 0, DAY


@strawberry.type
class Seen:
    by: str
    revision: int
    of: str
    day: str


class Sitting:
    """A context at the revision at its start."""

    def __init__(self, world: World, viewer: Viewer, at: datetime) -> None:
        self.world, self.viewer, self.at = world, viewer, at
        self.revision, self.statements = world.revision, world.statements

    @property
    def facts(self) -> "Sitting":
        return self


Info = strawberry.Info[Sitting, None]


@strawberry.type
class Query:
    @strawberry.field
    async def seen(self, info: Info, of: str) -> Seen:
        sitting = info.context
        sitting.world.asked += 1
        await asyncio.sleep(0)
        sees = ",".join(sitting.viewer.roots) if sitting.viewer.bounded else "everything"
        return Seen(by=sees, revision=sitting.revision, of=of, day=str(sitting.at.date()))

    @strawberry.field
    def refused(self, info: Info) -> int | None:
        info.context.world.asked += 1
        raise ValueError("no")


@strawberry.type
class Mutation:
    @strawberry.mutation
    def write(self, info: Info) -> int:
        info.context.world.revision += 1
        return info.context.world.revision


SCHEMA = strawberry.Schema(Query, Mutation)


class Badges:
    """Believes the roots that a caller wears; without any it sees everything."""

    async def of_headers(self, headers: Headers) -> Known:
        roots = tuple(Uid(each) for each in headers.get("roots", "").split(",") if each)
        name = headers.get("name", "somebody")
        return Known(Viewer(name, Role.PARTNER if roots else Role.OPERATOR, roots))

    async def of_payload(self, _payload: Mapping[str, object] | None, headers: Headers) -> Known:
        return await self.of_headers(headers)

    async def still(self, known: Known) -> bool:
        return known.until is None


class Stand:
    """The door before a world, and a client of it."""

    def __init__(self, **settings: Any) -> None:
        self.world = World()

        async def open_context(at: datetime, seen: int, caller: Caller) -> Sitting:
            assert self.world.revision >= seen
            return Sitting(self.world, caller.viewer, at)

        chosen = Settings(**{"kept_answers": 1_000_000, **settings})
        app: Any = create_app(
            chosen, cast("Any", None), SCHEMA, open_context, lambda: self.world.now, Badges()
        )
        self.client = AsyncClient(transport=ASGITransport(app), base_url="http://door")

    async def ask(self, roots: str = "", of: str = "x", **headers: str) -> Response:
        sent = {"roots": roots, **{name.replace("_", "-"): each for name, each in headers.items()}}
        body = {"query": TEXT, "variables": {"of": of}}
        return await self.client.post("/graphql", json=body, headers=sent)


def way(response: Response) -> str:
    return response.json()["extensions"]["way"]


async def test_an_answer_is_kept_until_something_is_recorded():
    stand = Stand()
    ways = [way(await stand.ask()) for _ in range(3)]
    assert ways == ["first_seen", "kept", "kept"]
    assert stand.world.asked == 1
    await stand.client.post("/graphql", json={"query": "mutation { write }"})
    again = await stand.ask()
    assert way(again) != "kept"
    assert again.json()["data"]["seen"]["revision"] == 2


async def test_nothing_is_kept_unless_it_is_asked_for():
    stand = Stand(kept_answers=0)
    assert [way(await stand.ask()) for _ in range(3)] == ["first_seen", "compiled", "compiled"]


async def test_the_next_day_is_another_question():
    stand = Stand()
    await stand.ask()
    stand.world.now += timedelta(days=1)
    assert (await stand.ask()).json()["data"]["seen"]["day"] == "2018-05-02"


async def test_what_the_store_was_asked_for_is_not_kept():
    stand = Stand()
    stand.world.statements = 1
    assert "kept" not in [way(await stand.ask()) for _ in range(3)]


async def test_an_answer_with_errors_is_not_kept():
    stand = Stand()
    for _ in range(3):
        await stand.client.post("/graphql", json={"query": "{ refused }"})
    assert stand.world.asked == 3


async def test_those_who_see_everything_share_and_others_have_their_own():
    stand = Stand()
    await stand.ask(name="one")
    assert way(await stand.ask(name="two")) == "kept"
    await stand.ask(roots="t1", name="one")
    assert way(await stand.ask(roots="t1", name="one")) == "kept"
    assert way(await stand.ask(roots="t1", name="two")) != "kept"


async def test_no_caller_gets_anothers_answer_or_an_older_one_than_it_asked_for(deep: bool):
    stand, rng = Stand(kept_answers=20_000), Random(8)
    kept = 0

    async def client(asks: int) -> None:
        nonlocal kept
        for _ in range(asks):
            if rng.random() < 0.03:
                await stand.client.post("/graphql", json={"query": "mutation { write }"})
            roots, of = rng.choice(["", "t1", "t2", "t1,c1"]), rng.choice("abc")
            seen = stand.world.revision if rng.random() < 0.7 else 1
            answer = await stand.ask(roots, of, x_gateway_revision=str(seen))
            said = answer.json()["data"]["seen"]
            assert said["by"] == (roots or "everything")
            assert said["of"] == of
            assert said["revision"] >= seen
            assert answer.headers["x-gateway-revision"] == str(said["revision"])
            kept += way(answer) == "kept"

    await asyncio.gather(*(client(3_200 if deep else 25) for _ in range(32)))
    assert kept > 100


def unpacked(answer: Response) -> bytes:
    """A body; the client knows gzip alone."""
    if answer.headers["content-encoding"] == "zstd":
        return ZstdDecompressor().decompress(answer.content)
    return answer.content


@pytest.mark.parametrize("profile", ["development", "production"])
async def test_a_kept_answer_is_packed_once_for_each_packing(profile: str):
    stand = Stand(profile=profile, compression_bytes=100)
    said = [await stand.ask(of="x" * 500, accept_encoding=how) for how in ("zstd", "gzip") * 3]
    assert stand.world.asked == 1
    assert [each.headers["content-encoding"] for each in said] == ["zstd", "gzip"] * 3
    assert len({unpacked(each) for each in said[1:]}) == 1
    await stand.client.post("/graphql", json={"query": "mutation { write }"})
    again = orjson.loads(unpacked(await stand.ask(of="x" * 500, accept_encoding="zstd")))
    assert again["data"]["seen"]["revision"] == again["extensions"]["revision"] == 2


def test_what_is_kept_is_packed_by_whoever_asks_first():
    answers, asked = Answers(10_000), key(ALL, 1, DAY.date(), Question("{ a }"))
    assert asked is not None
    answers.keep(asked, ExecutionResult({"a": 1}, None))
    before, first, second = answers.size, answers.find(asked), answers.find(asked)
    assert first is not None
    assert second is not None
    assert (
        first.packed("zstd", lambda: b"once") == second.packed("zstd", lambda: b"twice") == b"once"
    )
    assert answers.size == before + 4


def test_what_is_kept_stays_within_its_bytes():
    answers = Answers(10_000)
    for number in range(100):
        asked = Question("{ a }", None, {"n": number})
        found = key(ALL, 1, DAY.date(), asked)
        assert found is not None
        answers.keep(found, ExecutionResult({"a": "x" * 500}, None))
        answers.pack(found, "gzip", b"y" * 50)
        assert answers.size <= 10_000
    assert 5 < len(answers) < 20
    older = key(ALL, 0, DAY.date(), Question("{ b }"))
    assert older is not None
    answers.keep(older, ExecutionResult({"b": 1}, None))
    assert answers.find(older) is None


def test_variables_that_cannot_be_written_have_no_key():
    deep: Any = []
    for _ in range(300):
        deep = [deep]
    assert key(ALL, 1, DAY.date(), Question("{ a }", None, {"deep": deep})) is None
