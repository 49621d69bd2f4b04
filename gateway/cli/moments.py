"""`--as-of` and `--known-at`: put into the root fields of a query that take them."""

from datetime import date, datetime
from typing import Any

import click
from graphql import (
    ArgumentNode,
    ConstArgumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    NameNode,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    parse,
    print_ast,
    visit,
)
from typing_extensions import override

from graph.model import SHANGHAI, start_of


class Day(click.ParamType[str]):
    """A civil day."""

    name = "day"

    @override
    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """`2026-09-15`, as it is sent."""
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"expected a day such as 2026-09-15, not {value!r}", param, ctx)


class Instant(click.ParamType[str]):
    """An instant; without an offset it is Shanghai time, a day is its beginning there."""

    name = "instant"

    @override
    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """`2026-10-11T12:00:00+08:00`, as it is sent."""
        try:
            if len(value) == len("2026-10-11"):
                return start_of(date.fromisoformat(value)).astimezone(SHANGHAI).isoformat()
            found = datetime.fromisoformat(value)
        except ValueError:
            expected = "expected a day or an instant such as 2026-10-11T12:00"
            self.fail(f"{expected}, not {value!r}", param, ctx)
        return (found if found.tzinfo else found.replace(tzinfo=SHANGHAI)).isoformat()


known_at_option = click.option(
    "--known-at",
    type=Instant(),
    metavar="INSTANT",
    help="As known at that day or instant; Shanghai time without an offset [now].",
)
"""Gives a command `known_at`, as it is sent; None where it is not given."""


class Placing(Visitor):
    """Adds arguments to the fields of the query type that take them and do not have them."""

    def __init__(self, types: TypeInfo, query: object, values: dict[str, str]) -> None:
        """Add `values` by name of argument."""
        super().__init__()
        self._types, self._query, self._values = types, query, values
        self.placed = False

    def enter_field(self, node: FieldNode, *_: object) -> FieldNode | None:
        """A field of the query type with the arguments it lacked."""
        definition = self._types.get_field_def()
        if definition is None or self._types.get_parent_type() is not self._query:
            return None
        arguments = tuple(node.arguments or ())
        given = {argument.name.value for argument in arguments}
        takes = [name for name in self._values if name in definition.args]
        self.placed = self.placed or bool(takes)
        added = [_argument(name, self._values[name]) for name in takes if name not in given]
        return _with(node, (*arguments, *added)) if added else None


def _argument(name: str, value: str) -> ArgumentNode:
    return ConstArgumentNode(name=NameNode(value=name), value=StringValueNode(value=value))


def _with(node: FieldNode, arguments: tuple[ArgumentNode, ...]) -> FieldNode:
    return FieldNode(
        alias=node.alias,
        name=node.name,
        arguments=arguments,
        directives=node.directives,
        selection_set=node.selection_set,
        loc=node.loc,
    )


def placed(query: str, schema: GraphQLSchema, as_of: str | None, known_at: str | None) -> str:
    """The query with the moment in it.

    Raises UsageError when no root field takes one; a text that is no query is left as it is, for
    the answer to say what is wrong with it.
    """
    values = {name: at for name, at in (("asOf", as_of), ("knownAt", known_at)) if at is not None}
    if not values:
        return query
    try:
        tree = parse(query)
    except GraphQLError:
        return query
    types = TypeInfo(schema)
    placing = Placing(types, schema.query_type, values)
    found = visit(tree, TypeInfoVisitor(types, placing))
    if not placing.placed:
        raise click.UsageError(f"no root field of the query takes {' or '.join(values)}")
    return print_ast(found)
