"""Which object type a value of a union or an interface is, found as graphql-core finds it."""

# graphql-core and Strawberry leave types of theirs open (of an info, a context, what a list is of).
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
# pyright: reportUnknownLambdaType=false

from collections.abc import Callable
from typing import Any, TypeAlias

from graphql import GraphQLObjectType, default_type_resolver
from graphql.pyutils import Path

from gateway.compiled.outline import Chosen
from gateway.compiled.trust import Abandoned, judged

Choice: TypeAlias = Callable[[Any, Any], int]
"""From a value and an info to the place of its type among the possible ones."""


class Nowhere:
    """The path of an info that is made without one: whoever looks at it gives up the answer."""

    def __getattr__(self, name: str) -> Any:
        """Give up where a path would have an answer; what no path has, this has not either."""
        if not hasattr(Path, name) and name not in Path._fields:
            raise AttributeError(name)
        raise Abandoned("a type resolver asked where it stands")


def choice(out: Chosen) -> Choice:
    """How the type of a value is found; raises Abandoned when there is none."""
    tests = [each.kind.is_type_of for each in out.shapes]
    if isinstance(out.kind, GraphQLObjectType):

        def certain(value: Any, info: Any) -> int:
            judged(value)
            _test(tests[0], value, info)
            return 0

        return certain
    kind, resolve = out.kind, out.kind.resolve_type or default_type_resolver
    places = {each.kind.name: place for place, each in enumerate(out.shapes)}

    def found(value: Any, info: Any) -> int:
        judged(value)
        name = resolve(value, info, kind)
        place = places.get(name) if isinstance(name, str) else None
        if place is None:
            raise Abandoned("unknown runtime type")
        _test(tests[place], value, info)
        return place

    return found


def _test(test: Callable[..., Any] | None, value: Any, info: Any) -> None:
    if test is not None:
        said = test(value, info)
        if said is not True:
            raise Abandoned("unexpected runtime type")
