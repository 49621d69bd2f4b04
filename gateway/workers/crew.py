"""The workers of a gateway: started, minded, and ended together.

They take connections from one socket, so that none is lost while one of them is started again. The
first attends to what is done beside answering.
"""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, suppress
from time import monotonic

import msgspec
import structlog
from msgspec.structs import replace

from gateway.settings import SettingInvalid, Settings
from gateway.store import for_others
from graph.store import leash, ledger
from graph.store.embedded import Embedded
from graph.store.engine import Engine
from graph.store.errors import StoreError

BEAT = 0.5
"""Seconds between two looks whether the engine lives; it is started again when it does not."""

STEADY = 60.0
"""A worker that lived for so many seconds is started again at once."""

LONGEST = 10.0
"""The longest rest, in seconds, before a worker that dies again and again is started."""

GRACE = 5.0
"""Seconds beyond what draining may take, after which a worker is killed."""


class Crew:
    """The workers of one gateway."""

    def __init__(
        self, settings: Settings, engine: Engine, taken: socket.socket, figures: list[str]
    ) -> None:
        """One for each path at which its figures are read; all take connections from a socket."""
        self._settings, self._engine = settings, engine
        self._taken, self._figures = taken, figures
        self._processes = dict[int, Process]()
        self._ready = set[int]()
        self._settled = asyncio.Event()
        """Whether all are ready, or one of them has failed to be."""
        self._ending = self._failed = False
        self._log = structlog.get_logger()

    @asynccontextmanager
    async def working(self) -> AsyncGenerator[None]:
        """While it is open they work, and the engine is minded."""
        tasks = [asyncio.create_task(self._keep(number)) for number in range(len(self._figures))]
        if isinstance(self._engine, Embedded):
            tasks.append(asyncio.create_task(self._mind(self._engine)))
        try:
            yield
        finally:
            self._ending = True
            await self._end()
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    async def all_ready(self, ending: asyncio.Event) -> bool:
        """Wait until all answer; False when it is to end before. SettingInvalid when one fails."""
        waits = [asyncio.create_task(each.wait()) for each in (self._settled, ending)]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        if self._failed:
            raise SettingInvalid("a worker ended before it was ready; the log above says why")
        return not ending.is_set()

    async def _keep(self, number: int) -> None:
        """Start a worker, and again whenever it ends."""
        deaths = 0
        while not self._ending:
            began = monotonic()
            code = await self._worked(number)
            if self._ending:
                return
            if number not in self._ready:
                self._failed = True
                self._settled.set()
                return
            deaths = 1 if monotonic() - began > STEADY else deaths + 1
            rest = 0.0 if deaths == 1 else min(0.1 * 2**deaths, LONGEST)
            self._log.warning("worker ended", worker=number, code=code, again_in=rest)
            await asyncio.sleep(rest)

    async def _worked(self, number: int) -> int:
        """Start a worker, wait for its end, and give its exit code."""
        python, fd = sys.executable, self._taken.fileno()
        process = await asyncio.create_subprocess_exec(
            *(python, "-I", "-S", leash.__file__, str(os.getpid())),
            *(python, "-m", "gateway.workers.worker", str(fd)),
            stdin=PIPE,
            stdout=PIPE,
            pass_fds=(fd,),
            start_new_session=True,
        )
        self._processes[number] = process
        assert process.stdin is not None  # noqa: S101 - both are pipes, as asked for above
        assert process.stdout is not None  # noqa: S101
        with suppress(ConnectionError):
            process.stdin.write(msgspec.json.encode(self._of(number)))
            await process.stdin.drain()
            process.stdin.close()
        if await process.stdout.readline():
            self._ready.add(number)
        if len(self._ready) == len(self._figures):
            self._settled.set()
        return await process.wait()

    def _of(self, number: int) -> Settings:
        """The settings of a worker: the first does what is done beside answering."""
        given = for_others(self._settings, self._engine)
        given = replace(given, workers=1, metrics=f"unix:{self._figures[number]}")
        return given if number == 0 else replace(given, scheduler="off", webhooks="off")

    async def _mind(self, engine: Embedded) -> None:
        """Ask our own engine now and then, which starts it again when it died.

        A server somewhere else is up to others, and workers find it again by themselves.
        """
        known = engine.uri
        while True:
            await asyncio.sleep(BEAT)
            try:
                await ledger.revision(engine)
            except StoreError as error:
                self._log.warning("engine", code=error.code)
            if engine.uri != known:
                known = engine.uri
                self._tell(signal.SIGTERM)  # it has moved; they find it when they start again

    def _running(self) -> Iterator[Process]:
        return (each for each in self._processes.values() if each.returncode is None)

    def _tell(self, number: signal.Signals) -> None:
        for process in self._running():
            process.send_signal(number)

    async def _end(self) -> None:
        """Let all of them drain, and kill who takes too long."""
        self._tell(signal.SIGTERM)
        within = self._settings.drain_notice + self._settings.drain_seconds + GRACE
        ends = [asyncio.ensure_future(each.wait()) for each in self._running()]
        if ends and (await asyncio.wait(ends, timeout=within))[1]:
            self._tell(signal.SIGKILL)
            await asyncio.wait(ends)
