"""Required fields that race: each error told must be graphql-core's own of its field, told alone.

Which of several fails first hangs on the turns of the loop: on facts at hand, and on how long it
takes to call off what was under way beside it. So where both ways say null for the same fields, and
tell other errors for that, an error of ours is held against the question cut down to its path.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    NameNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

Plainly = Callable[[DocumentNode], Awaitable[bytes]]
Path = Sequence[str | int]


async def raced(found: bytes, expected: bytes, tree: DocumentNode, plainly: Plainly) -> bool:
    """Whether two answers are of one race: alike but for which of its errors came first."""
    try:
        ours, theirs = orjson.loads(found), orjson.loads(expected)
    except orjson.JSONDecodeError:
        return False
    if ours["data"] != theirs["data"] or not ours["errors"] or not theirs["errors"]:
        return False
    for error in ours["errors"]:
        path = error.get("path")
        if path is None or not _nulled(ours["data"], path):
            return False
        if error not in orjson.loads(await plainly(cut(tree, path)))["errors"]:
            return False
    return True


def _nulled(data: Any, path: Path) -> bool:
    """Whether an object on the way of a path is null, or its end."""
    for key in path:
        if data is None:
            return True
        data = data[key]
    return data is None


def cut(tree: DocumentNode, path: Path) -> DocumentNode:
    """A document of one operation, cut down to what stands at a path; places remain."""
    (operation,) = (e for e in tree.definitions if isinstance(e, OperationDefinitionNode))
    keys = [key for key in path if isinstance(key, str)]
    kept = Cutting(tree).kept(operation.selection_set, keys)
    return replace(tree, definitions=(replace(operation, selection_set=kept),))


class Cutting:
    """Keeps of selections what leads to some keys; fragments are put in their place."""

    def __init__(self, tree: DocumentNode) -> None:
        self._fragments = {
            each.name.value: each
            for each in tree.definitions
            if isinstance(each, FragmentDefinitionNode)
        }

    def kept(self, within: SelectionSetNode, keys: Sequence[str]) -> SelectionSetNode:
        """At the end of the keys `__typename` is enough: the field fails by itself."""
        if not keys:
            name = NameNode(value="__typename")
            typename = FieldNode(name=name, arguments=(), directives=())
            return replace(within, selections=(typename,))
        return replace(within, selections=tuple(self._leading(within.selections, keys)))

    def _leading(
        self, selections: Sequence[SelectionNode], keys: Sequence[str]
    ) -> Iterator[SelectionNode]:
        for each in selections:
            if isinstance(each, FragmentSpreadNode):
                named = self._fragments[each.name.value]
                yield InlineFragmentNode(
                    directives=each.directives,
                    type_condition=named.type_condition,
                    selection_set=self.kept(named.selection_set, keys),
                )
            elif isinstance(each, InlineFragmentNode):
                yield replace(each, selection_set=self.kept(each.selection_set, keys))
            elif isinstance(each, FieldNode) and (each.alias or each.name).value == keys[0]:
                below = each.selection_set
                kept = None if below is None else self.kept(below, keys[1:])
                yield replace(each, selection_set=kept)
