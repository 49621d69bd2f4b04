"""Names say what a thing is; a name that would fit anything is not taken."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tidy.tree import ROOMS, ROOT, modules, name

HOLLOW = {
    "base", "common", "helper", "helpers", "impl", "manager", "managers", "misc", "service",
    "services", "util", "utils",
}  # fmt: skip
HOLLOW_ENDINGS = ("Base", "Helper", "Helpers", "Impl", "Manager", "Service", "Utils")
OWN = modules(*ROOMS, "tests")


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def defined(path: Path) -> Iterator[Definition]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, Definition):
            yield node


def hollow(definition: Definition) -> bool:
    """A class named for no subject, or a `get_…` that is not imposed by a library (`@override`)."""
    if isinstance(definition, ast.ClassDef):
        return definition.name.endswith(HOLLOW_ENDINGS)
    imposed = any("override" in ast.unparse(each) for each in definition.decorator_list)
    return definition.name.lstrip("_").startswith("get_") and not imposed


def test_a_module_is_named_for_its_subject():
    found = [
        name(path)
        for path in OWN
        for part in path.relative_to(ROOT).parts
        if part.removesuffix(".py").rpartition("_")[2] in HOLLOW
    ]
    assert not found, "name them for what they are about"


def test_a_function_or_class_is_named_for_what_it_gives():
    found = [
        f"{name(path)}:{each.lineno} {each.name}"
        for path in OWN
        for each in defined(path)
        if hollow(each)
    ]
    assert not found, "name them for what they give"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def get_account(): ...", True),
        ("async def _get_account(): ...", True),
        ("class LinkManager: ...", True),
        ("@override\ndef get_context(): ...", False),
        ("def account(): ...", False),
        ("class ServiceFee: ...", False),
    ],
)
def test_hollow_names_are_told_from_good_ones(source: str, expected: bool):
    (definition,) = ast.parse(source).body
    assert isinstance(definition, Definition)
    assert hollow(definition) is expected
