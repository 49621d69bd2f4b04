"""Several processes that answer over one engine; this one keeps the engine and answers nothing."""

import asyncio
import signal
import socket
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from gateway.settings import Settings
from gateway.watch.exposed import exposed, own_address, shown
from gateway.workers.crew import Crew
from gateway.workers.joined import joined
from graph.store.engine import Engine


async def serve(
    settings: Settings, engine: Engine, taken: socket.socket, ready: Callable[[], None]
) -> None:
    """Have workers serve at a socket until a signal; `ready` is called once.

    Raises SettingInvalid when a worker ends before all have been ready.
    """
    ending, loop = asyncio.Event(), asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(each, ending.set)
            stack.callback(loop.remove_signal_handler, each)
        room = Path(stack.enter_context(TemporaryDirectory(prefix="gateway-")))
        sockets = [str(room / str(number)) for number in range(settings.workers)]
        read = shown(lambda: joined(sockets))
        await stack.enter_async_context(exposed(own_address(settings.metrics), read))
        crew = Crew(settings, engine, taken, sockets)
        await stack.enter_async_context(crew.working())
        if await crew.all_ready(ending):
            ready()
        await ending.wait()
