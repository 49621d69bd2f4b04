"""What the gateway hands to every request: facts, its instant, who asks, what is configured."""

from datetime import date, datetime
from typing import TypeAlias

import strawberry
from msgspec import Struct

from graph.model import OPERATOR, Viewer, day_of
from graph.rules.fees import Schedule, sample
from loaders.acts.sheets import Importer
from loaders.facts import Facts
from loaders.shared import Shared


class Writing(Struct):
    """What a request needs to write, and the newest revision that it has written.

    Without an `importer` no tables can be taken in.
    """

    shared: Shared
    caller: str = "local"
    request_id: str = ""
    revision: int = 0
    importer: Importer | None = None


class Context(Struct, frozen=True):
    """One request: its facts, pinned to a revision, its instant in UTC, fees, and who asks.

    Without `writing` nothing can be written: a mutation says so. `last` is the cursor that a
    subscriber who comes again has come to.
    """

    facts: Facts
    at: datetime
    writing: Writing | None = None
    schedule: Schedule = sample()
    viewer: Viewer = OPERATOR
    last: str | None = None

    @property
    def today(self) -> date:
        """The civil day of the request in Shanghai."""
        return day_of(self.at)

    @property
    def revision(self) -> int:
        """The newest revision that the answer tells of: the one asked at, or one it has made."""
        return max(self.facts.revision, self.writing.revision if self.writing else 0)


Asked: TypeAlias = strawberry.Info[Context, None]
"""What a root field takes to find the request; nested fields have their scope instead."""
