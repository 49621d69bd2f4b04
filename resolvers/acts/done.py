"""What every mutation answers when it was done: the revision, the events, what it rests on."""

from datetime import date, datetime
from typing import Self

import strawberry
from msgspec.structs import replace
from strawberry import Private, field

from graph import model
from graph.store import ledger
from loaders.acts import Performed
from loaders.scope import Scope
from resolvers.event import Event
from resolvers.trace import Trace


@strawberry.interface(description="A change that was made (变更结果), would be, or was before.")
class Act:
    """A success type adds the objects that it changed, at the new moment."""

    performed: Private[Performed]
    scope: Private[Scope]

    @field(description="The commit (修订号) that holds it: the newest where nothing changed.")
    def revision(self) -> int:
        return self.performed.committed.revision

    @field(description="When it was recorded (记录时间).")
    def recorded_at(self) -> datetime:
        return self.performed.committed.recorded_at

    @field(description="Whether nothing was stored (试运行): it was only asked what would be.")
    def dry_run(self) -> bool:
        return self.performed.committed.dry_run

    @field(description="Whether it was done before under this key (重放): the first result again.")
    def replayed(self) -> bool:
        return self.performed.committed.replayed

    @field(description="The entries of the change feed (变更记录).", graphql_type=list[Event])
    async def events(self) -> list[ledger.Event]:
        return await self.scope.facts.acted(self.performed.committed.events)

    @field(description="What it rests on (依据).", graphql_type=Trace)
    async def trace(self) -> model.Trace:
        trace = self.performed.outcome.trace
        return replace(trace, facts=await self.scope.facts.shown(trace.facts))

    @classmethod
    def of(cls, performed: Performed, scope: Scope) -> Self:
        """The answer to an act; `scope` is the new moment."""
        return cls(performed=performed, scope=scope)

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Whether a value is one: unions and interfaces ask."""
        return isinstance(value, cls)

    def at(self, day: date) -> Scope:
        """The new moment, as of another day."""
        return Scope(self.scope.facts, replace(self.scope.moment, as_of=day))
