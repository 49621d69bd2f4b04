"""Rows whose values were validated when they were loaded, so that none is looked at again.

A class is named by its owner, who builds its instances by `msgspec.convert` or a decoder and in no
other way. Then what its fields are annotated with is what they hold, and frozen, they keep it.
"""

from collections.abc import Iterator
from typing import Final, TypeVar

from graphql import GraphQLBoolean, GraphQLEnumType, GraphQLID, GraphQLInt, GraphQLString
from msgspec import Struct
from msgspec import inspect as types

from gateway.compiled.leaves import spoken
from gateway.compiled.outline import Attribute, Field, Leaf, Shape

K = TypeVar("K", bound=Struct)

INT: Final = -(2**31), 2**31 - 1

_TYPED: Final[dict[type[Struct], dict[str, types.Type]]] = {}


def typed_at_load(kind: type[K]) -> type[K]:
    """Name a class whose instances are validated when they are loaded, all of them.

    TypeError if it is not frozen: what may change later proves nothing.
    """
    if not kind.__struct_config__.frozen:
        message = f"expected a frozen Struct, {kind.__name__} can be changed after it was loaded"
        raise TypeError(message)
    described = types.type_info(kind)
    fields = described.fields if isinstance(described, types.StructType) else ()
    _TYPED[kind] = {each.name: each.type for each in fields}
    return kind


def fitting(shape: Shape) -> frozenset[type[Struct]]:
    """The classes in which every plain leaf of a shape is known to be of its type.

    None for a type that has a test of its own of what belongs to it.
    """
    if shape.kind.is_type_of is not None:
        return frozenset()
    return frozenset(kind for kind, fields in _TYPED.items() if _fits(shape, fields))


def plain_leaf(field: Field) -> Leaf | None:
    """The leaf of a field whose class may prove it; None for any other field."""
    leaf = field.out
    if not isinstance(field.source, Attribute) or not isinstance(leaf, Leaf):
        return None
    if isinstance(leaf.kind, GraphQLEnumType):
        return leaf if spoken(leaf.kind) is not None else None
    known = (GraphQLString, GraphQLID, GraphQLBoolean, GraphQLInt)
    return leaf if leaf.kind in known else None


def _fits(shape: Shape, fields: dict[str, types.Type]) -> bool:
    """Whether fields prove each plain leaf of a shape."""
    for field in shape.fields:
        leaf = plain_leaf(field)
        if leaf is None or not isinstance(field.source, Attribute):
            continue
        held = fields.get(field.source.name)
        if held is None or not all(_proves(each, leaf) for each in _options(held)):
            return False
    return True


def _options(held: types.Type) -> Iterator[types.Type]:
    if isinstance(held, types.UnionType):
        yield from held.types
    else:
        yield held


def _proves(held: types.Type, leaf: Leaf) -> bool:
    """Whether all that may be in a field is written as it is for a leaf."""
    match held:
        case types.NoneType():
            return leaf.nullable
        case types.StrType():
            return leaf.kind in (GraphQLString, GraphQLID)
        case types.BoolType():
            return leaf.kind is GraphQLBoolean
        case types.IntType(ge=least, le=most) if least is not None and most is not None:
            return leaf.kind is GraphQLInt and INT[0] <= least and most <= INT[1]
        case types.EnumType(cls=kind) if isinstance(leaf.kind, GraphQLEnumType):
            known = spoken(leaf.kind)
            return known is not None and known[0] is kind
        case _:
            return False
