"""Addresses that are told of what changes."""

from typing import Any

from tests.acts.plans import Later
from tests.acts.table import NO_COUNT, NO_DAYS, NO_RIGHT, NO_VERSION, NOTHING_BEFORE, Refused, Rows
from tests.resolvers.changing import Desk
from tests.webhooks.telling import hook

URL = "https://books.example/hook"
MADE = (("registerWebhook", {"url": URL}),)
UNKNOWN = Refused("WEBHOOK_UNKNOWN", {"id": "none"})


async def _id(desk: Desk) -> str:
    return (await hook(desk.shared.engine)).id


THE_ONE: Later = _id


def rows(good: dict[str, Any], **more: Any) -> Rows:
    never = {"stale": NO_VERSION, "authority": NO_RIGHT, "empty": NO_DAYS}
    return Rows(good=good, **{**never, "early": NOTHING_BEFORE, "calendar": NO_COUNT, **more})


WEBHOOKS = {
    "registerWebhook": rows(
        {"url": URL},
        unknown=Refused("WEBHOOK_ADDRESS_REFUSED", {"url": "ftp://books.example"}),
        apart=frozenset(
            {"WebhookChanged_secret", "WebhookChanged_webhook", "WebhookChanged_events"}
        ),
    ),
    "rotateWebhookSecret": rows(
        {"id": THE_ONE},
        before=MADE,
        unknown=UNKNOWN,
        apart=frozenset({"WebhookChanged_secret", "WebhookChanged_webhook"}),
    ),
    "pauseWebhook": rows(
        {"id": THE_ONE}, before=MADE, unknown=UNKNOWN, apart=frozenset({"WebhookChanged_webhook"})
    ),
    "resumeWebhook": rows(
        {"id": THE_ONE},
        before=(*MADE, ("pauseWebhook", {"id": THE_ONE})),
        unknown=UNKNOWN,
        apart=frozenset({"WebhookChanged_webhook"}),
    ),
    "replayWebhook": rows(
        {"id": THE_ONE}, before=MADE, unknown=UNKNOWN, apart=frozenset({"WebhookChanged_webhook"})
    ),
    "removeWebhook": rows(
        {"id": THE_ONE}, before=MADE, unknown=UNKNOWN, apart=frozenset({"WebhookChanged_webhook"})
    ),
}
