"""Every mutation, by every role that sees a part: of what is hidden it tells as of nothing."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    is_required_input_field,
)

from graph.model import Role
from graph.rules.permission import permission
from tests.acts.payload import mutations, taken
from tests.engines import wipe
from tests.resolvers.asking import planted
from tests.sight.looking import partner, put
from tests.sight.tenants import WORLD
from tests.sight.test_changing import ANSWER, AT

pytestmark = pytest.mark.anyio

NUMBER = count(1)
NAMES = {
    **dict.fromkeys(("partner", "tier1", "toPartner"), "top"),
    **dict.fromkeys(("city", "cityPartner"), "city"),
    **dict.fromkeys(("account", "uid", "subject"), "far own city"),
    **dict.fromkeys(("party", "by", "owner", "appliedBy", "reportedBy", "sender"), "corp urb"),
    **dict.fromkeys(("request", "about"), "r1"),
    "obligation": "o1",
    "agreement": "fa1",
    "violation": "v1",
    "task": "t1",
    "id": "p1 o1 note1",
}
"""What of a tenant a field may name."""
SCALARS = {
    "Date": "2018-05-02",
    "DateTime": "2018-05-02T12:00:00+08:00",
    "Month": "2018-03",
    "Int": 1,
    "Boolean": False,
    "Fen": "1.00",
    "Float": 1.0,
}


SAID = {
    "url": "https://hooks.example/it",
    "amount": "1.00",
    "voucherAmount": "0.00",
    "clause": "MR 6.2.7.3",
    "kind": "PAYMENT",
}


def given(kind: GraphQLInputObjectType, x: str, at: int) -> dict[str, Any]:
    """An input with all that it needs, and all that it may name, of a tenant."""
    found = {}
    for name, field in kind.fields.items():
        if is_required_input_field(field) or name in NAMES:
            found[name] = _value(name, field.type, x, at)
    if kind.is_one_of:
        first = next(iter(kind.fields))
        found = {first: _value(first, kind.fields[first].type, x, at)}
    return found


def _value(name: str, kind: Any, x: str, at: int) -> Any:
    if isinstance(kind, GraphQLNonNull):
        return _value(name, kind.of_type, x, at)
    if isinstance(kind, GraphQLList):
        return [_value(name, kind.of_type, x, at)]
    if isinstance(kind, GraphQLInputObjectType):
        return given(kind, x, at)
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    assert isinstance(kind, GraphQLScalarType)
    if name in NAMES:
        named = NAMES[name].split()
        return x + named[at % len(named)]
    return SCALARS.get(kind.name, SAID.get(name, "2018-05-02"))


def tried() -> Iterator[tuple[Role, str, int]]:
    for role in Role:
        for name in mutations():
            for at in range(3):
                yield role, name, at


async def test_every_mutation_answers_about_what_is_hidden_as_about_nothing(session_embedded: Any):
    await wipe(session_embedded)
    shared = await planted(session_embedded, WORLD)
    before, wrong = (await shared.facts()).revision, list[Any]()
    for role, name, at in tried():
        hidden, none = [await answer(shared, role, name, x, at) for x in ("zz", "qq")]
        if hidden.replace("zz", "qq") != none or '"code"' not in hidden:
            wrong.append((role, name, at, hidden, none))
        if role not in permission(name).roles and not refused(hidden):
            wrong.append((role, name, "not forbidden", hidden))
    assert not wrong, f"{len(wrong)}: {wrong[:2]}"
    assert (await shared.facts()).revision == before


def refused(told: str) -> bool:
    """Whether it is refused for the role; what cannot be is told first, whoever says it."""
    return "FORBIDDEN" in told or "INVALID_ARGUMENT" in told


async def answer(shared: Any, role: Role, name: str, x: str, at: int) -> str:
    """What a mutation about a tenant's things tells somebody at another tenant."""
    text = f"mutation ($input: {taken(name)}!) {{ {name}(input: $input) {{ {ANSWER} }} }}"
    asked = given(taken(name), x, at) | {"idempotencyKey": f"k{next(NUMBER)}"}
    result = await put(shared, partner("aatop", role=role), text, AT, input=asked)
    told = [[each.message, each.path, each.extensions] for each in result.errors or ()]
    assert not [each for each in told if "Variable" in each[0]], told
    return json.dumps([result.data, told])
