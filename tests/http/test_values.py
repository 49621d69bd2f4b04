"""How many values variables may have, and that finding it out is cheap."""

from typing import Any

import orjson
import pytest

from gateway.limits.values import many
from tests.http.tiny import Door


@pytest.mark.parametrize(
    ("variables", "values"),
    [
        ({}, 0),
        ({"a": 1}, 1),
        ({"a": [1, 2, 3]}, 4),
        ({"a": {"b": {"c": []}}, "d": "text"}, 4),
        ({"rows": [{"id": "p", "tags": [1, 2]}, {"id": "q", "tags": None}]}, 1 + 2 + 4 + 2),
    ],
)
def test_every_member_counts(variables: dict[str, Any], values: int):
    assert not many(variables, values)
    assert values == 0 or many(variables, values - 1)


def test_variables_as_deep_as_they_come_are_counted():
    deep = orjson.loads(b"[" * 1000 + b"]" * 1000)
    assert not many({"a": deep}, 1000)
    assert many({"a": deep}, 999)


@pytest.mark.anyio
async def test_more_values_than_there_may_be_are_refused_with_the_limit():
    door = Door(max_values=10)
    query = "query ($n: [ID!]) { hello(name: $n) }"
    assert "LIMIT" not in (await door.post(query, variables={"n": ["x"] * 9})).text
    (error,) = (await door.post("{ hello }", variables={"n": ["x"] * 10})).json()["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert "more than 10 values" in error["message"]
