"""Scalars and enums: the test that lets a value through as it is, and what else is done to it.

A value of exactly the type that JSON has for the leaf is taken as it is. Any other goes through the
leaf's own coercion, and what that gives has to be what the door's encoder would write.
"""

# graphql-core and Strawberry leave types of theirs open (of an info, a context, what a list is of).
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
# pyright: reportUnknownLambdaType=false

from collections.abc import Callable
from enum import Enum
from math import inf
from typing import Any, Final, cast

import orjson
from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLScalarType,
    GraphQLString,
    Undefined,
)
from msgspec import Raw
from strawberry.types.enum import StrawberryEnumDefinition

from gateway.compiled.trust import Abandoned, judged

PLAIN_FLOAT: Final = 1e15
"""Below it, in magnitude, both encoders write a float alike."""

ONE_DIGIT: Final = 2**30 - 1
"""Up to it, in magnitude, Python compares an integer quickly; longer ones are left to coercion."""

MOST, LEAST = 2**64 - 1, -(2**63)
"""The integers that the door's encoder writes."""

TESTS: Final[dict[GraphQLScalarType, str]] = {
    GraphQLString: "type({0}) is not str",
    GraphQLID: "type({0}) is not str",
    GraphQLBoolean: "{0} is not True and {0} is not False",
    GraphQLInt: f"type({{0}}) is not int or {{0}} > {ONE_DIGIT} or {{0}} < -{ONE_DIGIT}",
    GraphQLFloat: (
        f"type({{0}}) is not float or not {{0}} < {PLAIN_FLOAT} or not {{0}} > -{PLAIN_FLOAT}"
    ),
}
"""The test by which a value of a scalar is known to need more than to be written.

One comparison at a time: Python has quicker ones for what a jump follows, but none in a chain.
"""


def coercion(leaf: GraphQLScalarType | GraphQLEnumType) -> Callable[[Any], Any]:
    """What makes any value of a leaf one that is written; raises what graphql-core would raise."""
    coerce = leaf.coerce_output_value

    def coerced(value: Any) -> Any:
        judged(value)
        return plain(coerce(value))

    return coerced


def plain(value: Any) -> Any:
    """A value that both encoders write alike, or its bytes as the door's encoder writes them."""
    kind = type(value)
    if kind is str or kind is bool:
        return value
    if (kind is int and LEAST <= value <= MOST) or (
        kind is float and -PLAIN_FLOAT < value < PLAIN_FLOAT
    ):
        return value
    if value is None or value is Undefined or (kind is float and not -inf < value < inf):
        raise Abandoned(f"a leaf coerced to {value}")
    return Raw(orjson.dumps(value))


def spoken(leaf: GraphQLEnumType) -> tuple[type[Enum], dict[str, str]] | None:
    """The Python enum of an enum, and what each of its members is called in answers."""
    definition = leaf.extensions.get("strawberry-definition")
    if not isinstance(definition, StrawberryEnumDefinition):
        return None
    kind = cast("type[Enum]", definition.wrapped_cls)
    return kind, {each.name: leaf.coerce_output_value(each) for each in kind}
