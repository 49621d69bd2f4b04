"""Plans: made when a text comes the second time, kept while there is room."""

# graphql-core and Strawberry leave types of theirs open (of an info, a context, what a list is of).
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
# pyright: reportUnknownLambdaType=false

from collections import OrderedDict
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from graphql import DocumentNode
from msgspec import Struct
from strawberry import Schema
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from gateway.compiled.lone import Lone, lone
from gateway.compiled.outline import Shape, every
from gateway.compiled.planning import Conditions, Planner, Unsupported
from gateway.compiled.ready import Begun, Ready
from gateway.compiled.ways import Ways
from gateway.compiled.writing import Build, built

if TYPE_CHECKING:
    from graphql.execution import Executor

MOST_VARIANTS: Final = 16
"""Plans of one operation: one for each choice of its conditions, up to these."""

MOST_TEXTS: Final = 20_000
"""Texts that are remembered as seen once."""

Key: TypeAlias = tuple[str, str | None]
"""The text of a document, and the operation to run of it."""


class Plan(Struct, frozen=True):
    """How one operation is answered, for one choice of its conditions."""

    outline: Shape
    lone: Lone | None
    """The only resolver that is called, if there is no other."""
    slots: int
    build: Build
    size: int
    """About the bytes it takes."""


class Operation(Struct):
    """An operation that came more than once: the names its conditions hang on, and its plans."""

    tree: DocumentNode
    ready: Ready
    names: tuple[str, ...]
    variants: dict[tuple[Any, ...], Plan | str]
    """By the values of the conditions; a text is why there is no plan."""
    size: int


class Plans:
    """The plans of one schema; the ones used last are kept."""

    def __init__(self, schema: Schema, ways: Ways, *, room: int, sights: int) -> None:
        """`room` is in bytes; a plan is made when a text comes for the `sights`-th time."""
        self._schema, self._ways = schema, ways
        self._room, self._sights = room, sights
        self._kept: OrderedDict[Key, Operation] = OrderedDict()
        self._seen: OrderedDict[int, int] = OrderedDict()
        self.size = 0
        self.unfit = unfit(schema)
        """Why no operation of the schema is compiled; empty if they are."""

    def __len__(self) -> int:
        """How many operations there are."""
        return len(self._kept)

    def due(self, key: Key) -> bool:
        """Whether an operation that is not known has come often enough to be compiled."""
        digest = hash(key)
        times = self._seen.pop(digest, 0) + 1
        if times >= self._sights:
            return True
        self._seen[digest] = times
        if len(self._seen) > MOST_TEXTS:
            self._seen.popitem(last=False)
        return False

    def known(self, key: Key) -> Operation | None:
        """An operation that has come before, with the document that its plans were made of."""
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
        return known

    def keep(self, key: Key, begun: Begun, tree: DocumentNode) -> Operation:
        """An operation that is known from now on."""
        executor = begun.executor
        size, ready = 4 * len(key[0]) + 1_000, Ready(executor)
        try:
            known = Operation(tree, ready, tuple(Conditions(executor).names), {}, size)
        except Unsupported as unsupported:
            known = Operation(tree, ready, (), {(): str(unsupported)}, size)
        self._kept[key] = known
        self._grow(size)
        return known

    def find(self, known: Operation, begun: Begun) -> Plan | str:
        """The plan for a request, or why there is none."""
        variant = tuple([begun.coerced.get(name) for name in known.names])
        plan = known.variants.get(variant)
        if plan is None:
            plan = self._add(known, variant, begun.executor)
        return plan

    def _add(
        self, known: Operation, variant: tuple[Any, ...], executor: "Executor[Any]"
    ) -> Plan | str:
        if len(known.variants) >= MOST_VARIANTS:
            return "too many variants"
        began = perf_counter()
        plan = planned(self._schema, executor)
        self._ways.compiled += 1
        self._ways.compiling_seconds += perf_counter() - began
        known.variants[variant] = plan
        size = 200 if isinstance(plan, str) else plan.size
        known.size += size
        self._grow(size)
        return plan

    def _grow(self, size: int) -> None:
        self.size += size
        while self.size > self._room and self._kept:
            _, oldest = self._kept.popitem(last=False)
            self.size -= oldest.size


def planned(schema: Schema, executor: "Executor[Any]") -> Plan | str:
    """The plan of an operation, or why it has none."""
    planner = Planner(schema, executor)
    try:
        outline = planner.outline()
    except Unsupported as unsupported:
        return str(unsupported)
    build, length = built(outline, planner.slots)
    size = 10 * length + 800 * planner.fields + 2_000 * sum(1 for _ in every(outline))
    return Plan(outline, lone(outline), planner.slots, build, size)


def unfit(schema: Schema) -> str:
    """What of a schema has a say in every operation but is unheard by plans; empty if nothing."""
    if schema.extensions:
        return "schema extensions"
    if schema.directives:
        return "operation directives of the schema"
    if schema.execution_context_class is not StrawberryGraphQLCoreExecutionContext:
        return "an executor of its own"
    return ""
