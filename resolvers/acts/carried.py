"""From a mutation's input to its answer: perform the act, then look at what it changed."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from graph.model import Moment, Uid
from graph.rules.refusal import Code, Refusal
from loaders.acts import Act, ActRefused, Command, Performed, perform
from loaders.acts.permitted import permitted
from loaders.after import After
from loaders.scope import Scope
from loaders.sighted import seen_by
from resolvers.acts.given import ActInput, command, rows_of
from resolvers.acts.placed import names_of, placed
from resolvers.acts.rows import RowsDone, RowsInput, SomeRefused, refused
from resolvers.context import Asked, Context, Writing
from resolvers.errors import unwritable

D = TypeVar("D")

OF_THE_CALL = (Code.IDEMPOTENCY_KEY_REUSED,)
"""By what a call is refused as one, though it has a single row."""


async def carried_out(
    info: Asked,
    given: ActInput,
    act: Act,
    done: Callable[[Performed, Scope], D],
    day: date | None = None,
) -> D | Refusal:
    """The answer to a mutation about one thing, as of `day` (today if none), or its refusal."""
    try:
        return await performed(info, given, act, done, day)
    except ActRefused as error:
        return placed(error.refusals[0], names_of(given))


async def carried_out_rows(
    info: Asked, given: RowsInput, act: Act, uids: Sequence[Uid | None]
) -> RowsDone | SomeRefused | Refusal:
    """The answer to a mutation of many rows, each about an account, as of today."""
    named = tuple(uids)
    names = names_of(next(iter(getattr(given, "rows", ())), given))

    def done(found: Performed, scope: Scope) -> RowsDone:
        return RowsDone(performed=found, scope=scope, uids=named, names=names)

    try:
        return await performed(info, given, act, done)
    except ActRefused as error:
        if len(error.rows) != len(named) or error.refusals[0].code in OF_THE_CALL:
            return error.refusals[0]
        return refused(error, named, names)


async def performed(
    info: Asked,
    given: ActInput,
    act: Act,
    done: Callable[[Performed, Scope], D],
    day: date | None = None,
) -> D:
    """The same for a mutation of many rows; raises ActRefused."""
    writing = info.context.writing
    if writing is None:
        raise unwritable()
    context = info.context
    asked = command(info.field_name, given, context)
    act = permitted(context.viewer, info.field_name, rows_of(given), act)
    found = await perform(writing.shared, asked, act)
    moment = await _moment(context, writing, asked, found, day)
    return done(found, moment)


async def _moment(
    context: Context, writing: Writing, asked: Command, found: Performed, day: date | None
) -> Scope:
    """Where the answer stands: as of a day, knowing all up to the act and no more.

    After a dry run the facts are those of the store with the changes in place.
    """
    committed = found.committed
    facts: Any
    if committed.dry_run:
        before = await writing.shared.facts(committed.revision - 1)
        facts = After(before, (*found.closed, *found.opened), committed.revision, committed.events)
    else:
        facts = await writing.shared.facts(committed.revision)
        writing.revision = max(writing.revision, committed.revision)
    at = committed.recorded_at
    moment = Moment(day or context.today, at, asked.readings, committed.revision)
    return Scope(seen_by(context.viewer, facts), moment)
