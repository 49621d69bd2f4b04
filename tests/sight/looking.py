"""Questions put by viewers of several kinds to one store."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from graphql import DocumentNode, parse

from gateway.documents.execution import executed
from gateway.http.request import Question
from graph.model import Role, Uid, Viewer
from loaders.shared import Shared
from loaders.sighted import seen_by
from resolvers.context import Context, Writing
from resolvers.schema import schema

NOW = datetime(2018, 5, 1, 4, tzinfo=UTC)


def partner(*roots: str, role: Role = Role.PARTNER) -> Viewer:
    """Somebody of a partner, named after its first account."""
    return Viewer(f"at-{roots[0]}" if roots else "nobody", role, tuple(map(Uid, roots)))


async def put(
    shared: Shared, viewer: Viewer, question: str, /, at: datetime = NOW, **variables: Any
) -> Any:
    """The whole result of a question or a mutation."""
    facts = seen_by(viewer, await shared.facts())
    context = Context(facts, at, Writing(shared, viewer.name), viewer=viewer)
    asked = Question(question, variables=variables)
    return await executed(schema, _parsed(question), asked, context, hints=False)


@cache
def _parsed(question: str) -> DocumentNode:
    return parse(question)


async def ask(
    shared: Shared, viewer: Viewer, question: str, /, at: datetime = NOW, **variables: Any
) -> Any:
    """The data of a question that has to go well."""
    result = await put(shared, viewer, question, at, **variables)
    assert result.errors is None, result.errors
    return result.data
