"""What the gateway hands to every request: facts, the instant it came in, what is configured."""

from datetime import datetime
from typing import TypeAlias

import strawberry
from msgspec import Struct

from graph.rules.fees import Schedule, sample
from loaders.facts import Facts


class Context(Struct, frozen=True):
    """One request: its facts, pinned to a revision, its instant in UTC, the schedule of fees."""

    facts: Facts
    at: datetime
    schedule: Schedule = sample()


Asked: TypeAlias = strawberry.Info[Context, None]
"""What a root field takes to find the request; nested fields have their scope instead."""
