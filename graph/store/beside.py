"""The embedded engine of another process of ours: reached over Bolt, its data folder at hand."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from typing_extensions import override

from graph.store import folder as data_folder
from graph.store.bolt import Bolt, greeted
from graph.store.engine import Work
from graph.store.errors import StoreFault, StoreUnwritable
from graph.store.folder import Folder
from graph.store.target import Target

T = TypeVar("T")


async def open_beside(folder: Path | str) -> "Beside":
    """The engine that another process of ours runs on a data folder; its files are read for it.

    Raises StoreBusy when the folder does not tell where that engine is, and what `open_bolt` does.
    """
    address, password = data_folder.running(folder)
    return await greeted(Beside(Target(address, "root", password, "neo4j"), folder))


class Beside(Bolt):
    """The engine of another process of ours, whose data folder is at hand; keeps `Engine`."""

    def __init__(self, target: Target, folder: Path | str) -> None:
        """Reach it over Bolt, and look at its folder when it fails."""
        super().__init__(target)
        self._folder = Folder(Path(folder).expanduser().absolute(), lock=-1)

    @override
    async def commit(self, work: Work[T]) -> T:
        """Write; see `Engine.commit`."""
        async with room(self._folder):
            return await super().commit(work)


@asynccontextmanager
async def room(folder: Folder) -> AsyncGenerator[None]:
    """What fails while the disk is full fails for that: StoreUnwritable in place of StoreFault."""
    try:
        yield
    except StoreFault as error:
        if await asyncio.to_thread(folder.has_room):
            raise
        said = f"expected room for more on the disk of {folder.path}, there is none"
        raise StoreUnwritable(
            f"{said}; nothing was stored. Make room, and send it again"
        ) from error
