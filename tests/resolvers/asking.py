"""Questions put to the schema over a real store."""

from datetime import UTC, datetime
from typing import Any

from graph import ladder
from graph.store import ledger
from graph.store.engine import Engine
from loaders.facts import Facts
from loaders.shared import Shared
from resolvers.context import Context
from resolvers.schema import schema

NOW = datetime(2018, 5, 1, 4, tzinfo=UTC)
AUTHOR = ledger.Author("tests", NOW)


async def planted(engine: Engine, text: str) -> Shared:
    """A ladder in a store, and what the requests of a process share."""
    await ledger.plant(engine, ladder.parse(text), AUTHOR)
    return Shared(engine)


async def put(facts: Facts, question: str, **variables: object) -> Any:
    """The whole result of a question."""
    return await schema.execute(
        question, variable_values=variables, context_value=Context(facts, NOW)
    )


async def ask(shared: Shared, question: str, **variables: object) -> Any:
    """The data of a question that has to go well."""
    result = await put(await shared.facts(), question, **variables)
    assert result.errors is None, result.errors
    return result.data


async def refused(shared: Shared, question: str, **variables: object) -> tuple[str, str]:
    """Code and message of the one error of a question."""
    result = await put(await shared.facts(), question, **variables)
    (error,) = result.errors
    return error.extensions["code"], error.message
