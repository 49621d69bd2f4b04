"""docs/running.md explains every setting and every code, and nothing that is not there."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest

import gateway
import graph
import loaders
from gateway import settings
from gateway.cli import main
from gateway.cli.failure import Failure, Misuse, Unusable
from gateway.http.errors import ErrorCode
from graph.rules.refusal import Code
from graph.store.errors import StoreError
from tests.tidy.tree import ROOT

PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
for room in (gateway, loaders, graph):
    for module in walk_packages(room.__path__, f"{room.__name__}."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
"""All modules are imported, so that the codes of all errors are known."""


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading."""
    below = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in below.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def documented(heading: str) -> list[str]:
    return [row[0].strip("`") for row in rows(heading)]


def store_codes(kind: type[StoreError] = StoreError) -> Iterator[str]:
    yield kind.code
    for each in kind.__subclasses__():
        if each.__module__.startswith(("graph.", "loaders.", "gateway.")):
            yield from store_codes(each)


def test_every_setting_stands_in_the_table_with_its_default_and_meaning():
    expected = [[f"`{each.variable}`", each.default, each.meaning] for each in settings.table()]
    assert rows("Settings") == expected


def test_every_setting_but_a_secret_is_an_option_of_serve():
    serve = main.get_command(main.make_context("gateway", ["serve", "--help"]), "serve")
    assert serve is not None
    offered = {option for parameter in serve.params for option in parameter.opts}
    wanted = {f"--{each.name.replace('_', '-')}" for each in settings.table()}
    secrets = {f"--{name.replace('_', '-')}" for name in settings.secrets()}
    assert "--store-password" in secrets
    assert wanted - offered == secrets


def test_every_refusal_is_explained_once_in_order():
    assert documented("Codes of refusals") == [each.value for each in Code]


def test_every_other_code_is_explained_once_in_order():
    ours = {*ErrorCode, *store_codes(), settings.SettingInvalid.code}
    assert documented("Codes of errors") == sorted(ours)


@pytest.mark.parametrize("heading", ["Codes of refusals", "Codes of errors"])
def test_a_code_has_a_cause_and_a_next_step(heading: str):
    for row in rows(heading):
        assert len(row) == 3
        assert all(len(cell) > 10 for cell in row[1:]), row


def test_the_exit_codes_are_those_of_the_command_line():
    below = PAGE.split("\n## Exit codes\n")[1].split("\n## ")[0]
    named = {int(code) for code in re.findall(r"^\| (\d+) \|", below, re.MULTILINE)}
    assert named == {0, Failure.exit_code, Misuse.exit_code, Unusable.exit_code}
