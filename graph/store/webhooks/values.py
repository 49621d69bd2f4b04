"""What a webhook is, and every one there is."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import msgspec
from msgspec import Struct

from graph.store.cypher import statement
from graph.store.facts.rows import Reader


class State(StrEnum):
    """Whether a webhook is told of events."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    PARKED = "PARKED"


class Webhook(Struct, frozen=True, kw_only=True):
    """An address that is told of events of some kinds (none: of all), one after the other.

    `seq` is the number of the last event it was told of, or that it did not ask for. A delivery
    that fails is tried again at `retry_at`; `failing_since` is its first failure, `reason` what
    went wrong last. The secret before the newest one signs too, until `previous_until`.
    """

    id: str
    url: str
    kinds: tuple[str, ...] = ()
    secret: str
    previous: str | None = None
    previous_until: datetime | None = None
    created_at: datetime
    created_by: str = ""
    seq: int = 0
    state: State = State.ACTIVE
    reason: str = ""
    failures: int = 0
    failing_since: datetime | None = None
    retry_at: datetime | None = None
    delivered_at: datetime | None = None

    def secrets(self, at: datetime) -> tuple[str, ...]:
        """The secrets that sign at an instant, the newest first."""
        if self.previous is None or self.previous_until is None or at >= self.previous_until:
            return (self.secret,)
        return self.secret, self.previous

    def due(self, at: datetime) -> bool:
        """Whether it may be told of something at an instant."""
        return self.state is State.ACTIVE and (self.retry_at is None or at >= self.retry_at)

    def __repr__(self) -> str:
        """Which one it is; its secrets are shown nowhere."""
        return f"Webhook({self.id!r}, {self.url!r}, {self.state.value}, seq={self.seq})"


class WebhookUnknown(LookupError):
    """There is no webhook with this id; nothing was stored."""

    code: ClassVar[str] = "WEBHOOK_UNKNOWN"


async def webhooks(reader: Reader) -> tuple[Webhook, ...]:
    """Every webhook, by id."""
    rows = (await reader.run(statement("webhooks")))[0]["webhooks"]
    fields = Webhook.__struct_fields__
    named = [dict(zip(fields, row, strict=True)) for row in sorted(rows)]
    return msgspec.convert(named, tuple[Webhook, ...])
