"""Resolvers of many parents: written once, called once for a list, both ways."""

import asyncio
from typing import Any

import pytest
import strawberry
from graphql import parse
from strawberry import field

from gateway.compiled import Way
from gateway.documents.execution import core, executed
from gateway.http.request import Question
from resolvers.batched import batched, values_for
from tests.compiled.differing import Comparison, body
from tests.compiled.small import compiler, run

pytestmark = pytest.mark.anyio


class Log:
    """A request's own: the calls it has seen, and whether they were cancelled."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.cancelled = 0


@strawberry.type
class Leaf:
    number: int
    log: strawberry.Private[Log]

    @field
    @batched
    @staticmethod
    async def doubled(leaves: "list[Leaf]", plus: int = 0) -> list[int]:
        leaves[0].log.calls.append([leaf.number for leaf in leaves])
        await asyncio.sleep(0)
        return [leaf.number * 2 + plus for leaf in leaves]

    @field
    @batched
    @staticmethod
    async def odd_only(leaves: "list[Leaf]") -> "list[int | None]":
        leaves[0].log.calls.append([leaf.number for leaf in leaves])
        values: list[Any] = [
            leaf.number if leaf.number % 2 else ValueError(f"{leaf.number} is even")
            for leaf in leaves
        ]
        return values

    @field
    @batched
    @staticmethod
    async def short(leaves: "list[Leaf]") -> list[int]:
        return [leaf.number for leaf in leaves[1:]]

    @field
    @batched
    @staticmethod
    async def endless(leaves: "list[Leaf]") -> list[int]:
        try:
            await asyncio.sleep(30)
        finally:
            leaves[0].log.cancelled += 1
        return []


@strawberry.type
class Query:
    @field
    def leaves(self, info: strawberry.Info[Log, None]) -> list[Leaf]:
        return [Leaf(number=number, log=info.context) for number in range(4)]


SCHEMA = strawberry.Schema(Query)


async def plainly(text: str, log: Log) -> bytes:
    found = await executed(SCHEMA, parse(text), Question(text), log, hints=False)
    return body(found)


async def test_a_whole_list_is_one_call_both_ways():
    text = "{ leaves { doubled(plus: 1) } }"
    plain, compiled = Log(), Log()
    said = await plainly(text, plain)
    answered = await run(compiler(SCHEMA), text, compiled)
    assert answered.way is Way.COMPILED
    assert said == body(answered.result)
    assert plain.calls == compiled.calls == [[0, 1, 2, 3]]


async def test_fields_with_keys_of_their_own_are_calls_of_their_own():
    text = "{ leaves { doubled more: doubled(plus: 5) } }"
    plain = Log()
    assert b'{"doubled":6,"more":11}' in await plainly(text, plain)
    assert plain.calls == [[0, 1, 2, 3]] * 2


async def test_an_error_is_that_of_its_parent_and_nothing_is_asked_again():
    text = "{ leaves { oddOnly doubled } }"
    plain, compiled = Log(), Log()
    said = await plainly(text, plain)
    answered = await run(compiler(SCHEMA), text, compiled)
    assert answered.way is Way.DEOPTIMISED
    assert said == body(answered.result)
    assert said.count(b"is even") == 2
    assert len(compiled.calls) == 2, "one call a field, though the answer was given up"


async def test_too_few_values_are_an_error_of_all():
    async def context() -> Log:
        return Log()

    compared = Comparison(SCHEMA, context)
    text = "{ leaves { short } }"
    await compared.hold(compared.tree(text), text, {})
    assert compared.ways == {Way.DEOPTIMISED: 1}
    assert b"expected a list of 4 values, one a parent, not 3 values" in await plainly(text, Log())
    with pytest.raises(TypeError, match="not generator"):
        values_for([1], (each for each in "a"))  # type: ignore[arg-type]


async def test_requests_at_once_are_not_gathered_with_each_other():
    text = "{ leaves { doubled } }"
    logs = [Log() for _ in range(5)]
    await asyncio.gather(*(plainly(text, log) for log in logs))
    assert [log.calls for log in logs] == [[[0, 1, 2, 3]]] * 5


@pytest.mark.parametrize("way", ["plain", "compiled"])
async def test_when_nobody_waits_nobody_asks_any_more(way: str):
    log, text = Log(), "{ leaves { endless } }"
    compiled = run(compiler(SCHEMA), text, log) if way == "compiled" else plainly(text, log)
    asking = asyncio.ensure_future(compiled)
    await asyncio.sleep(0.05)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await asyncio.sleep(0.01)
    assert log.cancelled == 1


def test_a_function_that_is_not_async_is_refused():
    def many(parents: list[Any]) -> list[Any]:
        return parents

    with pytest.raises(TypeError, match="expected an async function of many parents"):
        batched(many)  # type: ignore[arg-type]


def test_the_core_schema_shows_what_one_parent_gives():
    printed = str(core(SCHEMA).type_map["Leaf"].fields["doubled"].type)  # type: ignore[attr-defined]
    assert printed == "Int!"
