"""Webhooks: who is told of which events, how far each was told, and who does the telling."""

from graph.store.webhooks.acts import register, remove, replay, rotate, turn
from graph.store.webhooks.address import AddressRefused, checked
from graph.store.webhooks.lease import leased
from graph.store.webhooks.made import made, new_secret
from graph.store.webhooks.progress import delivered, failed, parked
from graph.store.webhooks.values import State, Webhook, WebhookUnknown, webhooks

__all__ = [
    "AddressRefused",
    "State",
    "Webhook",
    "WebhookUnknown",
    "checked",
    "delivered",
    "failed",
    "leased",
    "made",
    "new_secret",
    "parked",
    "register",
    "remove",
    "replay",
    "rotate",
    "turn",
    "webhooks",
]
