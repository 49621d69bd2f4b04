"""The group of commands: loads them late, and tells what went wrong in a line."""

import sys
from collections.abc import Mapping
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click
from click.shell_completion import CompletionItem
from typing_extensions import override


class Commands(click.Group):
    """Commands by name, each with the module of `gateway.cli` it is in and what it does.

    The module holds it as an attribute `command`. It is imported when it is called, so that help
    and completion are quick.
    """

    def __init__(
        self, name: str, about: str, epilog: str, commands: Mapping[str, tuple[str, str]]
    ) -> None:
        """Know the commands without importing them."""
        settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
        super().__init__(name, help=about, epilog=epilog, context_settings=settings)
        self.known = commands

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order in which one meets them."""
        return list(self.known)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, from its module; None if there is none of that name."""
        if cmd_name not in self.known:
            return None
        command: click.Command = import_module(f"gateway.cli.{self.known[cmd_name][0]}").command
        # Their docstrings are raw, so click's mark for "leave these lines" comes as two characters.
        command.help = (command.help or "").replace("\\b", "\b")
        return command

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What each does, from the table instead of from the modules."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in self.known.items()])

    @override
    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, with what each does; none of them is imported for it."""
        return [
            CompletionItem(name, help=about)
            for name, (_, about) in self.known.items()
            if name.startswith(incomplete)
        ]

    @override
    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error that is meant for people becomes a line and an exit code."""
        _print_anywhere()
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException):
            raise
        except Exception as error:
            from gateway.cli.failure import told  # noqa: PLC0415 - only when something failed

            raise (told(error) or error) from error


def _print_anywhere() -> None:
    """Have a terminal that lacks a character show its code, as JSON does, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
