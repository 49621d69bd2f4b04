"""Numbers at the ends of what a plan writes as it is, as graphql-core has them."""

from math import inf, nan, nextafter
from types import SimpleNamespace
from typing import Any

import pytest
import strawberry
from graphql import parse

from gateway.compiled import Way
from gateway.documents.execution import executed
from gateway.http.request import Question
from tests.compiled.differing import body
from tests.compiled.small import compiler, run

pytestmark = pytest.mark.anyio

AS_THEY_ARE: list[tuple[Any, Any]] = [
    *((number, 0.5) for at in (0, 2**30, 2**31 - 2) for number in (at - 1, at, at + 1)),
    *((-number, 0.5) for at in (2**30, 2**31 - 1) for number in (at - 1, at, at + 1)),
    *((1, 1e15 * sign) for sign in (1, -1)),
    *((1, nextafter(1e15, end) * sign) for sign in (1, -1) for end in (0, inf)),
    (True, -0.0),
    (1, 5e-324),
    (1, 7),
    ("1", "0.5"),
]
REFUSED: list[tuple[Any, Any]] = [
    (2**31, 0.5),
    (-(2**31) - 1, 0.5),
    (2**70, 0.5),
    ("one", 0.5),
    *((1, wrong) for wrong in (nan, inf, -inf, "half")),
]


@strawberry.type
class Pair:
    whole: int
    part: float


@strawberry.type
class Query:
    @strawberry.field
    def pairs(self, info: strawberry.Info) -> list[Pair]:
        return info.context

    @strawberry.field
    def pair(self, info: strawberry.Info) -> Pair:
        return info.context[0]


SCHEMA = strawberry.Schema(Query)
BOTH = "{ pair { whole part } pairs { whole part } }"


@pytest.mark.parametrize(
    ("numbers", "way"),
    [
        *((each, Way.COMPILED) for each in AS_THEY_ARE),
        *((each, Way.DEOPTIMISED) for each in REFUSED),
    ],
)
async def test_a_number_is_written_or_refused_as_graphql_core_does(
    numbers: tuple[Any, Any], way: Way
):
    rows = [SimpleNamespace(whole=whole, part=part) for whole, part in (numbers, (0, 0.0))]
    answered = await run(compiler(SCHEMA), BOTH, rows)
    expected = await executed(SCHEMA, parse(BOTH), Question(BOTH), rows, hints=False)
    assert answered.way is way, answered.reason
    assert body(answered.result) == body(expected)
