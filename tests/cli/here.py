"""The `gateway` command run in this process, on stores whose engines are started once.

As a process of its own each command takes seconds: to import the schema, and to start an engine.
`programme.py` runs it so where that is what a test is about.
"""

import asyncio
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from click.testing import CliRunner, Result

from gateway.cli import main
from graph.store.embedded import Embedded
from tests.engines import start


def store(engine: Embedded) -> dict[str, str]:
    """The settings that name the store of an engine which is open."""
    return {
        "GATEWAY_STORE": engine.uri,
        "GATEWAY_STORE_USER": "root",
        "GATEWAY_STORE_PASSWORD_FILE": str(engine.password_file),
    }


def run(words: list[str], folder: Path, text: str = "", **settings: str) -> Result:
    """Run a command in a folder."""
    with chdir(folder):
        return CliRunner(env={"NO_COLOR": "1", "COLUMNS": "100", **settings}).invoke(
            main, words, input=text
        )


class Folder:
    """A folder that commands are run in; the stores in it that they name stay open meanwhile.

    A command that names none by `--store` finds them closed, so that it can open them itself.
    """

    def __init__(self, path: Path, loop: asyncio.AbstractEventLoop) -> None:
        """With no store open; the loop starts and stops engines."""
        self.path, self._loop = path, loop
        self._open: dict[str, Embedded] = {}

    def run(self, *words: str, text: str = "", **settings: str) -> Result:
        """Run a command."""
        if "--store" not in words:
            self.close()
            return run([*words], self.path, text, **settings)
        at = words.index("--store")
        if "://" in words[at + 1]:
            return run([*words], self.path, text, **settings)
        elsewhere = {name for name in settings if name.startswith("GATEWAY_STORE")}
        given = {name: settings[name] for name in settings.keys() - elsewhere}
        named = store(self._engine(words[at + 1]))
        return run([*words[:at], *words[at + 2 :]], self.path, text, **named, **given)

    def close(self) -> None:
        """Close the stores."""
        while self._open:
            self._loop.run_until_complete(self._open.popitem()[1].close())

    def _engine(self, name: str) -> Embedded:
        if name not in self._open:
            self._open[name] = self._loop.run_until_complete(start(self.path / name))
        return self._open[name]


@contextmanager
def folder(path: Path) -> Iterator[Folder]:
    """A folder for as long as commands are run in it."""
    with asyncio.Runner() as runner:
        found = Folder(path, runner.get_loop())
        try:
            yield found
        finally:
            found.close()
