"""One walk over the selections of a document, whatever is added up on the way.

A fragment is walked once and what was found used wherever it is spread, so that a short text that
spreads fragments within fragments costs no more to walk than to read.
"""

from abc import ABC, abstractmethod
from typing import Generic, Protocol, Self, TypeVar

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    InlineFragmentNode,
    NamedTypeNode,
    SelectionSetNode,
)


class Adding(Protocol):
    """What can be added up."""

    def __add__(self, other: Self, /) -> Self:
        """Both together."""
        ...


Sum = TypeVar("Sum", bound=Adding)


class Walk(ABC, Generic[Sum]):
    """Adds up what the fields of a selection are worth, below a type if the walk knows types."""

    def __init__(self, document: DocumentNode, nothing: Sum) -> None:
        """Know the fragments, and what an empty selection is worth."""
        self._nothing = nothing
        self._walked: dict[str, Sum] = {}
        self._fragments = {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }

    @abstractmethod
    def field(self, node: FieldNode, kind: GraphQLNamedType | None) -> Sum:
        """What a field of that type is worth with all below it."""

    def spread(self, node: FragmentSpreadNode | InlineFragmentNode, inner: Sum) -> Sum:
        """What a fragment is worth where it is spread."""
        del node
        return inner

    def under(
        self, condition: NamedTypeNode | None, kind: GraphQLNamedType | None
    ) -> GraphQLNamedType | None:
        """The type that a fragment selects from."""
        del condition
        return kind

    def selected(self, selections: SelectionSetNode | None, kind: GraphQLNamedType | None) -> Sum:
        """What a selection is worth."""
        found = self._nothing
        for each in () if selections is None else selections.selections:
            match each:
                case FieldNode():
                    found += self.field(each, kind)
                case InlineFragmentNode():
                    below = self.under(each.type_condition, kind)
                    found += self.spread(each, self.selected(each.selection_set, below))
                case FragmentSpreadNode():
                    found += self.spread(each, self._fragment(each.name.value))
                case _:
                    pass
        return found

    def _fragment(self, name: str) -> Sum:
        """A fragment, once; one within itself is worth nothing here, validation refuses it."""
        if name not in self._walked:
            self._walked[name] = self._nothing
            found = self._fragments.get(name)
            if found is not None:
                below = self.under(found.type_condition, None)
                self._walked[name] = self.selected(found.selection_set, below)
        return self._walked[name]
