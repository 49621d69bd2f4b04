"""`gateway config`: every setting as it holds, and where its value comes from."""

import os
from collections.abc import Callable
from typing import NamedTuple

import click
import orjson

from gateway.cli.options import open_settings, options_for
from gateway.settings import SettingInvalid, Settings, Source, secrets, sources
from gateway.settings.layers import CONFIG
from graph.store.errors import shown


class Effective(NamedTuple):
    """The settings as they hold, and the source of each."""

    settings: Settings
    sources: dict[str, Source]


def _read(
    command: Callable[..., None], options: dict[str, object], given: dict[str, object]
) -> None:
    found = Effective(Settings.read(os.environ, options), sources(os.environ, options))
    command(effective=found, **given)


@click.command("config")
@click.option("--check", is_flag=True, help="Print nothing but whether all of it can be used.")
@options_for(_read, open_settings())
def command(*, check: bool, effective: Effective) -> None:
    r"""Show every setting as it holds here, and where its value comes from.

    Options overrule the environment, the environment the file that --config or GATEWAY_CONFIG
    names, the file the defaults. What is printed is such a file; secrets are left out of it. The
    options of `gateway serve` are taken, so that it shows what that would be run with. With
    --check all files that settings name are read, and each fault is told; nothing is connected to.

    \b
    Examples:
      gateway config
      gateway config --config gateway.toml --check
      GATEWAY_PORT=8080 gateway config > gateway.toml

    \b
    Exit codes:
      0  done    2  a setting is wrong, or with --check: what it names can't be used
    """
    if check:
        _usable(effective.settings)
        given = sum(source is not Source.DEFAULT for source in effective.sources.values())
        click.echo(f"In order: {given} of {len(effective.sources)} settings are given.")
        return
    for name, source in effective.sources.items():
        click.echo(_line(name, effective.settings, source))


def _usable(settings: Settings) -> None:
    """Look at what settings name; raises SettingInvalid with all that is wrong."""
    from gateway.cli.checking import faults  # noqa: PLC0415 - what serves takes its time to import

    if found := list(faults(settings)):
        raise SettingInvalid("\n".join(found))


def _line(name: str, settings: Settings, source: Source) -> str:
    """A line of TOML: one that sets what is set, else a remark."""
    value = getattr(settings, name)
    if value is None:
        return f"# {name} is not set"
    if name in secrets():
        return f"# {name} is set, and not shown  # {source}"
    text = shown(value) if isinstance(value, str) else value
    remark = "# " * (name == CONFIG or text != value)
    return f"{remark}{name} = {orjson.dumps(text).decode()}  # {source}"
