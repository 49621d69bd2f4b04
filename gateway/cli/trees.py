"""An answer as a tree that is read from top to bottom."""

from typing import TypeAlias, cast

from rich.text import Text
from rich.tree import Tree

Members: TypeAlias = dict[str, object]

NAMES = ("uid", "partyId", "id", "code", "question", "role", "name")
"""Members that tell one entry of a list from another, best first."""


def tree(data: Members) -> Tree:
    """The tree of an answer's data."""
    root = Tree(Text("answer", style="bold"), guide_style="dim")
    for name, value in data.items():
        _grow(root, name, value)
    return root


def _grow(parent: Tree, name: str, value: object) -> None:
    if isinstance(value, dict):
        _branch(parent, Text(name, style="cyan"), cast("Members", value))
    elif isinstance(value, list):
        _list(parent, name, cast("list[object]", value))
    else:
        parent.add(_line(name, value))


def _branch(parent: Tree, label: Text, members: Members) -> None:
    """An object: on one line if it is flat and short, else a branch with a line a member."""
    flat = "  ".join(f"{name} {_plain(value)}" for name, value in members.items())
    nested = any(isinstance(value, dict | list) for value in members.values())
    if not nested and len(flat) <= 70:  # noqa: PLR2004 - with its guides it fits a terminal
        parent.add(Text.assemble(label, ": ", flat))
        return
    branch = parent.add(label)
    for name, value in members.items():
        _grow(branch, name, value)


def _list(parent: Tree, name: str, values: list[object]) -> None:
    if not any(isinstance(each, dict | list) for each in values):
        parent.add(_line(name, ", ".join(_plain(each) for each in values) or "none"))
        return
    branch = parent.add(Text.assemble((name, "cyan"), (f" ({len(values)})", "dim")))
    for number, each in enumerate(values, 1):
        if isinstance(each, dict):
            _entry(branch, str(number), cast("Members", each))
        else:
            _grow(branch, str(number), each)


def _entry(parent: Tree, number: str, members: Members) -> None:
    """An object in a list, called by what tells it from the others."""
    name = next((name for name in NAMES if members.get(name) is not None), None)
    label = Text(number if name is None else str(members[name]), style="green")
    rest = {each: value for each, value in members.items() if each != name}
    if rest:
        _branch(parent, label, rest)
    else:
        parent.add(label)


def _line(name: str, value: object) -> Text:
    return Text.assemble((name, "cyan"), ": ", _plain(value))


def _plain(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)
