"""One operation of a document, run by graphql-core as Strawberry runs it.

Strawberry's own `execute` parses and validates each time; here both are done and kept before. This
is the one place that reaches into Strawberry's schema.
"""

# graphql-core and Strawberry leave the type of a context open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import AsyncGenerator
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLSchema,
    OperationDefinitionNode,
    create_source_event_stream,
    execute,
    get_operation_ast,
)
from strawberry import Schema
from strawberry.execution import optimized_is_awaitable

from gateway.http.request import Question


def core(schema: Schema) -> GraphQLSchema:
    """The schema as graphql-core knows it."""
    return schema._schema  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - has no other name


def operation(tree: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    """The operation of that name, or the only one; None if there is no such or no only one."""
    return get_operation_ast(tree, name)


async def executed(  # noqa: PLR0913 - what an execution is made from
    schema: Schema,
    tree: DocumentNode,
    question: Question,
    context: object,
    *,
    hints: bool,
    root: object = None,
) -> ExecutionResult:
    """The result of one operation; `hints` has messages suggest what was perhaps meant.

    Of a subscription, the answer to the one event whose value is the root.
    """
    given: dict[str, Any] = {
        "root_value": root,
        "variable_values": question.variables,
        "executor_class": schema.execution_context_class,
        **_options(question, context, hints=hints),
    }
    result: Any = execute(core(schema), tree, **given)
    return await result if optimized_is_awaitable(result) else result


async def sourced(
    schema: Schema, tree: DocumentNode, question: Question, context: object, *, hints: bool
) -> AsyncGenerator[Any] | ExecutionResult:
    """What a subscription's resolver gives, event after event; a result where it gives none."""
    build = schema.execution_context_class.build
    given: dict[str, Any] = {"raw_variable_values": question.variables}
    executor = build(core(schema), tree, **given, **_options(question, context, hints=hints))
    if isinstance(executor, list):
        return ExecutionResult(None, executor)
    found: Any = create_source_event_stream(executor)
    return await found if optimized_is_awaitable(found) else found


def _options(question: Question, context: object, *, hints: bool) -> dict[str, Any]:
    return {
        "context_value": context,
        "operation_name": question.operation,
        "is_awaitable": optimized_is_awaitable,
        "hide_suggestions": not hints,
        "operation_extensions": None,
    }
