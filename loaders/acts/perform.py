"""The one way in which an act is carried out: decide in the transaction, commit, tell."""

from msgspec import Struct

from graph.calendar import CalendarNotPublished
from graph.model import Fact
from graph.rules.refusal import Code, Refusal
from graph.store import ledger
from graph.store.engine import Transaction
from graph.store.ledger import Committed, Decision, IdempotencyKeyReused, Once
from graph.store.ledger.content import pairs
from loaders.acts.desk import Act, Command, desk
from loaders.acts.outcome import Outcome, refused
from loaders.shared import Shared


class Performed(Struct, frozen=True):
    """An act as it was carried out, would be, or was the first time: what it changed and why."""

    committed: Committed[Outcome]
    closed: tuple[Fact, ...]
    opened: tuple[Fact, ...]

    @property
    def outcome(self) -> Outcome:
        """What was decided."""
        return self.committed.value


async def perform(shared: Shared, command: Command, act: Act) -> Performed:
    """Carry out an act, once for each key (design of idempotent calls: docs/guide/reseller.md).

    Raises ActRefused when a rule, a calendar or the key forbids it, and StoreError; nothing is
    stored then.
    """

    async def decide(tx: Transaction) -> Decision[Outcome]:
        return await act(desk(tx, command))

    once = None if command.dry_run else _once(command)
    try:
        committed = await ledger.commit(
            shared.engine, decide, command.author, once=once, dry_run=command.dry_run
        )
    except IdempotencyKeyReused:
        raise refused(_reused(command)) from None
    except CalendarNotPublished as unknown:
        raise refused(unpublished(unknown)) from None
    shared.saw(committed)
    if committed.replayed:
        return _told_again(committed)
    return Performed(committed, committed.closed, committed.opened)


def _once(command: Command) -> Once:
    told = b"\0".join((command.name.encode(), command.input))
    return Once(command.author.actor, command.key, told, Outcome)


def _told_again(committed: Committed[Outcome]) -> Performed:
    """A replay: the versions it wrote stand in its events."""
    closed, opened = list[Fact](), list[Fact]()
    for event in committed.events:
        for before, after in pairs(event):
            closed += [before] if before else []
            opened += [after] if after else []
    return Performed(committed, tuple(closed), tuple(opened))


def _reused(command: Command) -> Refusal:
    return Refusal(
        Code.IDEMPOTENCY_KEY_REUSED,
        f"the idempotency key {command.key!r} was used before with another input",
        path="idempotencyKey",
        next_step="Send a new key for a new input; the first result is given again to the same.",
    )


def unpublished(unknown: CalendarNotPublished) -> Refusal:
    """A year without a holiday calendar as a refusal: no working day of it is guessed (S44)."""
    return Refusal(
        Code.CALENDAR_NOT_PUBLISHED,
        f"no holiday calendar of {unknown.year} is known, so its working days can't be told",
        clause="FA 2.2.1",
        next_step=f"Ask again once the holiday notice of {unknown.year} has been published and"
        f" its calendar has been added: gateway calendar add {unknown.year}.json",
    )
