"""Arguments of a field that need no coercion at each request: constants, and plain variables."""

# graphql-core and Strawberry leave types of theirs open (of an info, a context, what a list is of).
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false

from collections.abc import Mapping
from typing import Any

import strawberry
from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLNonNull,
    ListValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    get_argument_values,
)
from msgspec import Struct
from strawberry import Schema
from strawberry.types.arguments import convert_arguments
from strawberry.types.base import StrawberryMaybe, StrawberryOptional
from strawberry.types.field import StrawberryField

from gateway.compiled.calls import shareable
from gateway.compiled.ready import TESTS

PLAIN = (str, int, float, bool, strawberry.ID)


class Given(Struct, frozen=True):
    """A resolver's arguments: those known from the text, and those that are variables.

    A variable is (the resolver's name of it, the query's name of it, whether it must not be null).
    """

    fixed: dict[str, Any]
    variables: tuple[tuple[str, str, bool], ...]

    def arguments(self, coerced: Mapping[str, Any]) -> dict[str, Any] | None:
        """The arguments at a request; None if graphql-core has to see to what is missing."""
        if not self.variables:
            return self.fixed
        found = dict(self.fixed)
        for name, variable, required in self.variables:
            if variable not in coerced:
                return None
            value = coerced[variable]
            if value is None and required:
                return None
            found[name] = value
        return found


def known(
    schema: Schema, field: StrawberryField, definition: GraphQLField, node: FieldNode
) -> Given | None:
    """What is known of a field's arguments; None if each request has to make them anew."""
    nodes = {each.name.value: each for each in node.arguments or ()}
    named = {schema.config.name_converter.from_argument(each): each for each in field.arguments}
    variables: list[tuple[str, str, bool]] = []
    fixed: dict[str, ArgumentNode] = {}
    for name, argument in nodes.items():
        if isinstance(argument.value, VariableNode):
            if not _plain(definition.args[name], named[name].type):
                return None
            required = isinstance(definition.args[name].type, GraphQLNonNull)
            variables.append((named[name].python_name, argument.value.name.value, required))
        elif _varies(argument.value):
            return None
        else:
            fixed[name] = argument
    asked = {name: each for name, each in definition.args.items() if _stays(name, nodes, fixed)}
    given = get_argument_values(
        GraphQLField(definition.type, asked),
        FieldNode(name=node.name, arguments=tuple(fixed.values())),
    )
    converter = schema.schema_converter
    mine = [each for name, each in named.items() if name in asked]
    arguments = convert_arguments(given, mine, converter.scalar_registry, schema.config)
    return Given(arguments, tuple(variables)) if shareable(arguments) else None


def _stays(name: str, nodes: Mapping[str, Any], fixed: Mapping[str, Any]) -> bool:
    return name in fixed or name not in nodes


def _plain(argument: GraphQLArgument, kind: object) -> bool:
    """Whether the value of a variable is handed to the resolver as it is."""
    named = argument.type
    if isinstance(named, GraphQLNonNull):
        named = named.of_type
    if isinstance(kind, StrawberryMaybe):
        return False
    if isinstance(kind, StrawberryOptional):
        kind = kind.of_type
    return named in TESTS and kind in PLAIN


def _varies(value: ValueNode) -> bool:
    """Whether there is a variable in a literal."""
    if isinstance(value, ListValueNode):
        return any(map(_varies, value.values))
    if isinstance(value, ObjectValueNode):
        return any(_varies(field.value) for field in value.fields)
    return isinstance(value, VariableNode)
