"""Options of the commands, made from the table of settings; a command is handed `settings`."""

import os
from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from gateway.settings import Settings, secrets, table
from gateway.settings.layers import CONFIG, flag

P = ParamSpec("P")
T = TypeVar("T")

Decorator = Callable[[Callable[..., T]], Callable[..., T]]


def settings_options(*names: str) -> Decorator[T]:
    """Give a command these settings as options, and `settings=` with all of them as read.

    What stands on the command line overrules the environment, and that the file of `--config`.
    """

    def read(command: Callable[..., T], options: dict[str, object], given: dict[str, object]) -> T:
        return command(settings=Settings.read(os.environ, options), **given)

    return options_for(read, names)


def options_for(
    call: Callable[[Callable[..., T], dict[str, object], dict[str, object]], T],
    names: Iterable[str],
) -> Decorator[T]:
    """Give a command these settings, and `config`, as options.

    `call` is handed the command, these options as they were given, and what else it takes.
    """
    lines = {each.name: each for each in table()}
    offered = tuple(dict.fromkeys((*names, CONFIG)))

    def decorate(command: Callable[..., T]) -> Callable[..., T]:
        @wraps(command)
        def read(**given: object) -> T:
            options = {name: given.pop(name) for name in offered}
            return call(command, options, given)

        decorated = read
        for name in reversed(offered):
            about = f"{lines[name].meaning} [{lines[name].variable}; {lines[name].default}]"
            decorated = click.option(flag(name), name, metavar="TEXT", help=about)(decorated)
        return decorated

    return decorate


STORE = ("store", "store_user", "store_password_file", "store_database", "store_heap")


def store_options(command: Callable[..., T]) -> Callable[..., T]:
    """Give a command the options of the store, and `settings=`; open it by `gateway.store`."""
    return settings_options(*STORE)(command)


def open_settings() -> tuple[str, ...]:
    """The settings that have options: all but secrets, since others can read command lines."""
    return tuple(each.name for each in table() if each.name not in secrets())
