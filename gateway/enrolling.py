"""The roll of accounts, read while a gateway serves already and kept up beside it.

Until it is there, lists and searches are asked of the store, which takes longer with many accounts.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from time import perf_counter
from typing import NoReturn

import structlog

from gateway.beside import beside
from gateway.settings import Settings
from graph.store.errors import StoreError
from loaders.shared import Shared

PAUSE = 1.0
"""Seconds between two looks whether much has changed, and after a failure."""


@asynccontextmanager
async def enrolled(settings: Settings, shared: Shared) -> AsyncGenerator[None]:
    """Read the roll meanwhile and keep it up, unless the settings have no room for one."""
    if not settings.roll_accounts:
        yield
        return
    async with beside(_for_ever(shared)):
        yield


async def _for_ever(shared: Shared) -> NoReturn:
    """Go on where a failure stopped it; what is never answered is told each time once."""
    log, began, told = structlog.get_logger(), perf_counter(), False
    while True:
        try:
            await shared.enrol()
        except StoreError as error:
            log.warning("roll", error=str(error), code=error.code)
        else:
            if not told:
                seconds = round(perf_counter() - began, 3)
                log.info("roll", accounts=len(shared.roll), seconds=seconds)
            told = True
        await asyncio.sleep(PAUSE)
