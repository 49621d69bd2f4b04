"""The data folder of the embedded engine: who holds it, its password, its log."""

import asyncio
import fcntl
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from graph.store.errors import StoreBusy, StoreSetting

LINGER = 2.0
"""Seconds a killed predecessor's engine may take to end before the folder counts as in use."""

TRIAL = 65_536
"""Bytes that are written to see whether a disk has room."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that this process holds alone until `release`.

    The hold is a lock on `engine.lock` that the engine's process inherits, so it lasts until both
    processes are gone, however they ended.
    """

    path: Path
    lock: int

    def release(self) -> None:
        """Give the folder back, as far as this process is concerned."""
        with suppress(OSError):
            os.close(self.lock)

    @property
    def password_file(self) -> Path:
        """Where the engine and other processes of ours find the password of this start."""
        return self.path / "engine.password"

    @property
    def address_file(self) -> Path:
        """Where other processes of ours find the address of this start."""
        return self.path / "engine.address"

    def fresh_password(self) -> str:
        """Make a new password for this start, and have the engine forget the one before.

        It is in a file that only its owner can read, and never in a command line.
        """
        self._forget_users()
        self.password_file.unlink(missing_ok=True)
        password = secrets.token_urlsafe(24)
        made = os.open(self.password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w", encoding="ascii") as file:
            file.write(password)
        return password

    def same_password(self) -> str:
        """The password of the start before, for an engine that is started again.

        Nothing is written for it: the disk may be full.
        """
        self._forget_users()
        return self.password_file.read_text(encoding="ascii")

    def _forget_users(self) -> None:
        """Have the engine take its password anew, whatever a start cut short has left."""
        (self.path / "config" / "server-users.jsonl").unlink(missing_ok=True)

    def fresh_log(self) -> BinaryIO:
        """Open the log of this start; the one before is kept beside it."""
        log = self.path / "engine.log"
        if log.exists():
            log.replace(log.with_suffix(".log.1"))
        return log.open("wb")

    def has_room(self) -> bool:
        """Whether something can still be written: a disk can be full, or a share of it used up."""
        trial = self.path / "trial"
        try:
            trial.write_bytes(bytes(TRIAL))
        except OSError:
            return False
        finally:
            with suppress(OSError):
                trial.unlink()
        return True

    def log_tail(self) -> str:
        """The last lines the engine wrote."""
        text = (self.path / "engine.log").read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-12:])


async def hold(path: Path | str) -> Folder:
    """Make the folder if need be and hold it.

    Raises StoreSetting when the path is no folder of ours and can't become one, StoreBusy when
    another process holds it.
    """
    folder = _made(path)
    deadline = monotonic() + LINGER
    while not _locked(folder.lock):
        if monotonic() > deadline:
            holder = os.pread(folder.lock, 32, 0).decode(errors="replace").strip()
            folder.release()
            raise busy(folder.path, holder)
        await asyncio.sleep(0.05)
    os.ftruncate(folder.lock, 0)
    os.pwrite(folder.lock, f"process {os.getpid()}\n".encode(), 0)
    return folder


def running(path: Path | str) -> tuple[str, str]:
    """Address and password of the engine that another process of ours runs on a folder.

    Raises StoreBusy where the folder does not tell.
    """
    folder = Folder(Path(path).expanduser().absolute(), lock=-1)
    try:
        address = folder.address_file.read_text(encoding="ascii")
        return address, folder.password_file.read_text(encoding="ascii")
    except OSError as error:
        raise busy(folder.path) from error


def busy(path: Path, holder: str = "another process") -> StoreBusy:
    """Say that somebody else holds the folder."""
    return StoreBusy(
        f"expected the data folder {path} to be free, but {holder} uses it; stop that process or "
        "give another folder. Several gateways share one store by its URI"
    )


def _made(path: Path | str) -> Folder:
    """Make the folder and its lock file, and refuse a folder that holds something else."""
    path = Path(path).expanduser().absolute()
    lock = path / "engine.lock"
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(path.iterdir()) and not lock.exists():
            raise _strange(path)
        return Folder(path, os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        msg = f"expected a data folder that can be read and written, but {path}: {error.strerror}"
        raise StoreSetting(msg) from error


def _strange(path: Path) -> StoreSetting:
    return StoreSetting(
        f"expected an empty folder or a data folder of ours, but {path} holds other files; give "
        "another folder"
    )


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
