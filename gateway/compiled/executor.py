"""The compiled executor: an operation text is compiled once and run many times.

What a plan cannot hold, and whatever is not as a plan expects it, is answered by graphql-core,
which is told what the resolvers have said already. docs/decisions says how it works.
"""

# graphql-core and Strawberry leave types of theirs open (of an info, a context, what a list is of).
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
# pyright: reportUnknownLambdaType=false

from typing import Any, cast

import msgspec
import orjson
from graphql import DocumentNode, ExecutionResult, GraphQLSchema, MiddlewareManager, execute
from msgspec import Struct
from strawberry import Schema
from strawberry.execution import optimized_is_awaitable

from gateway.compiled.plans import Plan, Plans
from gateway.compiled.ready import Begun
from gateway.compiled.replay import replay
from gateway.compiled.resolving import Asked, Resolving
from gateway.compiled.trust import Abandoned
from gateway.compiled.ways import Answered, Way, Ways
from gateway.http.request import Question

ROOM = 32_000_000
"""Bytes of plans that are kept."""

_encode = msgspec.json.Encoder().encode
_END = object()


class Compiled:
    """Runs operations of one schema, compiled where that can be."""

    def __init__(
        self, schema: Schema, core: GraphQLSchema, *, hints: bool, room: int = ROOM, sights: int = 2
    ) -> None:
        """`hints` has messages suggest what was perhaps meant; `sights`: compile at which sight."""
        self._schema, self._core, self._hints = schema, core, hints
        self.ways = Ways()
        self.plans = Plans(schema, self.ways, room=room, sights=sights)

    async def run(self, tree: DocumentNode, question: Question, context: object) -> Answered:
        """The result of a question whose valid document `tree` is, and the way it went."""
        request = Request(self._schema, self._core, self._hints, tree, question, context)
        answered = await self._run(request, (question.query, question.operation))
        self.ways.count(answered)
        return answered

    async def _run(self, request: "Request", key: tuple[str, str | None]) -> Answered:
        if self.plans.unfit:
            return Answered(await request.plainly(), Way.UNSUPPORTED, self.plans.unfit)
        begun, known = None, self.plans.known(key)
        if known is None and not self.plans.due(key):
            return Answered(await request.plainly(), Way.FIRST_SEEN)
        if known is not None:
            request.tree = known.tree
            begun = known.ready.begun(request.context, request.question.variables)
        begun = begun or request.begun()
        if begun is None:
            return Answered(await request.plainly(), Way.DEOPTIMISED, "variables")
        plan = self.plans.find(known or self.plans.keep(key, begun, request.tree), begun)
        if isinstance(plan, str):
            return Answered(await request.plainly(), Way.UNSUPPORTED, plan)
        return await _planned(plan, request, begun)


class Request(Struct):
    """One operation, with all that graphql-core needs to run it."""

    schema: Schema
    core: GraphQLSchema
    hints: bool
    tree: DocumentNode
    question: Question
    context: object

    def begun(self) -> Begun | None:
        """With variables as graphql-core coerces them; None if they are wrong, whatever is."""
        build = self.schema.execution_context_class.build
        given: dict[str, Any] = {"raw_variable_values": self.question.variables, **self._options()}
        try:
            found = build(self.core, self.tree, **given)
        except Exception:  # noqa: BLE001 - graphql-core meets it again, and tells it
            return None
        if isinstance(found, list):
            return None
        return Begun(found.variable_values.coerced, lambda: found)

    async def plainly(self, asked: list[Asked] | None = None) -> ExecutionResult:
        """The result as graphql-core finds it; what was asked already is not asked again."""
        given: dict[str, Any] = {
            "variable_values": self.question.variables,
            "executor_class": self.schema.execution_context_class,
            "middleware": MiddlewareManager(replay(asked)) if asked else None,
            **self._options(),
        }
        result: Any = execute(self.core, self.tree, **given)
        return await result if optimized_is_awaitable(result) else result

    def _options(self) -> dict[str, Any]:
        return {
            "context_value": self.context,
            "operation_name": self.question.operation,
            "is_awaitable": optimized_is_awaitable,
            "hide_suggestions": not self.hints,
            "operation_extensions": None,
        }


async def _planned(plan: Plan, request: Request, begun: Begun) -> Answered:
    resolving = Resolving(request.schema, begun, plan.slots)
    try:
        await resolving.resolve(plan.outline)
        data = put_together(plan, resolving.columns)
    except Abandoned as abandoned:
        reason = str(abandoned)
    except Exception as error:  # noqa: BLE001 - whatever it is, graphql-core has the last word
        reason = f"{type(error).__name__}"
    else:
        return Answered(ExecutionResult(cast("Any", orjson.Fragment(data)), None), Way.COMPILED)
    return Answered(await request.plainly(resolving.asked), Way.DEOPTIMISED, reason)


def put_together(plan: Plan, columns: list[list[Any]]) -> bytes:
    """The data of an answer as JSON; raises Abandoned, or what a value's attributes raise."""
    iterators = [iter(column) for column in columns]
    answer = plan.build(None, tuple([each.__next__ for each in iterators]))
    if any(next(each, _END) is not _END for each in iterators):
        raise Abandoned("values left over")
    return _encode(answer)
