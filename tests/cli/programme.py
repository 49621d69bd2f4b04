"""The `gateway` command run as a process of its own, as people run it."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import ClassVar, Self

COMMAND = [sys.executable, "-m", "gateway"]
ROOT = Path(__file__).parents[2]


def environment(**settings: str) -> dict[str, str]:
    """This one's, without settings but those given, and with a small engine."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("GATEWAY_")}
    plain = {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "GATEWAY_STORE_HEAP": "256m"}
    return kept | plain | settings


def gateway(
    *arguments: str, cwd: Path, stdin: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        env=environment(**settings),
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


class Serving:
    """A gateway that serves a folder on a free port, from its start until it is ready and on."""

    before: ClassVar[tuple[str, ...]] = ()
    """A command that runs what follows it."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        """Start it, and read what it prints until it is ready."""
        began = monotonic()
        port = () if "--port" in arguments else ("--port", "0")
        self.log = folder / "serve.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*self.before, *COMMAND, "serve", *port, *arguments],
                cwd=folder,
                env=environment(**settings),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
            )
        assert self.process.stdout is not None
        self.printed = ""
        for line in self.process.stdout:
            self.printed += line
            if line.startswith("Ctrl-C"):
                break
        self.seconds = monotonic() - began
        self.engine = children(self.process.pid)
        self.url = self.printed.partition("Ready at ")[2].split("\n")[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(30)
        if self.process.stdout:
            self.process.stdout.close()

    def stop(self, number: signal.Signals) -> int:
        """Send a signal, and wait for the end."""
        self.process.send_signal(number)
        return self.process.wait(30)


def children(parent: int) -> list[int]:
    """Processes that a process has started."""
    listed = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(child) for path in listed for child in path.read_text().split()]


def all_gone(processes: list[int], within: float = 5.0) -> bool:
    """Whether they end in time."""
    until = monotonic() + within
    while any(_runs(each) for each in processes):
        if monotonic() > until:
            return False
        sleep(0.02)
    return True


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
