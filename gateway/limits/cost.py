"""How many objects a query may ask for, counted beforehand, since pages within pages multiply.

A field with a selection is one object, and as many as its page may hold where it takes `first`, or
as many as are named where it takes `ids` or `parties`, or as it has months where it takes `period`.
Leaves cost nothing.
"""

# graphql-core leaves open what a field leads to.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from types import EllipsisType, NoneType
from typing import Any, Final, cast

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLWrappingType,
    IntValueNode,
    ListValueNode,
    NamedTypeNode,
    OperationDefinitionNode,
    StringValueNode,
    ValueNode,
    VariableNode,
)
from msgspec import Struct, field
from typing_extensions import override

from gateway.limits.walk import Walk
from graph.model import Period
from resolvers.paging import MAX_FIRST

MOST: Final = 16
"""Costs of one operation that are remembered, by the variables that decide about it."""

LISTS = ("ids", "parties")


PLAIN: Final = frozenset({int, bool, NoneType, EllipsisType})
"""Types of values that are told apart; the last stands for none given."""


class Costs(Struct):
    """What one operation costs, which may hang on variables."""

    deciding: tuple[str, ...] | None = None
    """The variables on which it hangs; None before it was counted."""
    known: dict[tuple[Any, ...], int] = field(default_factory=dict[tuple[Any, ...], int])
    """By the types and the values of those, as long as they are plain."""

    def of(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
    ) -> int:
        """Objects that the operation of a valid document may ask for, at most."""
        key = self._key(variables)
        if key in self.known:
            return self.known[key]
        count = Count(schema, document, operation, variables)
        self.deciding = tuple(sorted(count.deciding))
        key = self._key(variables)
        if key is not None and len(self.known) < MOST:
            self.known[key] = count.cost
        return count.cost

    def _key(self, variables: dict[str, Any]) -> tuple[Any, ...] | None:
        """What decides among these variables; None if it is not known, or not plain."""
        if not self.deciding:
            return None if self.deciding is None else ()
        given: list[object] = [variables.get(name, ...) for name in self.deciding]
        kinds = list(map(type, given))
        return (*kinds, *given) if PLAIN.issuperset(kinds) else None


class Count(Walk[int]):
    """One count; `deciding` are the variables that decided about it."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
    ) -> None:
        """Count the operation."""
        super().__init__(document, 0)
        self.deciding = set[str]()
        self._schema, self._variables = schema, variables
        self._defaults = {
            each.variable.name.value: each.default_value
            for each in operation.variable_definitions or ()
        }
        root = schema.get_root_type(operation.operation)
        self.cost = self.selected(operation.selection_set, root)

    @override
    def under(
        self, condition: NamedTypeNode | None, kind: GraphQLNamedType | None
    ) -> GraphQLNamedType | None:
        """The type of its condition, or the one it stands in."""
        return self._schema.get_type(condition.name.value) if condition else kind

    @override
    def field(self, node: FieldNode, kind: GraphQLNamedType | None) -> int:
        """The objects that a field leads to, and all below them."""
        composite = isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        field: GraphQLField | None = kind.fields.get(node.name.value) if composite else None
        if field is None or node.selection_set is None:
            return 0
        below = self.selected(node.selection_set, _leads_to(field))
        return self._times(node, field) * (1 + below)

    def _times(self, node: FieldNode, field: GraphQLField) -> int:
        given = {each.name.value: each.value for each in node.arguments or ()}
        times = 1
        if "first" in field.args:
            first = self._value(given["first"]) if "first" in given else None
            default = field.args["first"].default_value
            size = first if isinstance(first, int) else default
            times = min(max(size, 1), MAX_FIRST) if isinstance(size, int) else 1
        for name in LISTS:
            listed = self._value(given[name]) if name in given else None
            if isinstance(listed, list):
                times *= max(len(listed), 1)
        return times * self._months(given.get("period"))

    def _months(self, node: ValueNode | None) -> int:
        period = self._value(node)
        try:
            return Period.parse(period).length if isinstance(period, str) else 1
        except ValueError:  # it will be refused
            return 1

    def _value(self, node: ValueNode | None) -> int | str | list[object] | None:
        match node:
            case VariableNode():
                name = node.name.value
                self.deciding.add(name)
                given = self._variables.get(name)
                return given if name in self._variables else self._value(self._defaults.get(name))
            case IntValueNode():
                return int(node.value)
            case StringValueNode():
                return node.value
            case ListValueNode():
                return list(node.values)
            case _:
                return None


def _leads_to(field: GraphQLField) -> GraphQLNamedType | None:
    kind: object = field.type
    while isinstance(kind, GraphQLWrappingType):
        kind = cast("object", kind.of_type)
    return kind if isinstance(kind, GraphQLNamedType) else None
