"""GraphQL over HTTP: one endpoint, POST everywhere and GET where one develops.

Statuses and media types follow the GraphQL-over-HTTP specification. What is wrong with a request
is told its sender; what is wrong with us is masked, and logged under the request's id.
"""

import structlog
from graphql import ExecutionResult, OperationType
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send
from strawberry import Schema
from strawberry.http.ides import get_graphql_ide_html

from gateway.clock import Clock
from gateway.compiled import Compiled
from gateway.documents.execution import core
from gateway.documents.preparing import Prepared, Preparing, Unanswerable
from gateway.http import answer
from gateway.http.deadline import too_late
from gateway.http.errors import ErrorCode, Rejected, failure
from gateway.http.heard import Asked
from gateway.http.media import Answer, answer_in, prefers_html, streams
from gateway.http.note import Note
from gateway.http.opening import OpenContext
from gateway.http.presence import ClientGone, Late, to_its_end, while_present
from gateway.http.request import Caller, Question, posted, queried, request_id, seen_revision
from gateway.http.running import Running
from gateway.identity.identify import TRUST, Identity
from gateway.live.events import EventStream
from gateway.live.live import Live
from gateway.live.streaming import Streaming
from gateway.settings import Settings
from gateway.watch.watch import GONE, Watch


class Endpoint:
    """Answers requests about one schema; an ASGI application."""

    def __init__(  # noqa: PLR0913 - what answers are made from
        self,
        schema: Schema,
        open_context: OpenContext,
        settings: Settings,
        now: Clock,
        identity: Identity = TRUST,
        watch: Watch | None = None,
    ) -> None:
        """Take what answers are made from."""
        self._watch = watch or Watch()
        self._identity, self._settings = identity, settings
        self._development = settings.profile == "development"
        self.preparing = Preparing(core(schema), settings)
        self.running = Running(schema, open_context, settings, now)
        streaming = Streaming(self.running, schema, open_context, settings, now)
        self.live = Live(self.preparing, streaming, settings, identity, now)
        self._log = structlog.get_logger()

    @property
    def compiled(self) -> Compiled | None:
        """The compiled executor, where it is on."""
        return self.running.compiled

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, whatever happens, with a response and a line in the log."""
        request = Asked(scope, receive)
        note = Note(request_id(request))
        with self._watch.request(note, request.headers) as watching:
            response = await self._answer(request, note)
            watching.status = response.status_code
        await response(scope, receive, send)

    async def _answer(self, request: Request, note: Note) -> Response:
        try:
            return await self._response(request, note)
        except Rejected as error:
            note.why = error.why
            return answer.refused(note, error)
        except Unanswerable as error:
            return answer.unanswerable(note, error.errors, error.code)
        except ClientGone:
            return Response(status_code=GONE)
        except Exception as error:  # noqa: BLE001 - the last stop before the wire
            return self._failed(error, note)

    async def _response(self, request: Request, note: Note) -> Response:
        """The way of a question: its caller known, read, prepared, run, written."""
        if self._browses(request):
            return HTMLResponse(get_graphql_ide_html())
        self._allow(request.method)
        accept = request.headers.get("accept", "")
        note.kind = answer_in(accept)
        known = await self._identity.of_headers(request.headers)
        note.caller, note.role = known.viewer.name, known.viewer.role.value
        prepared = self.preparing.prepare(await self._question(request))
        if request.method == "GET" and prepared.kind is OperationType.MUTATION:
            raise _not_allowed("Expected a POST request for a mutation.", "POST")
        note.operation, note.doing = prepared.name, prepared.kind.value
        if prepared.kind is OperationType.SUBSCRIPTION:
            note.kind = _streamed_in(accept)
        if note.kind is Answer.EVENTS:
            return EventStream(self.live, prepared, known, note)
        caller = Caller(known.viewer, note.request_id)
        found = await self._in_time(request, prepared, caller, note)
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

    async def _in_time(
        self, request: Request, prepared: Prepared, caller: Caller, note: Note
    ) -> ExecutionResult:
        """Run the operation, for a client that is there and as long as a request may take.

        What writes goes on without its client: it is safe to send again, not to be left half done.
        """
        writes = prepared.kind is OperationType.MUTATION
        work = self.running.run(prepared, caller, seen_revision(request), note)
        work = to_its_end(work) if writes else work
        try:
            return await while_present(request, work, self._settings.request_seconds)
        except Late:
            raise too_late(self._settings.request_seconds, writes=writes) from None

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


def _not_allowed(message: str, allowed: str) -> Rejected:
    return Rejected(405, ErrorCode.METHOD_NOT_ALLOWED, message, allow=allowed)


def _streamed_in(accept: str) -> Answer:
    if streams(accept):
        return Answer.EVENTS
    expected = f"Expected an Accept header with {Answer.EVENTS}, or a WebSocket, for a subscription"
    raise Rejected(406, ErrorCode.NOT_ACCEPTABLE, f"{expected}, not {accept!r}.")
