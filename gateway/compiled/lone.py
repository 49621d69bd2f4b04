"""The resolve phase of an answer for which one resolver of the root is called, and nothing else.

Most small questions are such. What is done for them is what `resolving.py` does for any, without
its lists of what is asked at a level, of which there is one.
"""

# graphql-core and Strawberry leave types of theirs open (of an info, a context, what a list is of).
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from msgspec import Struct

from gateway.compiled.calls import Call
from gateway.compiled.given import Given
from gateway.compiled.outline import Field, Shape

NEITHER: Final = object()
"""Stands for arguments that graphql-core has to see to."""


class Lone(Struct, frozen=True):
    """The only resolver that is called: a plain function that is told its arguments alone."""

    field: Field
    given: Given
    function: Callable[..., Any]
    selfish: bool
    """Whether it takes the root, which is None, before its arguments."""

    def call(self, coerced: Mapping[str, Any]) -> Any:
        """What the resolver gives or promises; NEITHER if it can't be called so."""
        made = self.given.arguments(coerced)
        if made is None:
            return NEITHER
        return self.function(None, **made) if self.selfish else self.function(**made)


def lone(outline: Shape) -> Lone | None:
    """The only resolver that an answer calls, if there is one alone, and it is a plain one."""
    asked = [each for each in outline.fields if each.slot is not None]
    if len(asked) != 1 or asked[0].stirs or outline.located:
        return None
    (field,) = asked
    call, given = field.source, field.given
    if not isinstance(call, Call) or call.field is None or call.many is not None or given is None:
        return None
    resolver = cast("Any", call.field.base_resolver)
    if resolver.info_parameter or resolver.parent_parameter or resolver.root_parameter:
        return None
    return Lone(field, given, resolver.wrapped_func, resolver.self_parameter is not None)
