"""The moment of a question: made once for each root field, and handed on with the values.

async def account(self, info: Asked, uid: str, as_of: AsOf = UNSET,
                  known_at: KnownAt = UNSET, readings: Chosen = UNSET):
    scope = scope_of(info, as_of, known_at, readings)
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, TypeAlias

import strawberry

from graph.model import Moment, Readings
from graph.readings import DEFAULTS, UnknownReading, choose
from graph.rules.refusal import Code
from loaders.scope import Scope
from resolvers.context import Asked
from resolvers.errors import error


@strawberry.input(description="One chosen reading (所选解读) of an open question, Q1 to Q34.")
class ReadingChoice:
    """A question and one of its options."""

    question: str = strawberry.field(description="The question (问题), `Q7`.")
    option: str = strawberry.field(description="One of its options (选项), `AUTOMATIC`.")


__all__ = ["AsOf", "Chosen", "KnownAt", "ReadingChoice", "Scope", "chosen", "scope_of"]

AsOf: TypeAlias = Annotated[
    date | None,
    strawberry.argument(description="The day asked about (查询日); today in Shanghai if left out."),
]
KnownAt: TypeAlias = Annotated[
    datetime | None,
    strawberry.argument(description="As known at this instant (已知时点); now if left out."),
]
Chosen: TypeAlias = Annotated[
    list[ReadingChoice] | None,
    strawberry.argument(description="Readings (解读) to use instead of the recommended ones."),
]


def scope_of(
    info: Asked,
    as_of: date | None = None,
    known_at: datetime | None = None,
    readings: Sequence[ReadingChoice] | None = None,
) -> Scope:
    """The scope of a root field from its arguments; what is left out is as of now."""
    context = info.context
    moment = Moment(
        as_of=as_of or context.today,
        known_at=known_at or context.at,
        readings=chosen(readings),
        revision=context.facts.revision,
    )
    return Scope(context.facts.at(moment.known_at), moment, context.schedule)


def chosen(readings: Sequence[ReadingChoice] | None) -> Readings:
    """The readings with the given options in place of the defaults; UNKNOWN_READING else."""
    if not readings:
        return DEFAULTS
    try:
        return choose((each.question, each.option) for each in readings)
    except UnknownReading as unknown:
        raise error(Code.UNKNOWN_READING, str(unknown), "See `readings`.") from unknown
