"""Pairs of fields of one name in one place: validation compares each, which is quadratic work."""

from collections.abc import Iterable

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)


class _Enough(Exception):
    """There is no need to count on."""


def pairs(
    document: DocumentNode,
    operations: Iterable[OperationDefinitionNode],
    most: int,
    fields: int,
) -> int:
    """Pairs in all operations, counted no further than one beyond `most`.

    An operation has at most so many `fields`, unless a fragment is within itself: that ends the
    count, since validation refuses it.
    """
    found = 0
    for each in operations:
        counting = _Counting(document, most - found, fields)
        try:
            counting.count([each.selection_set])
        except _Enough:
            return counting.found + found
        found += counting.found
    return found


class _Counting:
    def __init__(self, document: DocumentNode, most: int, fields: int) -> None:
        self.found = 0
        self._most, self._left = most, fields
        self._fragments = {
            each.name.value: each.selection_set
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }

    def count(self, places: list[SelectionSetNode]) -> None:
        """Count the pairs of selections that are merged, and of all below them."""
        named: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for each in places:
            self._gather(each, named, seen)
        for same in named.values():
            self.found += len(same) * (len(same) - 1) // 2
            if self.found > self._most:
                raise _Enough
        for same in named.values():
            below = [each.selection_set for each in same if each.selection_set is not None]
            if below:
                self.count(below)

    def _gather(
        self, selections: SelectionSetNode, named: dict[str, list[FieldNode]], seen: set[str]
    ) -> None:
        for each in selections.selections:
            match each:
                case FieldNode():
                    self._visit()
                    name = each.alias.value if each.alias else each.name.value
                    named.setdefault(name, []).append(each)
                case InlineFragmentNode():
                    self._gather(each.selection_set, named, seen)
                case FragmentSpreadNode() if each.name.value not in seen:
                    seen.add(each.name.value)
                    found = self._fragments.get(each.name.value)
                    if found is not None:
                        self._gather(found, named, seen)
                case _:
                    pass

    def _visit(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise _Enough
