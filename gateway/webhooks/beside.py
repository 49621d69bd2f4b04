"""Webhooks told beside the serving of requests."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from gateway import clock
from gateway.beside import beside
from gateway.settings import Settings
from gateway.webhooks.sending import Sender
from gateway.webhooks.worker import Worker
from graph.store.engine import Engine


@asynccontextmanager
async def telling(settings: Settings, engine: Engine) -> AsyncGenerator[None]:
    """Tell webhooks meanwhile, unless the settings leave that to other processes."""
    if settings.webhooks == "off":
        yield
        return
    async with (
        sender(settings) as sending,
        beside(Worker(engine, sending, clock.now).run()),
    ):
        yield


def sender(settings: Settings) -> Sender:
    """One who sends as the settings say."""
    return Sender(settings.webhook_seconds, private=settings.webhook_private == "on")
