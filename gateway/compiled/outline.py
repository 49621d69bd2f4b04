"""The outline of an answer: what is known of a selection before there is any value.

A `Shape` is what one object type is asked for: its fields in the order of the answer. A value of a
field is a `Leaf`, `Items` of something, a `Row` (an object of one type), or `Chosen` (an object
whose type is found out when it is there).
"""

from collections.abc import Iterator
from typing import TypeAlias

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
)
from msgspec import Struct

from gateway.compiled.calls import Call
from gateway.compiled.given import Given


class Leaf(Struct, frozen=True):
    """A scalar or an enum."""

    nullable: bool
    kind: GraphQLScalarType | GraphQLEnumType


class Items(Struct, frozen=True):
    """A list."""

    nullable: bool
    of: "Out"


class Row(Struct, frozen=True):
    """An object of the one type that is possible here."""

    nullable: bool
    shape: "Shape"


class Chosen(Struct, frozen=True):
    """An object whose type its value tells; `slot` is the column of the types that were found."""

    nullable: bool
    kind: GraphQLInterfaceType | GraphQLUnionType | GraphQLObjectType
    shapes: tuple["Shape", ...]
    slot: int


Out: TypeAlias = Leaf | Items | Row | Chosen


class Constant(Struct, frozen=True):
    """`__typename`: known before the value."""

    text: str


class Attribute(Struct, frozen=True):
    """Read from the parent, as Strawberry reads a field that has no resolver."""

    name: str


class Field(Struct, frozen=True):
    """One entry of an answer: its key, where its value is from, and what it is.

    A `slot` is the column that the resolve phase fills with the field's values, one a parent; a
    field without one is read while the answer is put together.
    """

    key: str
    source: Constant | Attribute | Call
    out: Out
    slot: int | None
    nodes: list[FieldNode]
    definition: GraphQLField
    parent: GraphQLObjectType
    given: Given | None = None
    """Arguments of a direct call that need no coercion."""
    stirs: bool = False
    """Whether the resolve phase has to look into its values."""


class Shape(Struct, frozen=True):
    """An object type with the fields that are asked of it."""

    kind: GraphQLObjectType
    fields: tuple[Field, ...]
    stirs: bool
    """Whether anything in it is left to the resolve phase."""
    located: bool
    """Whether a resolver in it is told where in the answer it stands."""


def shapes(out: Out) -> tuple[Shape, ...]:
    """The shapes that a value leads to."""
    match out:
        case Leaf():
            return ()
        case Items(of=of):
            return shapes(of)
        case Row(shape=shape):
            return (shape,)
        case Chosen(shapes=several):
            return several


def stirs(out: Out) -> bool:
    """Whether the resolve phase has to look into a value."""
    match out:
        case Items(of=of):
            return stirs(of)
        case Chosen():
            return True
        case _:
            return any(each.stirs for each in shapes(out))


def located(out: Out) -> bool:
    """Whether something in a value is told where it stands."""
    return any(each.located for each in shapes(out))


def every(shape: Shape) -> Iterator[Shape]:
    """A shape and all shapes within it."""
    yield shape
    for field in shape.fields:
        for each in shapes(field.out):
            yield from every(each)
