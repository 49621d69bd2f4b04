"""Run as `python -m gateway.workers.worker FD`: one of several that answer over one engine.

The process that started it hands it the number of the socket that listens, and its settings on
stdin, since they hold secrets; it is told on stdout when requests are answered, and takes the
worker with it when it ends.
"""

import asyncio
import socket
import sys

import msgspec
import uvloop

from gateway import serving
from gateway.settings import Settings
from gateway.store import opened
from gateway.watch import logs


def main(number: int) -> None:
    """Serve at a socket with the settings on stdin until SIGTERM."""
    settings = msgspec.json.decode(sys.stdin.buffer.read(), type=Settings)
    logs.begin(settings.log_level)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work(settings, socket.socket(fileno=number)))


async def work(settings: Settings, taken: socket.socket) -> None:
    """Serve beside the others."""
    async with opened(settings) as engine:
        await serving.serve(settings, engine, taken, told)


def told() -> None:
    """Say that requests are answered."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
