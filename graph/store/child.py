"""The embedded engine's process: its command line, its birth and its end."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

from graph.store import leash
from graph.store.errors import StoreSetting
from graph.store.folder import Folder

STOP_SECONDS = 10.0
"""What a clean stop may take before the process is killed; it takes about 0.4 seconds."""

_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Halves what a start costs the processor, at the price of slower work later: for tests."""

_STEADY = ("-XX:+UseParallelGC",)
"""Takes a sixth less of the processor for an import than Java's choice, and reads are as quick."""

_OPENED = ("java.util.concurrent.atomic", "java.nio.channels.spi", "java.lang")


@dataclass(frozen=True, slots=True)
class Child:
    """A running engine of our own, listening on a port of the loopback address."""

    process: subprocess.Popen[bytes]
    port: int

    async def ended(self, within: float) -> bool:
        """Whether the process has ended, or does so within that many seconds."""
        deadline = monotonic() + within
        while self.process.returncode is None and monotonic() < deadline:  # noqa: ASYNC110 - the
            await asyncio.sleep(0.02)  # end of a process can't be awaited, and its thread sees it
        return self.process.returncode is not None

    async def stop(self, within: float = STOP_SECONDS) -> None:
        """Have the engine close its files and end; kill it when it does not."""
        self.process.terminate()
        if not await self.ended(within):
            self.kill()
            await self.ended(within)

    def kill(self) -> None:
        """End the process at once; the engine mends its files at the next start."""
        self.process.kill()


def start(folder: Folder, heap: str, mode: str, port: int = 0) -> Child:
    """Start the engine on a folder that is held and has a password; it is not ready yet.

    It will listen at the port, or at another where that is taken.

    The process has a session of its own, so that Ctrl-C in the terminal reaches the gateway alone,
    which drains and then stops the engine. The leash follows the *thread* that started it, so a
    thread of its own does, and lives as long as the process.
    """
    port = free_port(port)
    command = [
        sys.executable,
        *("-I", "-S", leash.__file__, str(os.getpid())),
        *_java(heap, mode),
        *(f"-Darcadedb.{key}={value}" for key, value in _settings(folder, port, mode).items()),
        "com.arcadedb.server.ArcadeDBServer",
    ]
    born: Future[subprocess.Popen[bytes]] = Future()
    threading.Thread(
        target=_keep, args=(command, folder, born), name="engine-keeper", daemon=True
    ).start()
    return Child(born.result(), port)


def _keep(command: list[str], folder: Folder, born: "Future[subprocess.Popen[bytes]]") -> None:
    """Start the process and stay until it ends."""
    try:
        with folder.fresh_log() as log:
            process = subprocess.Popen(  # noqa: S603 - no shell, and no word from outside
                command,
                cwd=folder.path,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=(folder.lock,),
                start_new_session=True,
            )
    except OSError as error:
        born.set_exception(error)
    else:
        born.set_result(process)
        process.wait()


def _java(heap: str, mode: str) -> list[str]:
    """The Java runtime of the wheel, with the flags its engine asks for."""
    tuned = _QUICK if mode == "development" else _STEADY
    home = wheel()
    return [
        str(home / "jre" / "bin" / "java"),
        f"-Xmx{heap}",
        *tuned,
        "-XX:+UseCompactObjectHeaders",
        "-XX:+ExitOnOutOfMemoryError",
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        *("-cp", str(home / "jars" / "*")),
    ]


def _settings(folder: Folder, port: int, mode: str) -> dict[str, object]:
    """The engine's settings: loopback only, every commit on the disk before it is answered."""
    return {
        "server.rootPath": folder.path,
        "server.databaseDirectory": folder.path / "databases",
        "server.rootPasswordPath": folder.password_file,
        "server.mode": mode,
        "server.defaultDatabases": "neo4j[root]",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": free_port(),
        "bolt.host": "127.0.0.1",
        "bolt.port": port,
        "command.timeout": 10_000,
        "txWalFlush": 2,
        "dateTimeImplementation": "java.time.ZonedDateTime",
    }


def free_port(wanted: int = 0) -> int:
    """A port of the loopback address that nobody listens at, the wanted one if it is such."""
    with socket.socket() as probe:
        # As the engine binds, too: connections that ended lately do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, bool(wanted))
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return free_port()
        return probe.getsockname()[1]


def wheel(package: str = "arcadedb_embedded") -> Path:
    """The folder of the wheel that carries the engine; its package is not imported."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        msg = f"expected the package {package}; install it, or give the URI of a Neo4j"
        raise StoreSetting(msg)
    return Path(spec.origin).parent
