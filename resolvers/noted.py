"""Notes beside accounts and parties, as `annotate` writes them."""

from datetime import datetime

import strawberry
from strawberry import Private, field

from graph import model
from resolvers.moment import Scope


@strawberry.type(description="What somebody wrote beside an account or a party (备注).")
class WrittenNote:
    """Of `graph.model.Note`; nothing follows from it (R34)."""

    row: Private[model.Note]

    @field(description="The fact's own id (备注编号).")
    def note_id(self) -> str:
        return self.row.id

    @field(description="What was written (内容).")
    def text(self) -> str:
        return self.row.text

    @field(description="Who wrote it (记录人).")
    def recorded_by(self) -> str:
        return self.row.recorded_by

    @field(description="When (记录时间).")
    def recorded_at(self) -> datetime:
        return self.row.recorded_at

    @field(description="The document it rests on (来源).")
    def source(self) -> str:
        return self.row.source


async def notes_on(scope: Scope, subject: str) -> list[WrittenNote]:
    """The notes known at the moment, the oldest first."""
    rows = scope.moment.known((await scope.facts.notes([subject]))[subject])
    ordered = sorted(rows, key=lambda each: (each.recorded_at, each.id))
    return [WrittenNote(row=each) for each in ordered]
