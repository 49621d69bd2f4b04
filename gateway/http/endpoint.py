"""GraphQL over HTTP: one endpoint, POST everywhere and GET where one develops.

Statuses and media types follow the GraphQL-over-HTTP specification. What is wrong with a request
is told its sender; what is wrong with us is masked, and logged under the request's id.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from time import perf_counter
from typing import Protocol, TypeAlias

import structlog
from graphql import DocumentNode, ExecutionResult, GraphQLError, OperationType
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send
from strawberry import Schema
from strawberry.http.ides import get_graphql_ide_html

from gateway.clock import Clock
from gateway.compiled import Compiled
from gateway.documents.execution import core, executed, operation
from gateway.documents.kept import Documents, Faulty
from gateway.http import answer
from gateway.http.answer import Note
from gateway.http.errors import ErrorCode, Rejected, failure, is_defect
from gateway.http.media import answer_in, prefers_html
from gateway.http.presence import ClientGone, to_its_end, while_present
from gateway.http.request import (
    Caller,
    Question,
    posted,
    queried,
    request_id,
    seen_revision,
)
from gateway.identity.identify import TRUST, Identity
from gateway.limits.cost import Costs
from gateway.limits.sizes import Limits
from gateway.settings import Settings


class Facts(Protocol):
    """The facts of one request, as far as the door looks into them."""

    @property
    def revision(self) -> int:
        """The revision that the whole request is pinned to."""
        ...

    @property
    def statements(self) -> int:
        """Statements sent to the store so far."""
        ...


class Context(Protocol):
    """What resolvers are handed for one request, as far as the door looks into it."""

    @property
    def facts(self) -> Facts:
        """What the request may ask."""
        ...

    @property
    def revision(self) -> int:
        """The newest revision that the answer tells of."""
        ...


OpenContext: TypeAlias = Callable[[datetime, int, Caller], Awaitable[Context]]
"""Makes a request's context: of the instant, the revision its client has seen, and who asks."""


class Endpoint:
    """Answers requests about one schema; an ASGI application."""

    def __init__(
        self,
        schema: Schema,
        open_context: OpenContext,
        settings: Settings,
        now: Clock,
        identity: Identity = TRUST,
    ) -> None:
        """Take what answers are made from."""
        self._schema, self._open, self._now = schema, open_context, now
        self._identity = identity
        self._settings = settings
        self._development = settings.profile == "development"
        self._documents = Documents(
            core(schema), limits_of(settings), settings.documents, development=self._development
        )
        self._costs = Costs(core(schema))
        self.compiled: Compiled | None = None
        if settings.compiled == "on":
            self.compiled = Compiled(schema, core(schema), hints=self._development)
        self._log = structlog.get_logger()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, whatever happens, with a response and a line in the log."""
        began, request = perf_counter(), Request(scope, receive)
        note = Note(request_id(request))
        try:
            response = await self._response(request, note)
        except Rejected as error:
            note.why = error.why
            response = answer.refused(note, error)
        except ClientGone:
            response = Response(status_code=499)
        except Exception as error:  # noqa: BLE001 - the last stop before the wire
            response = self._failed(error, note)
        ms = round((perf_counter() - began) * 1000, 2)
        self._log.info("request", status=response.status_code, ms=ms, **note.logged())
        await response(scope, receive, send)

    async def _response(self, request: Request, note: Note) -> Response:
        if self._browses(request):
            return HTMLResponse(get_graphql_ide_html())
        self._allow(request.method)
        note.kind = answer_in(request.headers.get("accept", ""))
        known = await self._identity.of_headers(request.headers)
        note.caller = known.viewer.name
        question = await self._question(request)
        document = self._documents.read(question.query)
        if isinstance(document, Faulty):
            return answer.unanswerable(note, document.errors, document.code)
        chosen = operation(document, question.operation)
        if chosen is None:
            return answer.unanswerable(note, (_unknown(question),), ErrorCode.OPERATION_UNKNOWN)
        if request.method == "GET" and chosen.operation is not OperationType.QUERY:
            raise _not_allowed("Expected a POST request for anything but a query.", "POST")
        cost = self._costs.of(question.query, document, chosen, question.variables or {})
        if cost > self._settings.max_cost:
            expensive = _too_expensive(cost, self._settings.max_cost)
            return answer.unanswerable(note, (expensive,), ErrorCode.LIMIT_EXCEEDED)
        note.operation = chosen.name.value if chosen.name else None
        writes = chosen.operation is OperationType.MUTATION
        who = Caller(known.viewer, note.request_id)
        found = await self._in_time(request, document, question, who, note, writes=writes)
        for error in found.errors or ():
            if is_defect(error):
                self._log.error(
                    "defect",
                    request_id=note.request_id,
                    path=error.path,
                    exc_info=error.original_error,
                )
        return answer.result(note, found, development=self._development)

    def _allow(self, method: str) -> None:
        allowed = ("GET", "POST") if self._development else ("POST",)
        if method not in allowed:
            listed = ", ".join(allowed)
            raise _not_allowed(f"Expected a request by {listed}, not {method}.", listed)

    async def _question(self, request: Request) -> Question:
        if request.method == "GET":
            return queried(request.query_params)
        return await posted(request, self._settings.max_body)

    async def _in_time(  # noqa: PLR0913 - what a request has become by then
        self,
        request: Request,
        tree: DocumentNode,
        question: Question,
        who: Caller,
        note: Note,
        *,
        writes: bool,
    ) -> ExecutionResult:
        """Run the operation, for a client that is there and as long as a request may take.

        What writes goes on without its client: it is safe to send again, not to be left half done.
        """
        seen = seen_revision(request)
        work = self._run(tree, question, seen, who, note)
        work = to_its_end(work) if writes else work
        deadline = asyncio.timeout(self._settings.request_seconds)
        try:
            async with deadline:
                return await while_present(request, work)
        except TimeoutError:
            if not deadline.expired():
                raise
            hint = "Send it again with the same idempotency key." if writes else "Ask less."
            message = f"The answer took more than {self._settings.request_seconds:g} s. {hint}"
            raise Rejected(503, ErrorCode.DEADLINE_EXCEEDED, message) from None

    async def _run(
        self, tree: DocumentNode, question: Question, seen: int, who: Caller, note: Note
    ) -> ExecutionResult:
        context = await self._open(self._now(), seen, who)
        note.revision = context.facts.revision
        try:
            if self.compiled is None:
                return await executed(
                    self._schema, tree, question, context, hints=self._development
                )
            answered = await self.compiled.run(tree, question, context)
            note.way, note.why = answered.way, answered.reason
            return answered.result
        finally:
            note.statements = context.facts.statements
            note.revision = context.revision

    def _browses(self, request: Request) -> bool:
        """Whether a person opened the address in a browser, where one develops."""
        return (
            self._development
            and request.method == "GET"
            and "query" not in request.query_params
            and prefers_html(request.headers.get("accept", ""))
        )

    def _failed(self, error: Exception, note: Note) -> Response:
        rejected = failure(error, note.request_id)
        self._log.error("failed", request_id=note.request_id, code=rejected.code, exc_info=error)
        return answer.refused(note, rejected)


def limits_of(settings: Settings) -> Limits:
    """The limits of a query among the settings."""
    return Limits(
        settings.max_tokens,
        settings.max_depth,
        settings.max_aliases,
        settings.max_root_fields,
        settings.max_fields,
    )


def _too_expensive(cost: int, most: int) -> GraphQLError:
    return GraphQLError(
        f"The query may ask for {cost} objects, at most {most} are allowed;"
        " ask for smaller pages, or for fewer pages within pages."
    )


def _unknown(question: Question) -> GraphQLError:
    if question.operation is None:
        return GraphQLError("The document has several operations; name one in `operationName`.")
    return GraphQLError(f"The document has no operation {question.operation!r}.")


def _not_allowed(message: str, allowed: str) -> Rejected:
    return Rejected(405, ErrorCode.METHOD_NOT_ALLOWED, message, allow=allowed)
