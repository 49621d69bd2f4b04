"""Webhooks: the addresses that are told of what changes, and how far each was told."""

from datetime import datetime

import strawberry
from strawberry import Parent, field

from graph.store import webhooks as store
from graph.store.webhooks import State
from resolvers.context import Asked
from resolvers.enums import spoken
from resolvers.event_place import place

spoken(
    State,
    "Whether an address is told of what changes (推送状态).",
    {
        State.ACTIVE: "It is told (推送中).",
        State.PAUSED: "Somebody has paused it (已暂停); what it is not told of is kept.",
        State.PARKED: "It failed for a day (已搁置); resume it when it is mended.",
    },
    name="WebhookState",
)


@strawberry.type(
    description=(
        "An address that is told of what changes (推送地址): each entry of the feed in order,"
        " signed, again until it is taken. Its secrets are never shown again."
    )
)
class Webhook:
    """Reads `graph.store.webhooks.Webhook`."""

    id: strawberry.ID = field(description="Its own id (编号).")
    url: str = field(description="The address (地址).")
    kinds: list[str] = field(description="The kinds (变更类型) it asked for; empty: all.")
    state: State = field(description="Whether it is told (推送状态).")
    created_at: datetime = field(description="When it was registered (登记时间).")
    created_by: str = field(description="By whom (登记人).")
    reason: str = field(description="What went wrong last (失败原因); empty if nothing did.")
    failures: int = field(description="How often the next delivery has failed (失败次数).")
    failing_since: datetime | None = field(description="Since when it fails (失败起始时间).")
    retry_at: datetime | None = field(description="When it is tried again (重试时间).")
    delivered_at: datetime | None = field(description="When it took a delivery last (送达时间).")
    previous_until: datetime | None = field(
        description="Until when the secret before signs too (旧密钥有效期)."
    )

    @field(description="Up to where it was told (已推送游标): a cursor of `changes`.")
    @staticmethod
    def cursor(parent: Parent[store.Webhook]) -> str:
        return place(parent.seq)


@strawberry.type
class WebhookQueries:
    """Who is told of what changes."""

    @field(
        description="The addresses that are told of what changes (推送地址), by id.",
        graphql_type=list[Webhook],
    )
    async def webhooks(self, info: Asked) -> list[store.Webhook]:
        return list(await info.context.facts.webhooks())
