"""From a document to the outline of its answer, by graphql-core's own collection of fields."""

# graphql-core and Strawberry leave types of theirs open (of an info, a context, what a list is of).
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
# pyright: reportUnknownLambdaType=false

from typing import TYPE_CHECKING, Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLUnionType,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    is_leaf_type,
)
from graphql.execution.collect_fields import FieldDetails, collect_fields, collect_subfields
from strawberry import Schema
from strawberry.types.base import StrawberryObjectDefinition

from gateway.compiled import outline
from gateway.compiled.calls import Call, call
from gateway.compiled.given import Given, known
from gateway.compiled.outline import (
    Attribute,
    Chosen,
    Constant,
    Field,
    Items,
    Leaf,
    Out,
    Row,
    Shape,
)

if TYPE_CHECKING:
    from graphql.execution import Executor

MOST_FIELDS = 4_000
"""Entries of an outline, each counted for every type that its parent may be."""

CONDITIONS = ("skip", "include")


class Unsupported(Exception):
    """An operation that graphql-core has to answer; the message is the reason."""


class Conditions:
    """What of a document hangs on variables: a list of names, found in one walk of each selection.

    Raises Unsupported for any directive but `@skip` and `@include`.
    """

    def __init__(self, executor: "Executor[Any]") -> None:
        """Walk an operation and the fragments it reaches."""
        self.names: dict[str, None] = {}
        self._fragments = executor.fragments
        self._seen: set[str] = set()
        operation = executor.operation
        for each in (operation, *(operation.variable_definitions or ())):
            if each.directives:
                raise Unsupported(f"directive @{each.directives[0].name.value}")
        self._walk(operation.selection_set)

    def _walk(self, selections: SelectionSetNode | None) -> None:
        for each in () if selections is None else selections.selections:
            self._condition(each)
            if isinstance(each, FragmentSpreadNode):
                self._fragment(each.name.value)
            else:
                self._walk(getattr(each, "selection_set", None))

    def _fragment(self, name: str) -> None:
        if name in self._seen:
            return
        self._seen.add(name)
        found = self._fragments[name]
        if found.variable_signatures or found.definition.directives:
            raise Unsupported("a fragment with variables or directives")
        self._walk(found.definition.selection_set)

    def _condition(self, node: Any) -> None:
        for directive in node.directives or ():
            if directive.name.value not in CONDITIONS:
                raise Unsupported(f"directive @{directive.name.value}")
            for argument in directive.arguments or ():
                if hasattr(argument.value, "name"):
                    self.names[argument.value.name.value] = None


class Planner:
    """Makes the outline of one operation, for one choice of its conditions."""

    def __init__(self, schema: Schema, executor: "Executor[Any]") -> None:
        """`executor` is graphql-core's, made for a request of the operation."""
        self._schema, self._executor = schema, executor
        self.slots = 0
        self.fields = 0

    def outline(self) -> Shape:
        """The outline from the root; raises Unsupported."""
        executor = self._executor
        operation: OperationDefinitionNode = executor.operation
        if operation.operation is not OperationType.QUERY:
            raise Unsupported(operation.operation.value)
        root = executor.schema.query_type
        if root is None:
            raise Unsupported("no queries")
        collected = collect_fields(
            executor.schema,
            executor.fragments,
            executor.variable_values,
            root,
            operation,
            executor.hide_suggestions,
        )
        return self._shape(root, collected.grouped_field_set)

    def _shape(self, kind: GraphQLObjectType, grouped: dict[str, list[FieldDetails]]) -> Shape:
        fields = tuple(self._field(kind, key, details) for key, details in grouped.items())
        return Shape(
            kind,
            fields,
            any(each.slot is not None for each in fields),
            any(_told(each.source) or outline.located(each.out) for each in fields),
        )

    def _field(self, kind: GraphQLObjectType, key: str, details: list[FieldDetails]) -> Field:
        self.fields += 1
        if self.fields > MOST_FIELDS:
            raise Unsupported("too large")
        name = details[0].node.name.value
        definition = self._executor.schema.get_field(kind, name)
        if definition is None or name in ("__schema", "__type"):
            raise Unsupported("introspection" if name.startswith("__") else "unknown field")
        out = self._out(definition.type, details, nullable=True)
        source = self._source(kind, name, definition)
        stirs = outline.stirs(out)
        called = isinstance(source, Call) or stirs
        nodes: list[FieldNode] = [each.node for each in details]
        slot = self._slot() if called else None
        given = self._given(source, definition, nodes[0])
        return Field(key, source, out, slot, nodes, definition, kind, given, stirs)

    def _given(
        self, source: Constant | Attribute | Call, definition: GraphQLField, node: FieldNode
    ) -> Given | None:
        if not isinstance(source, Call) or source.field is None:
            return None
        try:
            return known(self._schema, source.field, definition, node)
        except Exception:  # noqa: BLE001 - each request meets it again, where it belongs
            return None

    def _source(
        self, kind: GraphQLObjectType, name: str, definition: GraphQLField
    ) -> Constant | Attribute | Call:
        if name == "__typename":
            return Constant(kind.name)
        found = call(self._schema, definition)
        return Attribute(found) if isinstance(found, str) else found

    def _out(self, kind: GraphQLOutputType, details: list[FieldDetails], *, nullable: bool) -> Out:
        if isinstance(kind, GraphQLNonNull):
            return self._out(kind.of_type, details, nullable=False)
        if isinstance(kind, GraphQLList):
            return Items(nullable, self._out(kind.of_type, details, nullable=True))
        if is_leaf_type(kind):
            return Leaf(nullable, kind)
        if isinstance(kind, GraphQLObjectType):
            shape = self._below(kind, details)
            if _self_judged(kind):
                return Chosen(nullable, kind, (shape,), self._slot())
            return Row(nullable, shape)
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            possible = self._executor.schema.get_possible_types(kind)
            several = tuple(self._below(each, details) for each in possible)
            return Chosen(nullable, kind, several, self._slot())
        raise Unsupported(f"type {kind}")

    def _below(self, kind: GraphQLObjectType, details: list[FieldDetails]) -> Shape:
        executor = self._executor
        collected = collect_subfields(
            executor.schema,
            executor.fragments,
            executor.variable_values,
            executor.operation,
            kind,
            details,
            executor.hide_suggestions,
        )
        return self._shape(kind, collected.grouped_field_set)

    def _slot(self) -> int:
        self.slots += 1
        return self.slots - 1


def _told(source: Constant | Attribute | Call) -> bool:
    return isinstance(source, Call) and source.informed


def _self_judged(kind: GraphQLObjectType) -> bool:
    """Whether a type has a test of its own, written by its author, of what belongs to it."""
    if kind.is_type_of is None:
        return False
    definition = kind.extensions.get("strawberry-definition")
    return (
        not isinstance(definition, StrawberryObjectDefinition) or definition.is_type_of is not None
    )
