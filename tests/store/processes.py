"""What becomes of processes: whether they live, and when their ports are free again."""

import asyncio
import socket
import time
from pathlib import Path


def state(process: int) -> str:
    """One letter: R running, S asleep, T stopped, Z ended and waiting to be noticed, X gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "X"


def alive(process: int) -> bool:
    return state(process) not in "ZX"


async def gone(process: int, within: float) -> bool:
    for _ in range(round(within / 0.02)):
        if not alive(process):
            return True
        await asyncio.sleep(0.02)
    return False


async def taken(port: int, within: float) -> socket.socket:
    """A port of a process that was killed: its last threads may hold it after it seems gone."""
    last = time.monotonic() + within
    while True:
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError:
            assert time.monotonic() < last, f"port {port} is not free"
            await asyncio.sleep(0.01)
