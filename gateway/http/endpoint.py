"""GraphQL over HTTP: one endpoint, POST everywhere and GET where one develops.

Statuses and media types follow the GraphQL-over-HTTP specification. What is wrong with a request
is told its sender; what is wrong with us is masked, and logged under the request's id.
"""

from functools import partial

from graphql import ExecutionResult, OperationType
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry import Schema

from gateway.clock import Clock
from gateway.compiled import Compiled
from gateway.documents.execution import core
from gateway.documents.preparing import Prepared, Preparing
from gateway.documents.unanswerable import Unanswerable
from gateway.http import answer
from gateway.http.deadline import too_late
from gateway.http.entrance import Entrance, not_allowed
from gateway.http.errors import ErrorCode, Rejected, malformed, quoted
from gateway.http.failing import failed
from gateway.http.finishing import Finishing
from gateway.http.heard import Asked
from gateway.http.media import Answer, answer_in, streams
from gateway.http.note import Note
from gateway.http.opening import OpenContext
from gateway.http.presence import ClientGone, Late, to_its_end, while_present
from gateway.http.request import (
    LAST_EVENT,
    Caller,
    posted,
    queried,
    request_id,
    seen_revision,
)
from gateway.http.running import Running
from gateway.identity.identify import TRUST, Identity, payer
from gateway.limits.budgets import budgets
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
        """Take what answers are made from; raises SettingInvalid."""
        self._watch = watch or Watch()
        self._identity, self._settings = identity, settings
        self._development = settings.profile == "development"
        self.preparing = Preparing(core(schema), settings)
        self.running = Running(schema, open_context, settings, now)
        streaming = Streaming(self.running, schema, open_context, settings, now)
        trusting, near = bool(self.preparing.naming.trusted), identity is TRUST
        self._entrance = Entrance(settings, trusting=trusting, near=near)
        opens = self._entrance.opens
        self.budgets = budgets(settings)
        self.live = Live(self.preparing, streaming, settings, identity, now, opens, self.budgets)
        self._finishing = Finishing(settings)

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
            if request.method == "HEAD":
                response.body = b""
            watching.status = response.status_code
        await response(scope, receive, send)

    async def _answer(self, request: Asked, note: Note) -> Response:
        try:
            return await self._response(request, note)
        except Rejected as error:
            note.why = error.why
            return answer.refused(note, error)
        except Unanswerable as error:
            return answer.unanswerable(note, error.errors, error.code, error.status)
        except (ClientGone, ClientDisconnect):
            return Response(status_code=GONE)
        except Exception as error:  # noqa: BLE001 - the last stop before the wire
            return answer.refused(note, failed(error, note.request_id))

    async def _response(self, request: Asked, note: Note) -> Response:
        """The way of a question: let in, its caller known, read, prepared, run, written."""
        if (repeated := request.headers.repeated) is not None:
            raise malformed(f"Expected the header {repeated} once, not several times.")
        whole = self._entrance.admit(request)
        if whole is not None:
            return whole
        accept = request.headers.get("accept", "")
        note.kind = answer_in(accept)
        known = await self._identity.of_headers(request.headers)
        note.caller, note.role = known.viewer.name, known.viewer.role.value
        if self.budgets is None:
            prepared = await self._prepared(request)
        else:
            note.payer = payer(self._identity, known, request)
            prepare = partial(self._prepared, request)
            prepared = await self.budgets.paid(note.payer, note.headers, prepare)
        note.operation, note.doing = prepared.name, prepared.kind.value
        if prepared.kind is OperationType.SUBSCRIPTION:
            note.kind = _streamed_in(accept)
        if note.kind is Answer.EVENTS:
            last = request.headers.get(LAST_EVENT)
            return EventStream(self.live, prepared, known, note, last)
        found = await self._in_time(request, prepared, Caller(known.viewer, note.request_id), note)
        telling = self._development and request.method == "POST"  # what is tagged stays the same
        response = answer.result(note, found, development=telling)
        return self._finishing.finish(request, response, known.viewer, note)

    async def _prepared(self, request: Request) -> Prepared:
        """The question made ready; raises Unanswerable, or Rejected for what may not be read."""
        if request.method == "POST":
            most, seconds = self._settings.max_body, self._settings.request_seconds
            question = await posted(request, most, seconds)
        else:
            question = queried(request.query_params)
        reads = self._entrance.reads(request, trusted=self.preparing.naming.known(question))
        prepared = self.preparing.prepare(question)
        if reads and prepared.kind is OperationType.MUTATION:
            raise not_allowed("Expected a POST request for a mutation.", "POST")
        if request.method == "HEAD" and prepared.kind is OperationType.SUBSCRIPTION:
            raise not_allowed("Expected a GET or a POST for a subscription.", "GET, POST")
        return prepared

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


def _streamed_in(accept: str) -> Answer:
    if streams(accept):
        return Answer.EVENTS
    expected = f"Expected an Accept header with {Answer.EVENTS}, or a WebSocket, for a subscription"
    raise Rejected(406, ErrorCode.NOT_ACCEPTABLE, f"{expected}, not {quoted(accept)}.")
