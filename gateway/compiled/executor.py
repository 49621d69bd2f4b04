"""The compiled executor: an operation text is compiled once and run many times.

What a plan cannot hold, and whatever is not as a plan expects it, is answered by graphql-core,
which is told what the resolvers have said already. docs/decisions says how it works.
"""

# graphql-core and Strawberry leave types of theirs open (of an info, a context, what a list is of).
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false
# pyright: reportUnknownLambdaType=false

from typing import Any

import msgspec
from graphql import DocumentNode, ExecutionResult, GraphQLSchema, MiddlewareManager, execute
from msgspec import Struct
from strawberry import Schema
from strawberry.execution import optimized_is_awaitable

from gateway.compiled.asked import Asked
from gateway.compiled.plans import Operation, Plan, Plans
from gateway.compiled.ready import Begun
from gateway.compiled.replay import replay
from gateway.compiled.resolving import Resolving
from gateway.compiled.trust import Abandoned
from gateway.compiled.ways import Answered, Way, Ways
from gateway.http.encoded import Encoded
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
        known = self.plans.known((question.query, question.operation))
        if known is None:
            found = self._unknown(tree, question, context)
        else:
            begun = known.ready.begun(context, question.variables)
            found = self._known(known, begun, question, context)
        answered = await found
        self.ways.count(answered)
        return answered

    async def _unknown(self, tree: DocumentNode, question: Question, context: object) -> Answered:
        request = self._request(tree, question, context)
        key = question.query, question.operation
        if self.plans.unfit:
            return Answered(await request.plainly(), Way.UNSUPPORTED, self.plans.unfit)
        if not self.plans.due(key):
            return Answered(await request.plainly(), Way.FIRST_SEEN)
        begun = request.begun()
        if begun is None:
            return Answered(await request.plainly(), Way.DEOPTIMISED, "variables")
        return await self._known(self.plans.keep(key, begun, tree), begun, question, context)

    async def _known(
        self, known: Operation, begun: Begun | None, question: Question, context: object
    ) -> Answered:
        """The answer to an operation that has come before."""
        if begun is None:
            request = self._request(known.tree, question, context)
            begun = request.begun()
            if begun is None:
                return Answered(await request.plainly(), Way.DEOPTIMISED, "variables")
        plan, asked = self.plans.find(known, begun), None
        if isinstance(plan, str):
            way, reason = Way.UNSUPPORTED, plan
        else:
            resolving = Resolving(self._schema, begun, plan)
            try:
                if not resolving.at_once():
                    await resolving.resolve()
                return Answered(Encoded(put_together(plan, resolving.columns)), Way.COMPILED)
            except Abandoned as abandoned:
                reason = str(abandoned)
            except Exception as error:  # noqa: BLE001 - whatever it is, graphql-core has the last word
                reason = type(error).__name__
            way, asked = Way.DEOPTIMISED, resolving.asked
        request = self._request(known.tree, question, context)
        return Answered(await request.plainly(asked), way, reason)

    def _request(self, tree: DocumentNode, question: Question, context: object) -> "Request":
        return Request(self._schema, self._core, self._hints, tree, question, context)


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


def put_together(plan: Plan, columns: list[list[Any]]) -> bytes:
    """The data of an answer as JSON; raises Abandoned, or what a value's attributes raise."""
    iterators = [iter(column) for column in columns]
    answer = plan.build(None, tuple([each.__next__ for each in iterators]))
    for each in iterators:
        if next(each, _END) is not _END:
            raise Abandoned("values left over")
    return _encode(answer)
