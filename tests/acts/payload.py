"""All that a mutation's answer says, as far as three steps down."""

from typing import Any, cast

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from gateway.documents.execution import core
from resolvers.schema import schema

DEPTH = 3
APART = {"dryRun", "replayed"}
"""What a dry run and a replay say otherwise than the first time."""


def mutations() -> dict[str, GraphQLField]:
    """Every mutation of the schema by its name."""
    kind = core(schema).mutation_type
    assert kind is not None
    return kind.fields


def taken(name: str) -> GraphQLInputObjectType:
    """What a mutation takes."""
    return cast("GraphQLInputObjectType", get_named_type(mutations()[name].args["input"].type))


def selection(name: str) -> str:
    """Every field of the answers to a mutation that takes no argument of need."""
    kind = cast("GraphQLUnionType", get_named_type(mutations()[name].type))
    return _selected(kind, DEPTH)


def _selected(kind: Any, depth: int) -> str:
    if isinstance(kind, GraphQLObjectType):
        return " ".join(_field(kind, name, each, depth) for name, each in kind.fields.items())
    options = core(schema).get_possible_types(kind)
    parts = [f"... on {each.name} {{ {_selected(each, depth)} }}" for each in options]
    return " ".join(["__typename", *parts])


def _field(kind: GraphQLObjectType, name: str, field: GraphQLField, depth: int) -> str:
    if name in APART or any(
        isinstance(each.type, GraphQLNonNull) and each.default_value is None
        for each in field.args.values()
    ):
        return ""
    named = get_named_type(field.type)
    alias = f"{kind.name}_{name}: {name}"
    if is_leaf_type(named):
        return alias
    if depth == 1 or name == "node":
        return ""
    return f"{alias} {{ __typename {_selected(named, depth - 1)} }}"
