"""What became due: marked once, carried out where policy says so, closed where it lapsed (Q16).

Each is a commit of its own, decided inside its transaction: whoever comes second finds nothing left
to do, whatever number of processes look at the same time.
"""

from collections.abc import AsyncIterator
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from graph.calendar import CalendarNotPublished
from graph.changes import Supersede
from graph.model import FactId, Moment, Readings, Request, Uid
from graph.readings import DEFAULTS, Q16
from graph.rules.detachment import Ground
from graph.rules.refusal import Refusal
from graph.rules.workflow import (
    Progress,
    State,
    StepName,
    Unclear,
    admit_step,
    cut_of,
    ground_of,
    looked_at,
    progress,
)
from graph.store import ledger
from graph.store.engine import Transaction
from graph.store.ledger import Author, Committed, Decision
from loaders.acts.desk import END, Act, Command, Desk, desk
from loaders.acts.detaching import concluded, planned
from loaders.acts.outcome import ActRefused, Outcome, Row, decided
from loaders.acts.perform import unpublished
from loaders.acts.requests import newest
from loaders.scope import Scope
from loaders.shared import Shared

ACTOR = "scheduler"
"""Who is on record for what nobody did by hand."""
PAGE = 200
"""Requests that are looked at together."""


class Deed(StrEnum):
    """What was done with a request."""

    MARKED = "MARKED"
    EXECUTED = "EXECUTED"
    CLOSED = "CLOSED"
    LEFT = "LEFT"
    """Nothing could be done; the reason is told."""


class Ticked(Struct, frozen=True):
    """One thing that a tick did: with which request, by which commit, or why not."""

    request: FactId
    account: Uid
    deed: Deed
    revision: int = 0
    refusal: Refusal | None = None


class Tick(Struct, frozen=True):
    """A look at all open requests: as of which day, at which instant, and how far it goes.

    `auto_execute` lets it carry out what is due and not left to be done by hand (Q16).
    """

    day: date
    at: datetime
    auto_execute: bool = True
    dry_run: bool = False
    readings: Readings = DEFAULTS
    actor: str = ACTOR

    @property
    def moment(self) -> Moment:
        """All that is recorded, as of the day."""
        return Moment(self.day, END, self.readings)


async def tick(shared: Shared, asked: Tick) -> list[Ticked]:
    """Mark what became due by a day, carry out what policy says, close what lapsed (R112, Q16).

    Raises StoreError.
    """
    done = list[Ticked]()
    async for found in _open(shared, asked):
        done += await _attended(shared, asked, found)
    return done


async def _open(shared: Shared, asked: Tick) -> AsyncIterator[Progress | Unclear]:
    """Every request that is on record as open, looked at."""
    facts = await shared.facts()
    scope, after, more = Scope(facts, asked.moment), "", True
    while more:
        versions, more = await facts.open_requests(after, PAGE)
        known = [each for some in versions.values() for each in asked.moment.known(some)]
        made = [each for each in known if each.applied_on <= asked.day]
        there = {uid for each in made for uid in (each.account, each.other) if uid}
        around = await scope.known(sorted(there))
        for each in made:
            yield looked_at(each, around)
        after = max(versions, default="")


async def _attended(shared: Shared, asked: Tick, found: Progress | Unclear) -> list[Ticked]:
    """What is to be done with one request, if anything."""
    request = found.request
    if isinstance(found, Unclear):
        return [Ticked(request.id, request.account, Deed.LEFT, refusal=found.refusal)]
    if found.state is State.LAPSED:
        return await _done(shared, asked, request, Deed.CLOSED, _close(request.id))
    if found.state is not State.DUE:
        return []
    done = list[Ticked]()
    if request.due_marked_on is None:
        done += await _done(shared, asked, request, Deed.MARKED, _mark(request.id))
    if asked.auto_execute and _goes_by_itself(request, asked.readings):
        done += await _done(shared, asked, request, Deed.EXECUTED, _execute(request.id))
    return done


def _goes_by_itself(request: Request, readings: Readings) -> bool:
    """Only the cut that a customer asked for is carried out by nobody's hand (FA 4.3.2, Q16)."""
    asked = ground_of(request) is Ground.CUSTOMER_REQUEST
    return asked and readings.of(Q16) is Q16.AUTO_EXECUTE


async def _done(
    shared: Shared, asked: Tick, request: Request, deed: Deed, act: Act
) -> list[Ticked]:
    """Commit one act; nothing is told where another process has done it."""
    try:
        committed = await _commit(shared, asked, act)
    except ActRefused as error:
        left = error.refusals[0]
        return [Ticked(request.id, request.account, Deed.LEFT, refusal=left)]
    if not committed.events:
        return []
    return [Ticked(request.id, request.account, deed, committed.revision)]


async def _commit(shared: Shared, asked: Tick, act: Act) -> Committed[Outcome]:
    author = Author(asked.actor, asked.at, reason="due by its period, or lapsed")
    command = Command("tick", b"", author, "", asked.readings, asked.dry_run)

    async def decide(tx: Transaction) -> Decision[Outcome]:
        try:
            return await act(replace(desk(tx, command), today=asked.day))
        except CalendarNotPublished as unknown:
            raise ActRefused(Row(refusal=unpublished(unknown))) from None

    committed = await ledger.commit(shared.engine, decide, author, dry_run=asked.dry_run)
    if not asked.dry_run:
        shared.saw(committed)
    return committed


NOTHING = Decision(Outcome((Row(),)))
"""Another process was first."""


def _mark(id_: FactId) -> Act:
    async def act(desk: Desk) -> Decision[Outcome]:
        old, known = await newest(desk, id_)
        found = progress(old, known)
        if found.state is not State.DUE or old.due_marked_on is not None:
            return NOTHING
        new = replace(old, due_marked_on=desk.today)
        return decided([Row((id_,))], [Supersede(old, new)], found.trace)

    return act


def _close(id_: FactId) -> Act:
    async def act(desk: Desk) -> Decision[Outcome]:
        old, known = await newest(desk, id_)
        found = progress(old, known)
        if found.state is not State.LAPSED or old.closed_on is not None:
            return NOTHING
        on = found.about.gone_on or desk.today
        new = replace(old, closed_on=on, close_cause=found.about.cause)
        return decided([Row((id_,))], [Supersede(old, new)], found.trace)

    return act


def _execute(id_: FactId) -> Act:
    """Cut the link on the day of execution (Q16, R112); nothing where it is no more due."""

    async def act(desk: Desk) -> Decision[Outcome]:
        old, known = await newest(desk, id_)
        if isinstance(admit_step(old, StepName.EXECUTE, desk.today, known), Refusal):
            return NOTHING
        cut = cut_of(old, known, desk.today)
        assert cut is not None  # noqa: S101 (a customer's request asks for a cut)
        return await concluded(desk, await planned(desk.scope(), cut), old)

    return act
