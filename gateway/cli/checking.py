"""What settings name, looked at as `gateway serve` would: files, addresses, and what is installed.

Nothing is connected to, bound or started.
"""

import asyncio
from collections.abc import Callable, Iterator

from starlette.types import Receive, Scope, Send

from gateway import calendars, clock
from gateway.documents.execution import core
from gateway.documents.preparing import Preparing
from gateway.http.sharing import shared
from gateway.identity.chosen import tokens_of
from gateway.limits.budgets import budgets
from gateway.schedule import fee_schedule
from gateway.second import second_of
from gateway.server import reached
from gateway.settings import SettingInvalid, Settings
from gateway.tls import tls_of
from gateway.watch.tracing import traced
from graph.calendar import CalendarMisprint
from resolvers.schema import schema


def faults(settings: Settings) -> Iterator[str]:
    """What is wrong with the settings, a message each."""
    for look in LOOKS:
        try:
            look(settings)
        except (SettingInvalid, CalendarMisprint) as error:
            yield str(error)
        except OSError as error:
            yield f"{error.filename}: {error.strerror}"


def _documents(settings: Settings) -> None:
    Preparing(core(schema), settings)


def _sites(settings: Settings) -> None:
    shared(_nobody, settings)


def _spans(settings: Settings) -> None:
    async def begun() -> None:
        async with traced(settings):
            pass

    asyncio.run(begun())


async def _nobody(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Answer nobody: sites are looked at, none is served."""


LOOKS: tuple[Callable[[Settings], object], ...] = (
    lambda settings: settings.password,
    calendars.learn,
    fee_schedule,
    reached,
    tls_of,
    lambda settings: tokens_of(settings, clock.now),
    second_of,
    budgets,
    _documents,
    _sites,
    _spans,
)
"""Each raises what is wrong with its subject."""
