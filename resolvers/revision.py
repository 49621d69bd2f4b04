"""The revision an answer was given at."""

import strawberry
from msgspec import Struct
from strawberry import field

from graph.store import schema
from resolvers.context import Asked


class At(Struct, frozen=True):
    """The store's newest revision as the request sees it."""

    number: int
    schema_version: int


@strawberry.type(description="Where the store stands (修订): every commit has the next number.")
class Revision:
    """Reads `At`."""

    number: int = field(description="Number of the newest commit (修订号) this request sees.")
    schema_version: int = field(description="Version of the store's schema (模式版本).")


@strawberry.type
class RevisionQueries:
    """Where the store stands."""

    @field(description="The revision (修订) this request is pinned to.", graphql_type=Revision)
    def revision(self, info: Asked) -> At:
        return At(info.context.facts.revision, schema.VERSION)
