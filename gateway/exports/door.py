"""Statements as files over HTTP: `GET /statements/2018-03.csv`, for whoever may ask `/graphql`.

Who asks, what it may see, its budgets and its turn are as for a question. What goes wrong before
the first byte is told as an error of a question is; after it the connection is broken off, so that
nobody takes a part of a file for all of it.
"""

from collections.abc import Generator
from contextlib import contextmanager
from hashlib import blake2b
from importlib.metadata import version
from typing import Final

from msgspec import Struct
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gateway.clock import Clock
from gateway.exports.asked import File, asked
from gateway.exports.sheets import Form, SheetFull
from gateway.exports.sources import AccountUnknown, Source, source_for
from gateway.exports.stating import Wanted
from gateway.exports.streamed import content, packed
from gateway.exports.wire import OK, Wire
from gateway.http.endpoint import Endpoint, refusal
from gateway.http.errors import ErrorCode, Rejected, malformed, quoted
from gateway.http.heard import Asked
from gateway.http.media import Answer
from gateway.http.note import Note
from gateway.http.packing import packing
from gateway.http.presence import ClientGone, in_sight
from gateway.http.request import REQUEST_ID, REVISION, request_id, seen_revision
from gateway.http.revalidating import VARY, shortened
from gateway.identity.identify import payer
from gateway.settings import Settings
from gateway.watch.watch import GONE
from graph.model import Viewer
from graph.rules.refusal import Code
from loaders.shared import Shared
from loaders.sighted import NotInSight

PATH: Final = "/statements/{name:path}"
TYPES: Final = {
    Form.CSV: "text/csv; charset=utf-8; header=present",
    Form.NDJSON: "application/x-ndjson; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Call(Struct):
    """One request: what came, what is known of it, who asks, and where the answer goes."""

    request: Asked
    note: Note
    wire: Wire
    viewer: Viewer


class Statements:
    """Answers requests for files; an ASGI application beside an endpoint."""

    def __init__(self, endpoint: Endpoint, shared: Shared, settings: Settings, now: Clock) -> None:
        """Let in as the endpoint does, and read what is shared."""
        self._endpoint, self._shared, self._settings, self._now = endpoint, shared, settings, now
        self._packs = settings.compression == "on"
        self.open = 0
        """Files under way, waiting ones too."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, whatever happens, with a response or the beginning of one, and a line."""
        request, wire = Asked(scope, receive), Wire(scope, receive, send)
        note = Note(request_id(request.heard.found.get(b"x-request-id")), Answer.JSON)
        note.doing = "statement"
        with self._endpoint.watch.request(note, request.heard) as watching:
            try:
                work, seconds = self._answer(request, wire, note), self._settings.export_seconds
                await in_sight(request, work, seconds, writes=False)
            except Exception as error:  # noqa: BLE001 - the last stop before the wire
                said = refusal(error, note)
                if wire.status:
                    note.why = "broken off"
                else:
                    await wire.whole(said)
                watching.status = GONE if isinstance(error, ClientGone) else wire.status
            else:
                watching.status = wire.status

    async def _answer(self, request: Asked, wire: Wire, note: Note) -> None:
        """Let in, charge, find out what is asked for, and write it when its turn has come."""
        endpoint = self._endpoint
        if (repeated := request.heard.repeated) is not None:
            raise malformed(f"Expected the header {repeated} once, not several times.")
        endpoint.entrance.addressed(request.heard.found.get(b"host"), request.scope["http_version"])
        if (instead := endpoint.entrance.downloads(request)) is not None:
            await wire.whole(instead)
            return
        known = await endpoint.identity.of_headers(request.heard)
        note.caller, note.role = known.viewer.name, known.viewer.role.value
        note.payer = payer(endpoint.identity, known, request)
        file = await self._paid(request, note)
        with self._room():
            if not endpoint.running.turns.begin():
                await endpoint.running.turns.wait()
            try:
                await self._write(Call(request, note, wire, known.viewer), file)
            finally:
                endpoint.running.turns.end()

    async def _paid(self, request: Asked, note: Note) -> File:
        """What is asked for, by a caller who may ask once more. Raises Rejected."""

        async def read() -> File:
            return asked(request.path_params["name"], request.query_params)

        budgets = self._endpoint.budgets
        return await (budgets.paid(note.payer, note.headers, read) if budgets else read())

    @contextmanager
    def _room(self) -> Generator[None]:
        """Be one of those that are written. Raises Rejected."""
        if self.open >= self._settings.exports:
            said = f"{self.open} statements are being written, which is the most. Try again soon."
            raise Rejected(503, ErrorCode.OVERLOADED, said, retry_after="5")
        self.open += 1
        try:
            yield
        finally:
            self.open -= 1

    async def _write(self, call: Call, file: File) -> None:
        at, found = self._now(), call.request.heard.found
        seen, known_at = seen_revision(found.get(b"x-gateway-revision")), file.known_at or at
        source, revision = await source_for(self._shared, call.viewer, seen, known_at)
        call.note.revision = revision
        wanted = Wanted(file.period, file.partner, file.moment(at, revision), file.by)
        try:
            with _told(file):
                await self._send(call, file, source, wanted)
        finally:
            call.note.statements = source.statements

    async def _send(self, call: Call, file: File, source: Source, wanted: Wanted) -> None:
        """Send the file, or that its client has it already."""
        uids = await source.uids(file.partner)
        headers = self._headers(call, file, revision=wanted.moment.revision)
        short = shortened(call.request, Response(headers=headers))
        if short.status_code != OK:
            await call.wire.whole(short)
        elif call.request.method == "HEAD":
            await call.wire.head(headers)
        else:
            if budgets := self._endpoint.budgets:
                cost = len(uids) * file.period.length
                await budgets.spend(call.note.payer, cost, call.note.headers)
            parts = content(source, wanted, uids, file.form)
            packs = packed(parts, headers.get("content-encoding"))
            await call.wire.file(headers | call.note.headers, packs)

    def _headers(self, call: Call, file: File, revision: int) -> dict[str, str]:
        how = None
        if self._packs and file.form is not Form.XLSX:
            how = packing(call.request.headers.get("accept-encoding", ""))
        said = {
            "content-type": TYPES[file.form],
            "content-disposition": f'attachment; filename="{file.filename}"',
            "etag": f'"{_digest(call.viewer, file, revision)}{f"-{how}" if how else ""}"',
            "cache-control": "private, no-cache",
            "vary": VARY,
            "x-content-type-options": "nosniff",
            REQUEST_ID: call.note.request_id,
            REVISION: str(revision),
            **call.note.headers,
        }
        return said | ({"content-encoding": how} if how else {})


def _digest(viewer: Viewer, file: File, revision: int) -> str:
    """What the bytes of a file follow from."""
    said = repr((viewer, file, revision, version("partner-gateway")))
    return blake2b(said.encode(), digest_size=16).hexdigest()


@contextmanager
def _told(file: File) -> Generator[None]:
    """Tell what there is no file for."""
    try:
        yield
    except AccountUnknown:
        said = f"expected the uid of a partner, there is no account {quoted(file.partner or '')}"
        raise Rejected(404, Code.ACCOUNT_UNKNOWN, said) from None
    except NotInSight as hidden:
        raise Rejected(403, hidden.code, str(hidden)) from None
    except SheetFull as full:
        raise Rejected(400, ErrorCode.LIMIT_EXCEEDED, str(full)) from None
