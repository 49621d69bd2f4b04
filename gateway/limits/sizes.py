"""How big a query may be: measured once a document, in one walk."""

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLNamedType,
    InlineFragmentNode,
    OperationDefinitionNode,
)
from msgspec import Struct
from typing_extensions import override

from gateway.limits.pairs import pairs
from gateway.limits.walk import Walk

COUNTLESS = 10**9
"""Larger counts are all the same."""


class Limits(Struct, frozen=True):
    """The most that a query may have.

    Tokens, levels of fields or fragments, aliases, fields at the top, fields in all, characters,
    operations, directives, and pairs of fields of one name in one place, which validation compares.
    """

    tokens: int
    depth: int
    aliases: int
    root_fields: int
    fields: int
    characters: int = COUNTLESS
    operations: int = COUNTLESS
    directives: int = COUNTLESS
    pairs: int = COUNTLESS


class Measure(Struct, frozen=True):
    """Size of a selection with its fragments spread out.

    `top` counts its first level's fields, `nesting` its levels of fragments within each other.
    """

    depth: int = 0
    top: int = 0
    fields: int = 0
    aliases: int = 0
    nesting: int = 0
    directives: int = 0

    def __add__(self, other: "Measure") -> "Measure":
        """Both, side by side."""
        return Measure(
            max(self.depth, other.depth),
            min(self.top + other.top, COUNTLESS),
            min(self.fields + other.fields, COUNTLESS),
            min(self.aliases + other.aliases, COUNTLESS),
            max(self.nesting, other.nesting),
            min(self.directives + other.directives, COUNTLESS),
        )


class Ruler(Walk[Measure]):
    """Measures the selections of one document."""

    def __init__(self, document: DocumentNode) -> None:
        """Know its fragments."""
        super().__init__(document, Measure())

    def measure(self, operation: OperationDefinitionNode) -> Measure:
        """The size of an operation."""
        directives = len(operation.directives or ())
        return self.selected(operation.selection_set, None) + Measure(directives=directives)

    @override
    def field(self, node: FieldNode, kind: GraphQLNamedType | None) -> Measure:
        """One field and what is below it; fragments within each other begin anew there."""
        below = self.selected(node.selection_set, None)
        alias = 0 if node.alias is None else 1
        return Measure(
            below.depth + 1,
            1,
            below.fields + 1,
            below.aliases + alias,
            below.nesting,
            below.directives + len(node.directives or ()),
        )

    @override
    def spread(self, node: FragmentSpreadNode | InlineFragmentNode, inner: Measure) -> Measure:
        """One level of fragments more."""
        directives = len(node.directives or ())
        return inner + Measure(nesting=inner.nesting + 1, directives=directives)


def exceeded(document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """What is too big in a document, each operation by itself; nothing when all fits."""
    operations = [
        each for each in document.definitions if isinstance(each, OperationDefinitionNode)
    ]
    if len(operations) > limits.operations:
        return [GraphQLError(_over(len(operations), "operations", limits.operations))]
    ruler = Ruler(document)
    try:
        return [
            GraphQLError(message, operation)
            for operation in operations
            for message in _too_big(ruler.measure(operation), limits)
        ] or _too_many_pairs(document, operations, limits)
    except RecursionError:
        return [GraphQLError(too_deep(limits.depth))]


def too_deep(most: int) -> str:
    """What is told of a query that is too deep to be measured."""
    return f"The query nests too deeply, at most {most} levels are allowed; flatten it."


def _too_big(found: Measure, limits: Limits) -> list[str]:
    held = (
        ("levels of fields", found.depth, limits.depth),
        ("levels of fragments", found.nesting, limits.depth),
        ("fields at its top", found.top, limits.root_fields),
        ("aliases", found.aliases, limits.aliases),
        ("fields", found.fields, limits.fields),
        ("directives", found.directives, limits.directives),
    )
    return [_over(number, what, most) for what, number, most in held if number > most]


def _too_many_pairs(
    document: DocumentNode, operations: list[OperationDefinitionNode], limits: Limits
) -> list[GraphQLError]:
    """Pairs are counted where the fields are known to be few."""
    found = pairs(document, operations, limits.pairs, limits.fields)
    if found <= limits.pairs:
        return []
    what = f"more than {limits.pairs} pairs of fields of one name in one place"
    return [GraphQLError(f"The query has {what}; name each field once.")]


def _over(number: int, what: str, most: int) -> str:
    count = "countless" if number >= COUNTLESS else str(number)
    return f"The query has {count} {what}, at most {most} are allowed; split it."
