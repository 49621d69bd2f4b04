"""How big a query may be: measured once a document, in one walk.

A fragment is measured once and its measure used wherever it is spread, so that a short text that
spreads fragments within fragments costs no more to measure than to read.
"""

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)
from msgspec import Struct

COUNTLESS = 10**9
"""Larger counts are all the same."""


class Limits(Struct, frozen=True):
    """The most that a query may have: tokens, levels, aliases, fields at the top, fields in all."""

    tokens: int
    depth: int
    aliases: int
    root_fields: int
    fields: int


class Measure(Struct, frozen=True):
    """Size of a selection with its fragments spread out; `top` counts its first level's fields."""

    depth: int = 0
    top: int = 0
    fields: int = 0
    aliases: int = 0

    def __add__(self, other: "Measure") -> "Measure":
        """Both, side by side."""
        return Measure(
            max(self.depth, other.depth),
            min(self.top + other.top, COUNTLESS),
            min(self.fields + other.fields, COUNTLESS),
            min(self.aliases + other.aliases, COUNTLESS),
        )


NOTHING = Measure()


class Ruler:
    """Measures the selections of one document."""

    def __init__(self, document: DocumentNode) -> None:
        """Know its fragments."""
        self._fragments = {
            each.name.value: each.selection_set
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        self._measured: dict[str, Measure] = {}

    def measure(self, selections: SelectionSetNode | None) -> Measure:
        """The size of a selection."""
        found = NOTHING
        for each in () if selections is None else selections.selections:
            match each:
                case FieldNode():
                    found += self._field(each)
                case InlineFragmentNode():
                    found += self.measure(each.selection_set)
                case FragmentSpreadNode():
                    found += self._fragment(each.name.value)
                case _:
                    pass
        return found

    def _field(self, field: FieldNode) -> Measure:
        below = self.measure(field.selection_set)
        alias = 0 if field.alias is None else 1
        return Measure(below.depth + 1, 1, below.fields + 1, below.aliases + alias)

    def _fragment(self, name: str) -> Measure:
        """A fragment, once; one within itself counts nothing here, validation refuses it."""
        if name not in self._measured:
            self._measured[name] = NOTHING
            self._measured[name] = self.measure(self._fragments.get(name))
        return self._measured[name]


def exceeded(document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """What is too big in a document, each operation by itself; nothing when all fits."""
    ruler = Ruler(document)
    try:
        return [
            GraphQLError(message, operation)
            for operation in document.definitions
            if isinstance(operation, OperationDefinitionNode)
            for message in _too_big(ruler.measure(operation.selection_set), limits)
        ]
    except RecursionError:
        return [GraphQLError("The query nests fragments too deeply; flatten it.")]


def _too_big(found: Measure, limits: Limits) -> list[str]:
    held = (
        ("levels of fields", found.depth, limits.depth),
        ("fields at its top", found.top, limits.root_fields),
        ("aliases", found.aliases, limits.aliases),
        ("fields", found.fields, limits.fields),
    )
    return [
        f"The query has {_count(number)} {what}, at most {most} are allowed; split it."
        for what, number, most in held
        if number > most
    ]


def _count(number: int) -> str:
    return "countless" if number >= COUNTLESS else str(number)
