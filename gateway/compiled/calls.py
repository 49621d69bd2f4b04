"""Resolvers: which there are, and how each is called for one parent.

A plain resolver of Strawberry's (no extensions, no permissions, no exception handlers) is called
directly. Any other is called through the function that graphql-core would call, so that whatever
wraps it has its say.
"""

# graphql-core and Strawberry leave types of theirs open (of an info, a context, what a list is of).
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
# pyright: reportUnknownLambdaType=false

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from keyword import iskeyword
from typing import Any, Final, TypeAlias, cast
from uuid import UUID

from graphql import GraphQLField, default_field_resolver
from msgspec import Struct
from strawberry import Schema
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from resolvers.batched import BATCH, Many

Bound: TypeAlias = Callable[[Any, Any], Any]
"""Calls a resolver for a parent and the info to hand on (None where it takes none)."""

SHAREABLE: Final = (str, int, float, bool, type(None), date, datetime, Decimal, UUID, Enum)
"""Types of arguments that a resolver can't change, so that all calls may share them."""


class Call(Struct, frozen=True):
    """A field that a function answers."""

    definition: GraphQLField
    field: StrawberryField | None
    """Strawberry's field if it is called directly."""
    many: Many | None
    """The function of many parents that the field offers."""

    @property
    def informed(self) -> bool:
        """Whether it is handed an info, and so told where it stands in the answer."""
        if self.field is None:
            return True
        if self.many is not None:
            return False
        resolver = self.field.base_resolver
        return resolver is not None and resolver.info_parameter is not None


def call(schema: Schema, definition: GraphQLField) -> Call | str:
    """How a field is answered: by a call, or from the parent's attribute of a name."""
    field = definition.extensions.get("strawberry-definition")
    handled = bool(schema.schema_converter.exception_handlers)
    if not _ordinary(field) or handled:
        return Call(definition, None, None)
    field = cast("StrawberryField", field)
    resolver = field.base_resolver
    if resolver is None:
        name = field.python_name
        named = name.isidentifier() and not iskeyword(name) and field.default_resolver is getattr
        return field.python_name if named else Call(definition, None, None)
    if field.extensions or not callable(resolver.wrapped_func):
        return Call(definition, None, None)
    return Call(definition, field, getattr(resolver.wrapped_func, BATCH, None))


def _ordinary(field: object) -> bool:
    """Whether a field is answered by its resolver or attribute and by nothing else."""
    return (
        isinstance(field, StrawberryField)
        and type(field).get_result is StrawberryField.get_result
        and (field.base_resolver is not None or not field.extensions)
        and not field.is_subscription
    )


def shareable(given: Any) -> bool:
    """Whether arguments may be handed to several calls."""
    return all(isinstance(each, SHAREABLE) for each in given.values())


def wrapped(call: Call) -> Callable[..., Any]:
    """The function that graphql-core would call."""
    return call.definition.resolve or default_field_resolver


def arguments(schema: Schema, field: StrawberryField, given: dict[str, Any]) -> dict[str, Any]:
    """A resolver's arguments as Strawberry makes them of those of the query."""
    converter = schema.schema_converter
    return convert_arguments(given, field.arguments, converter.scalar_registry, schema.config)


def bound(field: StrawberryField, kwargs: dict[str, Any]) -> Bound:
    """A resolver with its arguments, to be called for parents."""
    resolver = cast("Any", field.base_resolver)
    function: Callable[..., Any] = resolver.wrapped_func
    info, named = resolver.info_parameter, resolver.parent_parameter or resolver.root_parameter
    both = resolver.parent_parameter and resolver.root_parameter
    if info is None and not both and not kwargs:
        return _plainly(function, resolver.self_parameter is not None, named and named.name)
    names = [each.name for each in (resolver.parent_parameter, resolver.root_parameter) if each]
    return _fully(function, resolver.self_parameter is not None, names, info and info.name, kwargs)


def _plainly(function: Callable[..., Any], selfish: bool, name: str | None) -> Bound:  # noqa: FBT001 - one of three ways to be called
    """Calls that hand on the parent, or nothing."""
    match selfish, name:
        case True, None:
            return lambda parent, _: function(parent)
        case False, None:
            return lambda _parent, _: function()
        case False, str():
            return lambda parent, _: function(**{name: parent})
        case _:
            return lambda parent, _: function(parent, **{name: parent})


def _fully(
    function: Callable[..., Any],
    selfish: bool,  # noqa: FBT001 - as above
    parents: Sequence[str],
    info: str | None,
    kwargs: dict[str, Any],
) -> Bound:
    """Calls that hand on the parent in any ways, the info, and arguments."""

    def called(parent: Any, told: Any) -> Any:
        given = dict(kwargs)
        for name in parents:
            given[name] = parent
        if info is not None:
            given[info] = told
        return function(parent, **given) if selfish else function(**given)

    return called
