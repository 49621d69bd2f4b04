"""What the gateway hands to every request: the facts it may ask, and the instant it came in."""

from datetime import datetime
from typing import TypeAlias

import strawberry
from msgspec import Struct

from loaders.facts import Facts


class Context(Struct, frozen=True):
    """One request: its facts, pinned to a revision, and its instant in UTC."""

    facts: Facts
    at: datetime


Asked: TypeAlias = strawberry.Info[Context, None]
"""What a root field takes to find the request; nested fields have their scope instead."""
