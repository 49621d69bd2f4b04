"""Mutations put to the schema over a real store."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from graphql import get_named_type

from gateway.documents.execution import core
from gateway.exchange.batched import importing
from graph.store import ledger
from graph.store.engine import Engine
from loaders.shared import Shared
from resolvers.context import Context, Writing
from resolvers.schema import schema
from tests.resolvers.asking import planted
from tests.resolvers.ladders import ladder

KEYS = count(1)

CHANGED = """... on RequestChanged {
  revision dryRun replayed recordedAt events { kind } trace { rules }
  request { requestId version state earliest source nextSteps { name actor } }
}"""
NOTED = """... on NoticeRecorded {
  revision events { kind } request { requestId state earliest }
  notice {
    noticeId version kind receivedOn sentOn statedOn about amount { fen } recordedAt source
    party { partyId } sender { partyId }
  }
}"""


class Desk:
    """Somebody who changes things on a day, each change under a key of its own."""

    def __init__(self, shared: Shared, day: str) -> None:
        """At noon of a day in Shanghai."""
        self.shared, self.at = shared, _noon(day)

    def on(self, day: str) -> "Desk":
        """The same on another day."""
        return Desk(self.shared, day)

    async def put(self, name: str, selection: str, /, **given: Any) -> Any:
        """The whole result of a mutation."""
        kind = _input_of(name)
        text = f"mutation ($input: {kind}!) {{ {name}(input: $input) {{ {selection} }} }}"
        given = {"idempotencyKey": f"key-{next(KEYS)}"} | given
        context = Context(
            await self.shared.facts(), self.at, Writing(self.shared, "tests", importer=importing)
        )
        return await schema.execute(text, variable_values={"input": given}, context_value=context)

    async def change(self, name: str, selection: str, /, **given: Any) -> Any:
        """What a mutation answers that has to go well."""
        spread = f"__typename ... on Refusal {{ code message path nextStep }} {selection}"
        result = await self.put(name, spread, **given)
        assert result.errors is None, result.errors
        found = result.data[name]
        assert "code" not in found, found
        return found

    async def refused(self, name: str, /, **given: Any) -> str:
        """The code by which a mutation is refused."""
        selection = "__typename ... on Refusal { code message path nextStep clause { id } }"
        result = await self.put(name, selection, **given)
        if result.errors:
            return result.errors[0].extensions["code"]
        found = result.data[name]
        assert "code" in found, found
        assert found["nextStep"], found
        return found["code"]


def _input_of(name: str) -> str:
    """The type of what a mutation takes."""
    offered = core(schema).mutation_type
    assert offered is not None
    return str(get_named_type(offered.fields[name].args["input"].type))


async def revision(engine: Engine) -> int:
    """The newest revision of a store."""
    return await ledger.revision(engine)


def _noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T04:00:00").replace(tzinfo=UTC)


async def at(engine: Engine, day: str, *lines: str) -> Desk:
    """Somebody at the worked example on a day."""
    return Desk(await planted(engine, ladder("fixture", *lines)), day)


async def make(desk: Desk, name: str, **given: Any) -> dict[str, Any]:
    """The request that a mutation makes or takes further."""
    return (await desk.change(name, CHANGED, **given))["request"]
