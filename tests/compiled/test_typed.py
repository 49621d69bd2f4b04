"""Rows that were validated when they were loaded are written without a test of each value."""

from enum import Enum
from typing import Annotated, Any

import msgspec
import pytest
import strawberry
from graphql import parse
from msgspec import Meta, Struct
from strawberry import field

from gateway.compiled import Compiled, Way
from gateway.compiled.planning import Planner
from gateway.compiled.typed import typed_at_load
from gateway.compiled.writing import Writer
from gateway.documents.execution import core
from tests.compiled.differing import Comparison
from tests.compiled.small import compiler, run

pytestmark = pytest.mark.anyio

Small = Annotated[int, Meta(ge=0, le=9)]


@strawberry.enum
class Shade(Enum):
    DARK = "dark"
    PALE = "pale"


@typed_at_load
class LeafRow(Struct, frozen=True):
    name: str
    size: Small
    shade: Shade
    day: float


class LooseRow(Struct, frozen=True):
    name: str
    size: int
    shade: Shade
    day: float


@typed_at_load
class TwigRow(Struct, frozen=True):
    name: str | None
    first: LeafRow
    other: Any
    leaves: list[LeafRow]


@strawberry.type
class Leaf:
    name: str
    size: int
    shade: Shade | None
    day: float

    @field
    async def called(self) -> str:
        return f"called {self.name}"


@strawberry.type
class Twig:
    name: str | None
    first: Leaf
    other: Leaf | None
    leaves: list[Leaf]


@strawberry.type
class Query:
    @field(graphql_type=list[Twig | None])
    async def twigs(self) -> Any:
        return [twig(), None, twig(LooseRow("odd", 2**40, Shade.DARK, 1.5)), twig(leaf("z"))]

    @field(graphql_type=Twig)
    async def sound(self) -> Any:
        return twig(leaf("z"))


def leaf(name: str) -> LeafRow:
    return msgspec.convert(
        {"name": name, "size": 3, "shade": "dark", "day": 2}, LeafRow, strict=True
    )


def twig(other: Any = None) -> TwigRow:
    return TwigRow(None, leaf("a"), other, [leaf("b"), leaf("c")])


SCHEMA = strawberry.Schema(Query)
LEAF = "__typename name size shade day again: size"
TWIG = f"name first {{ {LEAF} }} other {{ {LEAF} }} leaves {{ {LEAF} }}"


async def nothing() -> None:
    return None


def source(text: str) -> str:
    executor: Any = SCHEMA.execution_context_class.build(core(SCHEMA), parse(text))
    planner = Planner(SCHEMA, executor)
    return Writer().source(planner.outline(), planner.slots)


async def test_rows_typed_at_load_are_answered_as_graphql_core_answers_them():
    compared = Comparison(SCHEMA, nothing)
    for text in (f"{{ sound {{ {TWIG} }} }}", f"{{ sound {{ leaves {{ {LEAF} called }} }} }}"):
        await compared.hold(compared.tree(text), text, {})
    assert compared.ways == {Way.COMPILED: 2}


async def test_a_row_of_another_class_among_them_is_tested():
    compared = Comparison(SCHEMA, nothing)
    text = f"{{ twigs {{ {TWIG} }} }}"
    await compared.hold(compared.tree(text), text, {})
    assert compared.ways == {Way.DEOPTIMISED: 1}, "2**40 is no Int"


async def test_a_leaf_whose_class_proves_it_is_not_tested_where_it_is_known():
    assert "return [c" in source("{ sound { leaves { name size } } }")


async def test_a_class_that_proves_too_little_is_tested():
    @typed_at_load
    class Wide(Struct, frozen=True):
        name: str | None
        size: int

    @strawberry.type
    class Shown:
        name: str
        size: int

    @strawberry.type
    class Root:
        @field(graphql_type=Shown)
        def shown(self) -> Any:
            return Wide("w", 2**40)

    compiled: Compiled = compiler(strawberry.Schema(Root))
    assert (await run(compiled, "{ shown { name } }")).way is Way.COMPILED
    assert (await run(compiled, "{ shown { size } }")).way is Way.DEOPTIMISED


def test_a_class_whose_instances_may_change_is_refused():
    class Loose(Struct):
        name: str

    with pytest.raises(TypeError, match="frozen"):
        typed_at_load(Loose)


@typed_at_load
class Nest(Struct, frozen=True):
    name: str
    one: "Any" = None
    many: "list[Any]" = []


@strawberry.type
class Nested:
    name: str
    one: "Nested | None"
    many: "list[Nested]"


@strawberry.type
class Nests:
    @field(graphql_type=Nested)
    def nested(self) -> Any:
        return Nest("top", Nest("one", None, [Nest("two")]), [Nest("three")])


async def test_rows_deep_within_each_other_make_a_source_that_grows_with_the_text():
    schema = strawberry.Schema(Nests)
    lengths: list[int] = []
    for depth in (4, 8, 12):
        text = "name"
        for _ in range(depth):
            text = f"name one {{ {text} }} many {{ name }}"
        text = f"{{ nested {{ {text} }} }}"
        executor: Any = schema.execution_context_class.build(core(schema), parse(text))
        planner = Planner(schema, executor)
        lengths.append(len(Writer().source(planner.outline(), planner.slots)))
        assert (await run(compiler(schema), text)).way is Way.COMPILED
    assert lengths[2] - lengths[1] < 1.3 * (lengths[1] - lengths[0])
