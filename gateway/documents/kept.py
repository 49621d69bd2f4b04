"""Query texts made documents: parsed, measured and validated once, and kept while there is room."""

import re
from collections import OrderedDict
from typing import TYPE_CHECKING, TypeAlias

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    parse,
    specified_rules,
    validate,
)
from msgspec import Struct, field
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from gateway.documents.execution import operation
from gateway.http.errors import ErrorCode
from gateway.limits.cost import Costs
from gateway.limits.sizes import Limits, exceeded, too_deep

if TYPE_CHECKING:
    from graphql import ASTValidationRule

RULES: "tuple[type[ASTValidationRule], ...]" = (
    *specified_rules,
    MaybeNullValidationRule,
    OneOfInputValidationRule,
)

MOST_ERRORS = 5
"""Errors of validation that are told: the first ones are mended first."""


_HINT = re.compile(r" Did you mean [^?]*\?$")
"""What a rule suggests though it was told not to."""

TOO_DEEP = "nested too deeply"
"""In the message of a parser that has come to the end of its stack."""


class Faulty(Struct, frozen=True):
    """A query text that cannot be run: what is wrong with it, and the code for that."""

    errors: tuple[GraphQLError, ...]
    code: ErrorCode


Document: TypeAlias = DocumentNode | Faulty


class Chosen(Struct):
    """An operation of a valid document, and what of it is the same at each request."""

    document: DocumentNode
    operation: OperationDefinitionNode
    kind: OperationType
    name: str | None
    costs: Costs


class Read(Struct):
    """A text that was read, and the operations of it that were asked for."""

    document: Document
    chosen: dict[str | None, Chosen] = field(default_factory=dict[str | None, Chosen])


class Documents:
    """Reads query texts for one schema; the latest ones asked for are kept."""

    def __init__(
        self, schema: GraphQLSchema, limits: Limits, room: int, *, development: bool
    ) -> None:
        """`room` is in characters of text; outside development there is no introspection."""
        self._schema = schema
        self._limits = limits
        self._development = development
        self._rules = RULES if development else (*RULES, NoSchemaIntrospectionCustomRule)
        self._kept: OrderedDict[str, Read] = OrderedDict()
        self._room = room
        self._taken = 0

    def read(self, text: str) -> Document:
        """The document of a text."""
        return self._known(text).document

    def choose(self, text: str, name: str | None) -> Chosen | Faulty | None:
        """The operation of that name in a text, or its only one; None if there is no such."""
        read = self._known(text)
        found = read.chosen.get(name)
        if found is not None:
            return found
        document = read.document
        if isinstance(document, Faulty):
            return document
        node = operation(document, name)
        if node is None:
            return None
        called = node.name.value if node.name else None
        read.chosen[name] = found = Chosen(document, node, node.operation, called, Costs())
        return found

    def _known(self, text: str) -> Read:
        kept = self._kept.get(text)
        if kept is not None:
            self._kept.move_to_end(text)
            return kept
        found = Read(self._read(text))
        self._keep(text, found)
        return found

    def _read(self, text: str) -> Document:
        if len(text) > self._limits.characters:
            return Faulty((_too_long(text, self._limits.characters),), ErrorCode.LIMIT_EXCEEDED)
        most = self._limits.tokens
        try:
            tree = parse(text, max_lexical_tokens=most, max_comments=most)
        except GraphQLError as error:
            return self._unread(error)
        if too_big := exceeded(tree, self._limits):
            return Faulty(tuple(too_big), ErrorCode.LIMIT_EXCEEDED)
        wrong = validate(
            self._schema,
            tree,
            self._rules,
            MOST_ERRORS,
            hide_suggestions=not self._development,
        )
        if wrong:
            for each in () if self._development else wrong:
                each.message = _HINT.sub("", each.message)
            return Faulty(tuple(wrong), ErrorCode.VALIDATION_FAILED)
        return tree

    def _unread(self, error: GraphQLError) -> Faulty:
        if not error.message.endswith("Parsing aborted."):
            return Faulty((error,), ErrorCode.SYNTAX_INVALID)
        if TOO_DEEP in error.message:
            error = GraphQLError(too_deep(self._limits.depth))
        return Faulty((error,), ErrorCode.LIMIT_EXCEEDED)

    def _keep(self, text: str, read: Read) -> None:
        self._kept[text] = read
        self._taken += len(text)
        while self._taken > self._room:
            oldest, _ = self._kept.popitem(last=False)
            self._taken -= len(oldest)


def _too_long(text: str, most: int) -> GraphQLError:
    return GraphQLError(
        f"The query has {len(text)} characters, at most {most} are allowed;"
        " put long values into variables."
    )
