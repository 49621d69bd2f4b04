"""GraphQL over HTTP: one endpoint, POST everywhere and GET where one develops.

Statuses and media types follow the GraphQL-over-HTTP specification. What is wrong with a request
is told its sender; what is wrong with us is masked, and logged under the request's id.
"""

from collections.abc import Coroutine
from functools import partial
from typing import Any

from graphql import ExecutionResult, OperationType
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry import Schema

from gateway.clock import Clock
from gateway.compiled import Compiled
from gateway.documents.execution import core
from gateway.documents.preparing import Prepared, Preparing
from gateway.documents.unanswerable import Unanswerable
from gateway.http import answer
from gateway.http.entrance import Entrance, not_allowed
from gateway.http.errors import ErrorCode, Rejected, malformed, quoted
from gateway.http.failing import failed
from gateway.http.finishing import Finishing
from gateway.http.heard import Asked
from gateway.http.media import Answer, answer_in, streams
from gateway.http.note import Note
from gateway.http.opening import OpenContext
from gateway.http.presence import ClientGone, in_sight, to_its_end
from gateway.http.request import (
    LAST_EVENT,
    Caller,
    posted,
    queried,
    request_id,
    seen_revision,
)
from gateway.http.running import Running
from gateway.http.sent import at_once
from gateway.identity.identify import TRUST, Identity, payer
from gateway.limits.budgets import budgets
from gateway.live.events import EventStream
from gateway.live.live import Live
from gateway.live.streaming import Streaming
from gateway.settings import Settings
from gateway.watch.watch import GONE, Watch
from graph.model import Viewer


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
        self.watch = watch or Watch()
        self.identity, self._settings = identity, settings
        self._development = settings.profile == "development"
        self.preparing = Preparing(core(schema), settings)
        self.running = Running(schema, open_context, settings, now)
        streaming = Streaming(self.running, schema, open_context, settings, now)
        trusting, near = bool(self.preparing.naming.trusted), identity is TRUST
        self.entrance = Entrance(settings, trusting=trusting, near=near)
        opens = self.entrance.opens
        self.budgets = budgets(settings)
        self.live = Live(self.preparing, streaming, settings, identity, now, opens, self.budgets)
        self._finishing = Finishing(settings)

    @property
    def compiled(self) -> Compiled | None:
        """The compiled executor, where it is on."""
        return self.running.compiled

    async def leave(self) -> None:
        """Have all open connections end, and let go of what answers are counted in."""
        await self.live.leave()
        if self.budgets is not None:
            await self.budgets.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, whatever happens, with a response and a line in the log."""
        request = Asked(scope, receive)
        note = Note(request_id(request.heard.found.get(b"x-request-id")))
        with self.watch.request(note, request.heard) as watching:
            try:
                response = await self._response(request, note)
            except Exception as error:  # noqa: BLE001 - the last stop before the wire
                response = refusal(error, note)
            if scope["method"] == "HEAD":
                response.body = b""
            watching.status = response.status_code
        if not at_once(response, send):
            await response(scope, receive, send)

    async def _response(self, request: Asked, note: Note) -> Response:
        """The way of a question: let in, its caller known, read, prepared, run, written."""
        found, posts = request.heard.found, request.scope["method"] == "POST"
        if (repeated := request.heard.repeated) is not None:
            raise malformed(f"Expected the header {repeated} once, not several times.")
        self.entrance.addressed(found.get(b"host"), request.scope["http_version"])
        if not posts and (whole := self.entrance.admit(request)) is not None:
            return whole
        note.kind = answer_in(found.get(b"accept"))
        if self.identity is TRUST:
            known = TRUST.named(found.get(b"x-gateway-actor"))
        else:
            known = await self.identity.of_headers(request.heard)
        viewer = known.viewer
        note.caller, note.role = viewer.name, viewer.role.value
        prepare = partial(self._posted if posts else self._queried, request)
        if self.budgets is None:
            prepared = await prepare()
        else:
            note.payer = payer(self.identity, known, request)
            prepared = await self.budgets.paid(note.payer, note.headers, prepare)
        kind = prepared.kind
        note.operation, note.doing = prepared.name, kind.value
        if kind is OperationType.SUBSCRIPTION:
            note.kind = _streamed_in(request.heard.get("accept", ""))
        if note.kind is Answer.EVENTS:
            return EventStream(self.live, prepared, known, note, request.heard.get(LAST_EVENT))
        result = await self._run(request, prepared, viewer, note)
        telling = self._development and posts  # what is tagged stays the same
        response = answer.result(note, result, development=telling)
        return self._finishing.finish(request, response, viewer, note)

    async def _posted(self, request: Asked) -> Prepared:
        """The question of a POST made ready; raises Unanswerable and Rejected."""
        most, seconds = self._settings.max_body, self._settings.request_seconds
        return self.preparing.prepare(await posted(request, most, seconds))

    async def _queried(self, request: Asked) -> Prepared:
        """The same of the question in an address; Rejected for what may not be read so."""
        question = queried(request.query_params)
        self.entrance.reads(trusted=self.preparing.naming.known(question))
        prepared = self.preparing.prepare(question)
        if prepared.kind is OperationType.MUTATION:
            raise not_allowed("Expected a POST request for a mutation.", "POST")
        if request.method == "HEAD" and prepared.kind is OperationType.SUBSCRIPTION:
            raise not_allowed("Expected a GET or a POST for a subscription.", "GET, POST")
        return prepared

    def _run(
        self, request: Asked, prepared: Prepared, viewer: Viewer, note: Note
    ) -> Coroutine[Any, Any, ExecutionResult]:
        """Run the operation, for a client that is there and as long as a request may take.

        What writes goes on without its client: it is safe to send again, not to be left half done.
        """
        writes = prepared.kind is OperationType.MUTATION
        seen = seen_revision(request.heard.found.get(b"x-gateway-revision"))
        work = self.running.run(prepared, Caller(viewer, note.request_id), seen, note)
        work = to_its_end(work) if writes else work
        return in_sight(request, work, self._settings.request_seconds, writes=writes)


def refusal(error: Exception, note: Note) -> Response:
    """What is answered where a question has no answer."""
    match error:
        case Rejected():
            note.why = error.why
            return answer.refused(note, error)
        case Unanswerable():
            return answer.unanswerable(note, error.errors, error.code, error.status)
        case ClientGone() | ClientDisconnect():
            return Response(status_code=GONE)
        case _:
            return answer.refused(note, failed(error, note.request_id))


def _streamed_in(accept: str) -> Answer:
    if streams(accept):
        return Answer.EVENTS
    expected = f"Expected an Accept header with {Answer.EVENTS}, or a WebSocket, for a subscription"
    raise Rejected(406, ErrorCode.NOT_ACCEPTABLE, f"{expected}, not {quoted(accept)}.")
