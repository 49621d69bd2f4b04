"""`gateway webhook`: tell other programs of what changes."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import click
from click.exceptions import Exit

from gateway import clock
from gateway.cli.failure import Failure, Misuse
from gateway.cli.options import settings_options, store_options
from gateway.settings import Settings
from gateway.store import opened
from gateway.watch import logs
from gateway.webhooks.beside import sender
from gateway.webhooks.worker import Worker
from graph.store import ledger, webhooks
from graph.store.engine import Engine
from graph.store.ledger import Author, Decide
from graph.store.ledger.content import known, nearest
from graph.store.webhooks import AddressRefused, State, Webhook, WebhookUnknown

T = TypeVar("T")

REASON = click.option("--reason", default="", help="Why; it stands in the change feed.")
ID = click.argument("id_", metavar="ID")


@click.group("webhook")
def command() -> None:
    r"""Tell addresses of what changes: signed, in order, again until it is taken.

    `gateway serve` delivers. One process does, whatever number of them serve the store.

    \b
    Examples:
      gateway webhook add https://books.example/hook --kind LINK_ENDED
      gateway webhook list
      gateway webhook rotate wh_3fa2 --overlap 48
      gateway webhook replay wh_3fa2 --after 1200
    """


@command.command("add")
@click.argument("url")
@click.option("--kind", "kinds", multiple=True, help="Only events of this kind; may be repeated.")
@click.option("--after", type=click.IntRange(0), help="Begin after this event [the newest].")
@REASON
@store_options
def add(
    url: str, *, kinds: tuple[str, ...], after: int | None, reason: str, settings: Settings
) -> None:
    """Tell URL of events; its secret is printed once."""
    author = _author(reason)
    for kind in kinds:
        if not known(kind):
            raise Misuse(f"expected a kind of event such as {nearest(kind)}, got {kind!r}")
    try:
        hook = webhooks.made(url, kinds, author)
    except AddressRefused as error:
        raise Misuse(str(error), error.code) from error
    _act(settings, webhooks.register(hook, after), author)
    click.echo(f"{hook.id} is told of what comes from now on.")
    click.echo(f"Its secret, shown this once: {hook.secret}")


@command.command("list")
@store_options
def show(*, settings: Settings) -> None:
    """Show every webhook, how far it was told, and what is wrong; no secrets."""
    hooks = _run(settings, webhooks.webhooks)
    if not hooks:
        click.echo("There is no webhook; add one: gateway webhook add URL")
    for hook in hooks:
        kinds = ", ".join(hook.kinds) or "every kind"
        click.echo(f"{hook.id}  {hook.state.value:<6}  {hook.url}  ({kinds})")
        click.echo(f"    told up to event {hook.seq}{_trouble(hook)}")


@command.command("rotate")
@ID
@click.option(
    "--overlap",
    type=click.FloatRange(0, 720),
    default=24.0,
    show_default=True,
    help="Hours for which the secret before signs too.",
)
@REASON
@store_options
def rotate(id_: str, *, overlap: float, reason: str, settings: Settings) -> None:
    """Sign by a new secret, which is printed once."""
    author, secret = _author(reason), webhooks.new_secret()
    until = author.at + timedelta(hours=overlap)
    _act(settings, webhooks.rotate(id_, secret, until), author)
    click.echo(f"The new secret of {id_}, shown this once: {secret}")


@command.command("pause")
@ID
@REASON
@store_options
def pause(id_: str, *, reason: str, settings: Settings) -> None:
    """Tell it nothing for now; what it is not told of is kept."""
    _act(settings, webhooks.turn(id_, State.PAUSED), _author(reason))
    click.echo(f"{id_} is paused.")


@command.command("resume")
@ID
@REASON
@store_options
def resume(id_: str, *, reason: str, settings: Settings) -> None:
    """Go on where it was paused or parked."""
    _act(settings, webhooks.turn(id_, State.ACTIVE), _author(reason))
    click.echo(f"{id_} goes on.")


@command.command("replay")
@ID
@click.option("--after", type=click.IntRange(0), required=True, help="Number of an event.")
@REASON
@store_options
def replay(id_: str, *, after: int, reason: str, settings: Settings) -> None:
    """Tell everything after an event again."""
    _act(settings, webhooks.replay(id_, after), _author(reason))
    click.echo(f"{id_} is told again of what came after event {after}.")


@command.command("remove")
@ID
@REASON
@store_options
def remove(id_: str, *, reason: str, settings: Settings) -> None:
    """Tell it nothing any more, and forget its secrets."""
    _act(settings, webhooks.remove(id_), _author(reason))
    click.echo(f"{id_} is removed.")


@command.command("deliver")
@click.option("--once", is_flag=True, help="Deliver what is due, and end.")
@settings_options(
    *("store", "store_user", "store_password_file", "store_database", "store_heap"),
    *("webhook_seconds", "webhook_private", "log_level"),
)
def deliver(*, once: bool, settings: Settings) -> None:
    """Deliver without serving: until Ctrl-C, or once. Logs are JSON lines on stderr."""
    logs.begin(settings.log_level)

    async def act(engine: Engine) -> int | None:
        async with sender(settings) as sending:
            worker = Worker(engine, sending, clock.now)
            return await worker.drain() if once else await worker.run()

    taken = _run(settings, act)
    if taken is None:
        click.echo("Another process delivers.")
        raise Exit(1)
    click.echo(f"{taken} deliveries were taken.")


def _author(reason: str) -> Author:
    return Author(getpass.getuser(), clock.now(), reason=reason)


def _act(settings: Settings, decide: Decide[str], author: Author) -> None:
    async def act(engine: Engine) -> None:
        await ledger.commit(engine, decide, author)

    try:
        _run(settings, act)
    except WebhookUnknown as error:
        raise Failure(str(error), error.code) from error


def _run(settings: Settings, act: Callable[[Engine], Awaitable[T]]) -> T:
    async def opening() -> T:
        async with opened(settings) as engine:
            return await act(engine)

    return asyncio.run(opening())


def _trouble(hook: Webhook) -> str:
    if hook.reason and hook.retry_at and hook.state is State.ACTIVE:
        return f"; {hook.reason}, tried {hook.failures} times, again at {hook.retry_at:%F %T} UTC"
    return f"; {hook.reason}" if hook.reason else ""
