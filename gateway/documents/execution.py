"""One operation of a document, run by graphql-core as Strawberry runs it.

Strawberry's own `execute` parses and validates each time; here both are done and kept before. This
is the one place that reaches into Strawberry's schema.
"""

# graphql-core and Strawberry leave the type of a context open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLSchema,
    OperationDefinitionNode,
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


async def executed(
    schema: Schema, tree: DocumentNode, question: Question, context: object, *, hints: bool
) -> ExecutionResult:
    """The result of one operation; `hints` has messages suggest what was perhaps meant."""
    options: dict[str, Any] = {
        "context_value": context,
        "variable_values": question.variables,
        "operation_name": question.operation,
        "executor_class": schema.execution_context_class,
        "is_awaitable": optimized_is_awaitable,
        "hide_suggestions": not hints,
        "operation_extensions": None,
    }
    result: Any = execute(core(schema), tree, **options)
    return await result if optimized_is_awaitable(result) else result
