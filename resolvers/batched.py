"""Resolvers of many parents, written once: called for a whole list, or gathered from calls for one.

@field(description="…", graphql_type=MaybeAccount)
@batched
@staticmethod
async def partner(accounts: Sequence[AccountRow]) -> list[AccountRow | None]: ...

The compiled executor calls the function with all parents that stand at one place of the answer.
graphql-core calls for each parent by itself; what it asks at one place in one turn is gathered.
"""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, TypeAlias, cast, get_args

import strawberry
from graphql.pyutils import Path

BATCH = "__batch__"
"""The attribute of a resolver that holds its function of many parents."""

Many: TypeAlias = Callable[..., Awaitable[Sequence[Any]]]
Place: TypeAlias = tuple[int, str | None, tuple[str, ...]]
"""The id of a context, the type of the parents, and the keys that lead to the field."""


def batched(many: Many) -> Callable[..., Awaitable[Any]]:
    """A resolver of one parent, of a function that takes parents and gives a value for each.

    A value that is an exception is the error of its parent alone; what is raised is that of all.
    Neither may hang on who else is asked for: that differs from one way to the other.
    """
    function = cast("Many", many.__func__) if isinstance(many, staticmethod) else many
    if not inspect.iscoroutinefunction(function):
        message = f"expected an async function of many parents, not {function!r}"
        raise TypeError(message)
    gatherings: dict[Place, Gathering] = {}

    async def one(self: Any, info: strawberry.Info, **arguments: Any) -> Any:
        context, many = cast("object", info.context), partial(function, **arguments)
        return await joined(gatherings, context, info.path, many).value(self)

    one.__signature__ = _of_one(inspect.signature(function))
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(one, name, getattr(function, name))
    setattr(one, BATCH, function)
    return one


def _of_one(many: inspect.Signature) -> inspect.Signature:
    """The signature for one parent, which Strawberry reads."""
    parents, *others = many.parameters.values()
    parent = parents.replace(name="self", annotation=inspect.Parameter.empty)
    info = inspect.Parameter("info", parents.kind, annotation=strawberry.Info)
    values = many.return_annotation
    each = (*get_args(values), values)[0]
    if isinstance(values, str):
        each = values.removeprefix("list[").removesuffix("]")
    return inspect.Signature([parent, info, *others], return_annotation=each)


def joined(
    gatherings: "dict[Place, Gathering]", context: object, path: Path, many: Many
) -> "Gathering":
    """The gathering at a place of an answer, which is opened if need be."""
    keys = tuple([key for key in path.as_list() if isinstance(key, str)])
    place = id(context), path.typename, keys
    return gatherings.get(place) or Gathering(context, many, gatherings, place)


def values_for(parents: Sequence[Any], values: Sequence[Any]) -> Sequence[Any]:
    """The values that a function gave for parents; TypeError unless there is one for each."""
    kind = type(values)
    if kind not in (list, tuple) or len(values) != len(parents):
        given = f"{len(values)} values" if kind in (list, tuple) else kind.__name__
        message = f"expected a list of {len(parents)} values, one a parent, not {given}"
        raise TypeError(message)
    return values


class Gathering:
    """The parents at one place of one answer, until their values are asked for together."""

    def __init__(
        self, context: object, many: Many, found: "dict[Place, Gathering]", place: Place
    ) -> None:
        """Be found at a place until the values are asked for, in the next turn of the loop.

        It holds on to the context, since the place has the context's id.
        """
        self._context, self._many = context, many
        self._found, self._place = found, place
        self._parents: list[Any] = []
        self._waiting = 0
        found[place] = self
        self._asking = asyncio.ensure_future(self._ask())
        self._asking.add_done_callback(self._ended)

    async def value(self, parent: Any) -> Any:
        """The value for a parent, or its error raised.

        When all who wait are gone, nobody asks any more.
        """
        place = len(self._parents)
        self._parents.append(parent)
        self._waiting += 1
        try:
            found = (await asyncio.shield(self._asking))[place]
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._asking.cancel()
        if isinstance(found, Exception):
            raise found
        return found

    async def _ask(self) -> Sequence[Any]:
        await asyncio.sleep(0)
        self._full()
        return values_for(self._parents, await self._many(self._parents))

    def _full(self) -> None:
        if self._found.get(self._place) is self:
            del self._found[self._place]

    def _ended(self, asking: "asyncio.Task[Sequence[Any]]") -> None:
        """Those who waited were told of a failure; if all have gone, nobody needs to be."""
        self._full()
        if not asking.cancelled():
            asking.exception()
