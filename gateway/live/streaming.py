"""Answers over a connection that stays: one of a query or a mutation, many of a subscription.

Each event is answered in a context of its own: at its commit, for whoever listens as it is then.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Any, Protocol, TypeAlias

from graphql import ExecutionResult, OperationType
from msgspec import Struct
from strawberry import Schema

from gateway.clock import Clock
from gateway.documents.execution import executed, sourced
from gateway.documents.preparing import Prepared
from gateway.documents.unanswerable import Unanswerable
from gateway.http.answer import said, stamped
from gateway.http.deadline import in_time
from gateway.http.errors import ErrorCode
from gateway.http.note import Note
from gateway.http.opening import OpenContext
from gateway.http.presence import to_its_end
from gateway.http.request import Caller
from gateway.http.running import Running
from gateway.settings import Settings
from resolvers.subscription.heard import Begun

Check: TypeAlias = Callable[[], Awaitable[None]]
"""Raises when whoever listens would not be let in any more."""


class Heard(Protocol):
    """One thing that a subscription's source gives."""

    @property
    def revision(self) -> int:
        """The commit that it is told at."""
        ...

    @property
    def behind(self) -> int:
        """How many events the feed has come further since."""
        ...

    @property
    def cursor(self) -> str | None:
        """Where to go on after it, if there is such a place."""
        ...

    async def told(self, context: Any) -> object | None:
        """The value of the root field in a context; None where it is not to be told."""
        ...


class Told(Struct, frozen=True):
    """The body of an answer, and where to go on after it; None for the body tells that alone."""

    body: dict[str, Any] | None
    cursor: str | None = None


class Lagging(Exception):
    """A subscriber fell further behind than it may; the message says the limit and its value."""


class Streaming:
    """Gives the bodies of answers about one schema, one after the other."""

    def __init__(
        self,
        running: Running,
        schema: Schema,
        open_context: OpenContext,
        settings: Settings,
        now: Clock,
    ) -> None:
        """Take what answers are made from."""
        self._running, self._schema, self._open, self._now = running, schema, open_context, now
        self._settings = settings
        self._development = settings.profile == "development"

    async def bodies(
        self, prepared: Prepared, caller: Caller, check: Check, note: Note
    ) -> AsyncGenerator[Told]:
        """The answers as they come; of a subscription first where it begins.

        Raises Unanswerable, Rejected, Lagging, and what the check, the context or the source raise.
        """
        note.operation = prepared.name
        if prepared.kind is not OperationType.SUBSCRIPTION:
            await check()
            yield Told(await self._once(prepared, caller, note))
            return
        context = await self._open(self._now(), 0, caller)
        note.revision = context.revision
        source = await self._source(prepared, context)
        most = None
        async with aclosing(source):
            async for heard in source:
                if isinstance(heard, Begun):
                    yield Told(None, heard.cursor)
                    continue
                most = most or max(self._settings.live_lag, heard.behind)
                if heard.behind > most:
                    raise _lagging(heard.behind, most)
                await check()
                work = self._told(heard, prepared, caller, note)
                body = await in_time(work, self._settings.request_seconds, writes=False)
                if body is not None:
                    yield Told(body, heard.cursor)

    async def _once(self, prepared: Prepared, caller: Caller, note: Note) -> dict[str, Any]:
        writes = prepared.kind is OperationType.MUTATION
        work = self._running.run(prepared, caller, 0, note)
        work = to_its_end(work) if writes else work
        found = await in_time(work, self._settings.request_seconds, writes=writes)
        return stamped(note, said(note, found, development=self._development))

    async def _source(self, prepared: Prepared, context: object) -> AsyncGenerator[Begun | Heard]:
        question = prepared.question
        found = await sourced(
            self._schema, prepared.document, question, context, hints=self._development
        )
        if isinstance(found, ExecutionResult):
            raise Unanswerable(ErrorCode.VARIABLES_INVALID, *(found.errors or ()))
        return found

    async def _told(
        self, heard: Heard, prepared: Prepared, caller: Caller, note: Note
    ) -> dict[str, Any] | None:
        context = await self._open(self._now(), heard.revision, caller)
        root = await heard.told(context)
        if root is None:
            return None
        found = await executed(
            self._schema,
            prepared.document,
            prepared.question,
            context,
            hints=self._development,
            root=root,
        )
        note.revision, note.statements = heard.revision, context.facts.statements
        self._running.tell_defects(found, note)
        return stamped(note, said(note, found, development=False))


def _lagging(behind: int, most: int) -> Lagging:
    return Lagging(
        f"{behind} events behind, at most {most} are kept up with; go on after your last cursor."
    )
