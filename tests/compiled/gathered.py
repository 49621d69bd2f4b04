"""Fields of the torture schema that are asked for many parents at once."""

import asyncio
from typing import TYPE_CHECKING, Annotated, Any, Optional, TypeAlias

import strawberry
from graphql import GraphQLError
from strawberry import field

from resolvers.batched import batched
from tests.compiled.chaos import Broken
from tests.compiled.creatures import Creature, Seed

if TYPE_CHECKING:
    from tests.compiled.torture import Thing

AThing: TypeAlias = Annotated["Thing", strawberry.lazy("tests.compiled.torture")]
MaybeThing: TypeAlias = Optional[AThing]  # noqa: UP045 - `|` can't take a lazy type


@strawberry.type
class Gathered(Creature):
    """Each may fail for one parent, or for all."""

    @field
    @batched
    @staticmethod
    async def sum_with(things: list[Any], more: int = 1, deep: bool = False) -> list[str]:
        for each in things:
            each.met("sum_with", more)
        if deep:
            await asyncio.sleep(0)
        things[0].chaos.strike(Seed.from_text(str(more), "all 255"), "all raised")
        return [each.bent("sum_with", struck(each, more)) for each in things]

    @field(graphql_type=MaybeThing)
    @batched
    @staticmethod
    async def twins(things: list[Any]) -> list[Any]:
        from tests.compiled.torture import thing  # noqa: PLC0415 - it has these fields

        for each in things:
            each.met("twins")
        return [each.bent("twins", thing(each.chaos, f"{each.seed}t")) for each in things]


def struck(of: Creature, more: int) -> Any:
    """A value, or the error of one parent among many."""
    try:
        of.chaos.strike(Seed.of(of, f"one {more}"), "one of all raised")
    except (Broken, GraphQLError) as error:
        return error
    return str(more)
