"""How a prepared question is run: at an instant, for a caller, the compiled way or the plain one.

Every door uses it: what comes over HTTP, and what comes over a connection that stays open.
"""

import structlog
from graphql import ExecutionResult, OperationType
from strawberry import Schema

from gateway.clock import Clock
from gateway.compiled import Answered, Compiled, Way
from gateway.documents.execution import core, executed
from gateway.documents.preparing import Prepared
from gateway.http.errors import is_defect
from gateway.http.kept import Answers, Key, key
from gateway.http.note import Note
from gateway.http.opening import Context, OpenContext
from gateway.http.request import Caller
from gateway.limits.turns import Turns
from gateway.settings import Settings
from graph.model import day_of


class Running:
    """Runs questions about one schema."""

    def __init__(
        self, schema: Schema, open_context: OpenContext, settings: Settings, now: Clock
    ) -> None:
        """Take what answers are made from."""
        self._schema, self._open, self._now = schema, open_context, now
        self._hints = settings.profile == "development"
        self.compiled: Compiled | None = None
        if settings.compiled == "on":
            self.compiled = Compiled(schema, core(schema), hints=self._hints)
        self.answers = Answers(settings.kept_answers) if settings.kept_answers else None
        self.turns = Turns(settings.max_requests, settings.max_waiting)
        self._log = structlog.get_logger()

    async def run(
        self, prepared: Prepared, caller: Caller, seen: int, note: Note
    ) -> ExecutionResult:
        """The result, when its turn has come; `seen` is the revision that its client has seen.

        `seen` is 0 for none. The note is told of it. Raises Rejected where as many wait as may, and
        what opening a context raises.
        """
        turns = self.turns
        if not turns.begin():
            await turns.wait()
        try:
            at = self._now()
            context = await self._open(at, seen, caller)
            note.revision = context.facts.revision
            try:
                if self.answers is None or prepared.kind is not OperationType.QUERY:
                    found = await self._asked(prepared, context, note)
                else:
                    sought = key(caller.viewer, note.revision, day_of(at), prepared.question)
                    found = await self._kept(self.answers, sought, prepared, context, note)
            finally:
                note.statements = context.facts.statements
                note.revision = context.revision
        finally:
            turns.end()
        if found.errors:
            self.tell_defects(found, note)
        return found

    async def _kept(
        self,
        answers: Answers,
        sought: Key | None,
        prepared: Prepared,
        context: Context,
        note: Note,
    ) -> ExecutionResult:
        """An answer that is kept, or one that is kept from now on if nothing was asked for it."""
        note.kept = None if sought is None else answers.find(sought)
        if note.kept is not None:
            answered = Answered(note.kept.result, Way.KEPT)
            note.way = answered.way
            if self.compiled is not None:
                self.compiled.ways.count(answered)
            return answered.result
        found = await self._asked(prepared, context, note)
        if sought is not None and context.facts.statements == 0:
            answers.keep(sought, found)
        return found

    async def _asked(self, prepared: Prepared, context: object, note: Note) -> ExecutionResult:
        document, question = prepared.document, prepared.question
        if self.compiled is None:
            return await executed(self._schema, document, question, context, hints=self._hints)
        answered = await self.compiled.run(document, question, context)
        note.way, note.why = answered.way, answered.reason
        return answered.result

    def tell_defects(self, found: ExecutionResult, note: Note) -> None:
        """Log the errors of an answer that nobody meant to raise."""
        for error in found.errors or ():
            if is_defect(error):
                path, cause = error.path, error.original_error
                self._log.error("defect", request_id=note.request_id, path=path, exc_info=cause)
