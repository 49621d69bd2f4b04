"""A genuine Redis: a process that can be stopped, killed and started again on its port."""

import asyncio
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from signal import SIGCONT, SIGSTOP

import pytest

PROGRAMME = shutil.which("redis-server")
wanted = pytest.mark.skipif(PROGRAMME is None, reason="there is no redis-server on this machine")

PASSWORD = "of-a-test"


class Redis:
    """The process and its address; `password` is what it wants to hear."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.password_file = folder / "password"
        self.password_file.write_text(PASSWORD + "\n", "utf-8")
        self.process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        words = f"--port {self.port} --bind 127.0.0.1 --appendonly no --requirepass {PASSWORD}"
        command = [PROGRAMME or "", *words.split(), "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: ASYNC220 - it is started at once
        for _ in range(250):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                return
        pytest.fail("redis-server was not ready within 5 seconds")

    def hang(self) -> None:
        assert self.process
        self.process.send_signal(SIGSTOP)

    def go_on(self) -> None:
        assert self.process
        self.process.send_signal(SIGCONT)

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@asynccontextmanager
async def genuine_redis(folder: Path) -> AsyncIterator[Redis]:
    """A running one."""
    redis = Redis(folder)
    await redis.start()
    try:
        yield redis
    finally:
        redis.kill()
