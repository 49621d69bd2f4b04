"""One question put to a store without a server between: what `gateway ask` does."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from gateway.documents.execution import core, executed
from gateway.documents.kept import Documents, Faulty
from gateway.documents.preparing import limits_of
from gateway.exchange.batched import importing
from gateway.http.errors import ErrorCode, is_defect, told
from gateway.http.request import Question
from gateway.schedule import fee_schedule
from gateway.settings import Settings
from graph.store.engine import Engine
from loaders.shared import Shared
from resolvers.context import Context, Writing
from resolvers.schema import schema


async def inquire(
    settings: Settings, engine: Engine, question: Question, at: datetime
) -> dict[str, Any]:
    """The answer as a server would give it; a defect is raised instead of masked."""
    mark = uuid4().hex[:16]
    documents = Documents(core(schema), limits_of(settings), 1, development=True)
    document = documents.read(question.query)
    if isinstance(document, Faulty):
        return {"errors": [told(error, mark, document.code) for error in document.errors]}
    shared = Shared(engine)
    writing = Writing(shared, request_id=mark, importer=importing)
    context = Context(await shared.facts(), at, writing, fee_schedule(settings))
    found = await executed(schema, document, question, context, hints=True)
    for error in found.errors or ():
        if is_defect(error) and error.original_error is not None:
            raise error.original_error
    answer: dict[str, Any] = {"data": found.data}
    if found.errors:
        answer["errors"] = [told(each, mark, ErrorCode.FIELD_FAILED) for each in found.errors]
    return answer | {"extensions": {"revision": context.revision}}
