"""The embedded engine: ArcadeDB in a process of our own, spoken to over Bolt.

It starts when the store is opened and ends with it, or with this process, however that ends. When
it dies meanwhile, the next call starts it again, where it was and with the same password, so that
other processes of ours find it again too.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from functools import partial, wraps
from pathlib import Path
from time import monotonic
from typing import Literal, TypeAlias, TypeVar

from graph.store import child as engine_process
from graph.store import folder as data_folder
from graph.store.beside import room
from graph.store.bolt import Bolt, open_bolt
from graph.store.child import Child
from graph.store.cypher import Statement
from graph.store.engine import Rollback, Row, Transaction, Work
from graph.store.errors import (
    StoreCredentials,
    StoreSetting,
    StoreUnavailable,
)
from graph.store.folder import Folder
from graph.store.translate import unavailable

T = TypeVar("T")

Mode: TypeAlias = Literal["production", "development"]
"""In production the engine hides the texts of its errors and takes its time to start; tests want to
read them, and start often."""

START_SECONDS = 30.0
"""What a start may take. It takes 1.5 seconds, with a million nodes too, and more after a crash."""

DEATH_SECONDS = 0.5
"""How long after a broken connection the process may still look alive."""

TOLD_SECONDS = 4.5
"""How long after an engine fell silent its callers are told at the latest; 5 are promised."""

REST_SECONDS = 1.0
"""After a start that failed, how long nobody tries the next."""


async def open_embedded(
    folder: Path | str,
    heap: str = "1g",
    mode: Mode = "production",
    patience: float = TOLD_SECONDS,
) -> "Embedded":
    """Start the embedded engine on a data folder, which is made if it is not there.

    `patience` is for how many seconds a call waits for an engine that fell silent, for its start
    where it has died, and for the answer then.

    Raises StoreSetting on a folder, heap or mode that can't be used, StoreBusy when another
    process uses the folder, StoreUnavailable when the engine does not start.
    """
    if not re.fullmatch(r"[1-9]\d*[kmgKMG]", heap):
        msg = f"expected the engine's heap as a number with k, m or g such as 512m, not {heap!r}"
        raise StoreSetting(msg)
    if mode not in {"production", "development"}:
        msg = f"expected the engine's mode to be production or development, not {mode!r}"
        raise StoreSetting(msg)
    held = await data_folder.hold(folder)
    try:
        child, bolt = await _start(held, heap, mode)
    except BaseException:
        held.release()
        raise
    return Embedded(held, partial(_start, held, heap, mode), child, bolt, patience)


class Embedded:
    """An engine of our own on a data folder; keeps `Engine`.

    `uri` and `password_file` are for other processes of ours that share it: they open the URI as
    user `root` with the password in the file. An engine that had to start again keeps both, unless
    somebody else has taken its port meanwhile.
    """

    def __init__(
        self, folder: Folder, again: "Again", child: Child, bolt: Bolt, patience: float
    ) -> None:
        """Take over a folder that is held and the engine that runs on it; `again` restarts it."""
        self.address = str(folder.path)
        self._folder = folder
        self._again, self._patience = again, patience
        self._child, self._bolt = child, bolt
        self._reviving: asyncio.Task[None] | None = None
        self._rest_until = float("-inf")
        self._closed = False

    @property
    def name(self) -> str:
        """`arcadedb`."""
        return self._bolt.name

    @property
    def version(self) -> str:
        """The version the server reports."""
        return self._bolt.version

    @property
    def uri(self) -> str:
        """Where the engine listens now."""
        return self._bolt.address

    @property
    def password_file(self) -> Path:
        """A file only its owner can read, with the password of user `root`."""
        return self._folder.password_file

    @property
    def process_id(self) -> int:
        """Number of the engine's process."""
        return self._child.process.pid

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        """Read; see `Engine.run`."""
        return await self._alive(lambda bolt, _: bolt.run(statement, **params))

    async def commit(self, work: Work[T]) -> T:
        """Write; see `Engine.commit`."""
        async with room(self._folder):
            return await self._alive(lambda bolt, limit: bolt.commit(_begun(work, limit)))

    async def close(self) -> None:
        """Stop the engine and give the folder back."""
        if not self._closed:
            self._closed = True
            if self._reviving is not None:
                self._reviving.cancel()
                await asyncio.wait({self._reviving})
            await self._bolt.close()
            await self._child.stop()
            self._folder.release()

    async def _alive(self, call: "Call[T]") -> T:
        """Call the engine; when it turns out to be dead, start it and call it again.

        Not when it died during a commit: that may have been stored. Silence, start and second call
        share one limit, so that who calls is told in time whatever happens.
        """
        bolt = self._bolt
        try:
            async with asyncio.timeout(None) as limit:
                return await call(bolt, limit)
        except StoreUnavailable as error:
            until = asyncio.get_running_loop().time() + self._patience - error.silent
            if not await self._revived(bolt, until) or not error.outcome_known:
                raise
        try:
            async with asyncio.timeout_at(until) as limit:
                return await call(self._bolt, limit)
        except TimeoutError as error:
            cause = "it has just started again and does not answer yet"
            raise unavailable(self.uri, cause) from error

    async def _revived(self, failed: Bolt, until: float) -> bool:
        """Whether there is another engine than the one that failed; a dead one is started again.

        One start for all who wait, and it goes on when they have been told that it takes longer,
        at `until` by the loop's clock at the latest.
        Raises StoreUnavailable when it fails.
        """
        if self._closed or self._bolt is not failed:
            return not self._closed
        if self._reviving is None:
            if monotonic() < self._rest_until:
                return False
            self._reviving = asyncio.create_task(self._revive(failed))
            self._reviving.add_done_callback(self._rested)
        reviving = self._reviving
        left = until - asyncio.get_running_loop().time()
        await asyncio.wait({reviving}, timeout=left)
        if reviving.done() and not reviving.cancelled():
            reviving.result()
        return not self._closed and self._bolt is not failed

    async def _revive(self, failed: Bolt) -> None:
        if await self._child.ended(DEATH_SECONDS):
            await failed.close()
            self._child, self._bolt = await self._again(self._child.port)

    def _rested(self, reviving: asyncio.Task[None]) -> None:
        """Let the next one try; after a failure not at once."""
        self._reviving = None
        if not reviving.cancelled() and reviving.exception() is not None:
            self._rest_until = monotonic() + REST_SECONDS


def _begun(work: Work[T], limit: asyncio.Timeout) -> Work[T]:
    """Work that lifts the limit of its call: it is begun by an engine that answers.

    What is to be stored takes the time it takes, unless the engine falls silent again.
    """

    @wraps(work)
    async def begun(transaction: Transaction) -> T | Rollback[T]:
        limit.reschedule(None)
        return await work(transaction)

    return begun


Call: TypeAlias = Callable[[Bolt, asyncio.Timeout], Awaitable[T]]
"""A call to an engine, and the limit that it stands under."""

Again: TypeAlias = Callable[[int], Awaitable[tuple[Child, Bolt]]]
"""Starts an engine anew, at a port if that is free."""


async def _start(folder: Folder, heap: str, mode: Mode, port: int = 0) -> tuple[Child, Bolt]:
    """Start the process and wait until it answers as the engine we started.

    With the port of one that ran before, it is started there and with the same password.
    """
    try:
        password = folder.same_password() if port else folder.fresh_password()
        child = engine_process.start(folder, heap, mode, port)
    except OSError as error:
        msg = f"expected to start the embedded engine on {folder.path}, but {error}"
        raise StoreUnavailable(f"{msg}; see to the folder, the next call tries again") from error
    try:
        return child, await ready(folder, child, password)
    except BaseException:
        child.kill()
        raise


async def ready(folder: Folder, child: Child, password: str, within: float = START_SECONDS) -> Bolt:
    """Knock every 50 ms. Logging in shows that it is ours: another may have taken the port."""
    deadline = monotonic() + within
    while monotonic() < deadline:
        if await child.ended(0.05):
            raise _stillborn(folder, child)
        try:
            bolt = await open_bolt(f"bolt://127.0.0.1:{child.port}", "root", password, "neo4j")
        except (StoreUnavailable, StoreCredentials):
            continue
        folder.address_file.write_text(bolt.address, encoding="ascii")
        return bolt
    msg = f"expected the embedded engine to answer within {within:g} seconds"
    raise StoreUnavailable(f"{msg}; its log is {folder.path / 'engine.log'}")


def _stillborn(folder: Folder, child: Child) -> Exception:
    """Say why the engine ended before it was ready: in use by a stranger, or what it wrote."""
    tail = folder.log_tail()
    if "com.arcadedb.utility.LockException" in tail:
        return data_folder.busy(folder.path)
    code = child.process.returncode
    msg = f"expected the embedded engine to start on {folder.path}, but it ended with code {code}"
    return StoreUnavailable(f"{msg}. The end of its log, engine.log in that folder:\n{tail}")
