"""What resolvers are asked at one place of an answer, and what they told."""

# A list may be of anything.
# pyright: reportUnknownArgumentType=false

from collections.abc import Sequence
from typing import Any

from graphql.pyutils import Path
from msgspec import Struct

from gateway.compiled.awaiting import Failed, Waited
from gateway.compiled.outline import Field, Shape
from gateway.compiled.trust import Abandoned
from resolvers.batched import values_for


class Group(Struct):
    """The objects that stand at one place of the outline, in the order of the answer."""

    shape: Shape
    parents: list[Any]
    paths: list[Path | None] | None
    """Where each stands, if a resolver below is told."""


class Asked(Struct):
    """A field of a group: its column, and what is known of how it was filled."""

    field: Field
    group: Group
    column: list[Any]
    waited: dict[int, Waited]
    """For a place that was awaited: how its outcome came."""
    together: bool = False
    """Whether all places were asked for, and came, as one: the waiting stands at the first."""


def judge(field: Field, column: list[Any]) -> None:
    """Raise Abandoned for a field that failed for a parent."""
    failed = type(column[0]) is Failed if len(column) == 1 else Failed in set(map(type, column))
    if failed:
        raise Abandoned(f"{field.parent.name}.{field.nodes[0].name.value} failed")


def items(
    lists: Sequence[Any], paths: "list[Path] | None", *, nullable: bool
) -> "tuple[list[Any], list[Path] | None]":
    """What the lists hold, in one list, each with its path."""
    found: list[Any] = []
    where: list[Path] = []
    for place, values in enumerate(lists):
        if values is None and nullable:
            continue
        if type(values) is not list and type(values) is not tuple:
            raise Abandoned(f"unexpected {type(values).__name__}")
        found += values
        if paths is not None:
            path = paths[place]
            where += [path.add_key(number, None) for number in range(len(values))]
    return found, None if paths is None else where


def spread_out(asked: Asked) -> None:
    """Put the values that came together in their places; each may be the error of its place."""
    (outcome,) = asked.column
    parents = asked.group.parents
    if not isinstance(outcome, Failed):
        try:
            outcome = values_for(parents, outcome)
        except TypeError as error:
            outcome = Failed(error)
    if isinstance(outcome, Failed):
        asked.column[:] = [outcome] * len(parents)
        return
    asked.column[:] = outcome
    if any(issubclass(kind, Exception) for kind in set(map(type, outcome))):
        asked.column[:] = [
            Failed(each) if isinstance(each, Exception) else each for each in outcome
        ]
