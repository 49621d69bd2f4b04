"""What one process does while it serves: it answers, is watched, and works beside that."""

import socket
from collections.abc import Callable
from contextlib import AsyncExitStack

from gateway import enrolling, scheduler, server, settling
from gateway.app import application
from gateway.settings import Settings
from gateway.store import keep
from gateway.watch.exposed import exposed, metrics, own_address
from gateway.watch.tracing import traced
from gateway.watch.watch import Watch
from gateway.webhooks import beside
from graph.store.engine import Engine


async def serve(
    settings: Settings, engine: Engine, taken: socket.socket, ready: Callable[[], None]
) -> None:
    """Serve over an engine at a socket until a signal; `ready` is called once."""
    async with AsyncExitStack() as stack:
        spans = await stack.enter_async_context(traced(settings))
        watch = Watch(spans, settings.slow_seconds)
        watched = watch.engine(engine)
        keep(watched)
        read = metrics(watch.figures.registry)
        await stack.enter_async_context(exposed(own_address(settings.metrics), read))
        await stack.enter_async_context(settling.settled(watched, watch.settled))
        await stack.enter_async_context(scheduler.scheduled(settings, watched))
        await stack.enter_async_context(beside.telling(settings, watched))
        app = application(settings, watched, watch=watch)
        stack.push_async_callback(app.state.shared.close)
        await stack.enter_async_context(enrolling.enrolled(settings, app.state.shared))
        await server.serve(app, taken, settings, ready)
