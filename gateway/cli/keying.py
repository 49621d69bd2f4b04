"""`gateway key`: let tools in by API keys."""

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import click
from msgspec.structs import replace

from gateway import clock
from gateway.cli.failure import Failure, Misuse
from gateway.cli.options import store_options
from gateway.settings import Settings
from gateway.store import opened
from graph.model import Role, Uid
from graph.store import keys, ledger
from graph.store.engine import Engine
from graph.store.keys import ApiKey, ApiKeyRefused, ApiKeyUnknown, State
from graph.store.ledger import Author, Decide

T = TypeVar("T")

ROLES = click.Choice([each.value for each in Role], case_sensitive=False)
REASON = click.option("--reason", default="", help="Why; it stands in the change feed.")
DAYS = click.option(
    "--days",
    type=click.IntRange(0, 3_650),
    default=90,
    show_default=True,
    help="Days until it ends; 0 for a key without an end.",
)
ID = click.argument("id_", metavar="ID")


@click.group("key")
def command() -> None:
    r"""Let tools in by API keys; a gateway with GATEWAY_API_KEYS=on takes them.

    What is made or revoked here is seen by a serving gateway within GATEWAY_API_KEY_STALENESS, on
    a data folder too: its engine is asked beside the gateway.

    \b
    Examples:
      gateway key create nightly --role OPERATOR --reason "exports, ticket 4711"
      gateway key create harbor-erp --role PARTNER --root harbor --days 365
      gateway key list
      gateway key rotate 3fa2b1c09d7e --overlap 48
      gateway key revoke 3fa2b1c09d7e --reason "it leaked"
    """


@command.command("create")
@click.argument("name")
@click.option("--role", type=ROLES, required=True, help="What its caller is there for.")
@click.option("--root", "roots", multiple=True, help="Uid of an account it looks down from.")
@DAYS
@REASON
@store_options
def create(  # noqa: PLR0913 - one for each option
    name: str, *, role: str, roots: tuple[str, ...], days: int, reason: str, settings: Settings
) -> None:
    """Make a key for NAME; it is printed once."""
    author = _author(reason)
    uids = tuple(Uid(each) for each in roots)
    try:
        key, secret = keys.made(name, Role(role.upper()), uids, _end(author, days), author)
    except ApiKeyRefused as error:
        raise Misuse(str(error), error.code) from error
    _act(settings, keys.create(key), author)
    click.echo(f"{key.id} lets in {_whom(key)}.")
    click.echo(f"The key, shown this once: {secret.text}")


@command.command("list")
@click.option("--all", "every", is_flag=True, help="Those that have ended too.")
@store_options
def show(*, every: bool, settings: Settings) -> None:
    """Show every live key, for whom it is, and who made it; no secrets."""
    at = clock.now()
    found = _run(settings, keys.api_keys)
    shown = [key for key in found if every or key.state(at) is State.LIVE]
    if not shown:
        click.echo("There is no live key; make one: gateway key create NAME --role ROLE")
    for key in shown:
        click.echo(f"{key.id}  {key.state(at).value:<7}  {_whom(key)}")
        click.echo(f"    made by {key.created_by} at {_shown(key.created_at)}{_ended(key)}")


@command.command("rotate")
@ID
@click.option(
    "--overlap",
    type=click.FloatRange(0, 720),
    default=24.0,
    show_default=True,
    help="Hours for which the key before lets in too.",
)
@DAYS
@REASON
@store_options
def rotate(id_: str, *, overlap: float, days: int, reason: str, settings: Settings) -> None:
    """Make a key in place of another, for the same caller; it is printed once."""
    author = _author(reason)
    before = _run(settings, lambda engine: _of(engine, id_))
    new, secret = keys.another(replace(before, expires_at=_end(author, days)), author)
    _act(settings, keys.rotate(id_, new, author.at + timedelta(hours=overlap)), author)
    click.echo(f"{new.id} lets in {_whom(new)}; {id_} does so for {overlap:g} hours at most.")
    click.echo(f"The key, shown this once: {secret.text}")


@command.command("revoke")
@ID
@REASON
@store_options
def revoke(id_: str, *, reason: str, settings: Settings) -> None:
    """Let in nobody by a key any more."""
    author = _author(reason)
    _act(settings, keys.revoke(id_, author), author)
    click.echo(f"{id_} is revoked.")


def _author(reason: str) -> Author:
    return Author(getpass.getuser(), clock.now(), reason=reason)


def _end(author: Author, days: int) -> datetime | None:
    return author.at + timedelta(days=days) if days else None


async def _of(engine: Engine, id_: str) -> ApiKey:
    found = {key.id: key for key in await keys.api_keys(engine)}
    if id_ not in found:
        raise keys.unknown(id_)
    return found[id_]


def _act(settings: Settings, decide: Decide[str], author: Author) -> None:
    async def act(engine: Engine) -> None:
        await ledger.commit(engine, decide, author)

    _run(settings, act)


def _run(settings: Settings, act: Callable[[Engine], Awaitable[T]]) -> T:
    async def opening() -> T:
        async with opened(settings, beside=True) as engine:
            return await act(engine)

    try:
        return asyncio.run(opening())
    except (ApiKeyUnknown, ApiKeyRefused) as error:
        raise Failure(str(error), error.code) from error


def _whom(key: ApiKey) -> str:
    roots = f" of {', '.join(key.roots)}" if key.roots else ""
    end = f" until {_shown(key.expires_at)}" if key.expires_at else ""
    return f"{key.name} as {key.role.value}{roots}{end}"


def _ended(key: ApiKey) -> str:
    if key.revoked_at is None:
        return ""
    return f", revoked by {key.revoked_by} at {_shown(key.revoked_at)}"


def _shown(at: datetime) -> str:
    return f"{at:%F %T} UTC"
