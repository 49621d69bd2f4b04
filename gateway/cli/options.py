"""Options of the commands, made from the table of settings; a command is handed `settings`."""

import os
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from gateway.settings import Settings, table

P = ParamSpec("P")
T = TypeVar("T")

Decorator = Callable[[Callable[..., T]], Callable[..., T]]


def settings_options(*names: str) -> Decorator[T]:
    """Give a command these settings as options, and `settings=` with all of them as read.

    What stands on the command line overrules the environment.
    """
    lines = {each.name: each for each in table()}

    def decorate(command: Callable[..., T]) -> Callable[..., T]:
        @wraps(command)
        def read(**given: object) -> T:
            options = {name: given.pop(name) for name in names}
            return command(settings=Settings.read(os.environ, options), **given)

        decorated = read
        for name in reversed(names):
            about = f"{lines[name].meaning} [{lines[name].variable}; {lines[name].default}]"
            flag = f"--{name.replace('_', '-')}"
            decorated = click.option(flag, name, metavar="TEXT", help=about)(decorated)
        return decorated

    return decorate


STORE = ("store", "store_user", "store_password_file", "store_database", "store_heap")


def store_options(command: Callable[..., T]) -> Callable[..., T]:
    """Give a command the options of the store, and `settings=`; open it by `gateway.store`."""
    return settings_options(*STORE)(command)
