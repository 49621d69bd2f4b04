"""How many objects a query may ask for, counted beforehand, since pages within pages multiply.

A field with a selection is one object, and as many as its page may hold where it takes `first`, or
as many as are named where it takes `ids` or `parties`. Leaves cost nothing.
"""

# graphql-core leaves open what a field leads to.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections import OrderedDict
from typing import Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLWrappingType,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
)

from resolvers.paging import MAX_FIRST

KEPT = 1000
"""Costs that are remembered, of queries in which no variable decides about it."""

LONGEST = 10_000
"""Characters of a text that is worth remembering: what is kept stays below 10 MB."""

LISTS = ("ids", "parties")


class Costs:
    """Tells what the operations of one schema cost."""

    def __init__(self, schema: GraphQLSchema) -> None:
        """At first nothing is remembered."""
        self._schema = schema
        self._kept: OrderedDict[tuple[str, str | None], int] = OrderedDict()

    def of(
        self,
        text: str,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
    ) -> int:
        """Objects that an operation of a valid document may ask for, at most."""
        name = (text, operation.name.value if operation.name else None)
        if name in self._kept:
            return self._kept[name]
        count = Count(self._schema, document, operation, variables)
        if not count.varies and len(text) <= LONGEST:
            self._kept[name] = count.cost
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return count.cost


class Count:
    """One count; `varies` tells whether a variable decided about it."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
    ) -> None:
        """Count the operation."""
        self.varies = False
        self._schema, self._variables = schema, variables
        self._defaults = {
            each.variable.name.value: each.default_value
            for each in operation.variable_definitions or ()
        }
        self._fragments = {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        self._spread: dict[str, int] = {}
        root = schema.get_root_type(operation.operation)
        self.cost = self._selected(operation.selection_set, root)

    def _selected(self, selections: SelectionSetNode | None, kind: GraphQLNamedType | None) -> int:
        cost = 0
        for each in () if selections is None else selections.selections:
            match each:
                case FieldNode():
                    cost += self._field(each, kind)
                case InlineFragmentNode():
                    named = each.type_condition
                    under = self._schema.get_type(named.name.value) if named else kind
                    cost += self._selected(each.selection_set, under)
                case FragmentSpreadNode():
                    cost += self._fragment(each.name.value)
                case _:
                    pass
        return cost

    def _fragment(self, name: str) -> int:
        if name not in self._spread:
            found = self._fragments[name]
            under = self._schema.get_type(found.type_condition.name.value)
            self._spread[name] = self._selected(found.selection_set, under)
        return self._spread[name]

    def _field(self, node: FieldNode, kind: GraphQLNamedType | None) -> int:
        composite = isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        field: GraphQLField | None = kind.fields.get(node.name.value) if composite else None
        if field is None or node.selection_set is None:
            return 0
        below = self._selected(node.selection_set, _leads_to(field))
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
        return times

    def _value(self, node: ValueNode | None) -> int | list[object] | None:
        match node:
            case VariableNode():
                self.varies = True
                name = node.name.value
                given = self._variables.get(name)
                return given if name in self._variables else self._value(self._defaults.get(name))
            case IntValueNode():
                return int(node.value)
            case ListValueNode():
                return list(node.values)
            case _:
                return None


def _leads_to(field: GraphQLField) -> GraphQLNamedType | None:
    kind: object = field.type
    while isinstance(kind, GraphQLWrappingType):
        kind = cast("object", kind.of_type)
    return kind if isinstance(kind, GraphQLNamedType) else None
