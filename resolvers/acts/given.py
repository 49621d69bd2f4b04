"""What every mutation takes, and how it is made a command."""

from dataclasses import fields
from typing import Any, cast

import msgspec
import strawberry
from strawberry import UNSET, field

from graph.store.ledger import Author
from loaders.acts import Command
from resolvers.context import Context
from resolvers.errors import invalid
from resolvers.moment import ReadingChoice, chosen

MAX_KEY = 200
MAX_TEXT = 2_000
GIVEN = strawberry.argument(description="What is to change, and under which key (变更内容).")
_ASKED_ANEW = ("idempotency_key", "dry_run")


@strawberry.input(description="What every change takes (变更公共参数).")
class ActInput:
    """Made a `Command` by `command`; each mutation adds what it is about."""

    idempotency_key: str = field(
        description=(
            "A key of your own for this change (幂等键), 200 characters at most: sent again with"
            " the same input it gives the first result again, with another it is refused."
        )
    )
    dry_run: bool = field(
        default=False,
        description="Go the whole way and store nothing (试运行): the answer is the same.",
    )
    reason: str = field(default="", description="Why (原因), for the record.")
    source: str = field(default="", description="The document it rests on (依据文件).")
    readings: list[ReadingChoice] | None = field(
        default=None, description="Readings (解读) to decide by instead of the recommended ones."
    )


def command(name: str, given: ActInput, context: Context) -> Command:
    """The command of a mutation; INVALID_ARGUMENT where key, reason or source cannot be."""
    if not given.idempotency_key or len(given.idempotency_key) > MAX_KEY:
        expected = f"an idempotencyKey of 1 to {MAX_KEY} characters"
        raise invalid(expected, given.idempotency_key)
    for text in (given.reason, given.source):
        if len(text) > MAX_TEXT:
            raise invalid(f"a reason and a source of at most {MAX_TEXT} characters each", text)
    writing = context.writing
    caller, request_id = (writing.caller, writing.request_id) if writing else ("local", "")
    return Command(
        name=name,
        input=_digestible(given),
        author=Author(caller, context.at, request_id, given.source, given.reason),
        key=given.idempotency_key,
        readings=chosen(given.readings),
        dry_run=given.dry_run,
    )


def rows_of(given: ActInput) -> list[dict[str, Any]]:
    """What a change is about, row by row: the fields of an input, or of each of its rows."""
    rows: list[object] = getattr(given, "rows", [given])
    return [
        {name: None if value is UNSET else value for name, value in vars(row).items()}
        for row in rows
    ]


def _digestible(given: ActInput) -> bytes:
    """All that a change depends on, as bytes: the key and the dry run are not of it."""
    names = [each.name for each in fields(cast("Any", given)) if each.name not in _ASKED_ANEW]
    return msgspec.json.encode([(name, _plain(getattr(given, name))) for name in names])


def _plain(value: Any) -> Any:
    """A value of an input as msgspec writes it; what was left out is what stands for it."""
    if value is UNSET:
        return None
    if isinstance(value, list):
        return [_plain(each) for each in cast("list[Any]", value)]
    if hasattr(value, "__dataclass_fields__"):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value
