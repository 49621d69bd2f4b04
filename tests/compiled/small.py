"""Small helpers for tests of one query: run it compiled, at once or after it was seen."""

from typing import Any

from graphql import parse
from strawberry import Schema

from gateway.compiled import Answered, Compiled
from gateway.documents.execution import core
from gateway.http.request import Question


def compiler(schema: Schema, **options: Any) -> Compiled:
    """Compiles a text when it comes the first time."""
    return Compiled(schema, core(schema), hints=False, **{"sights": 1, **options})


async def run(compiled: Compiled, text: str, context: object = None, **variables: Any) -> Answered:
    return await compiled.run(parse(text), Question(text, None, variables), context)
