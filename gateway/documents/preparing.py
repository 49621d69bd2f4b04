"""A question made ready to run: its document read, its operation chosen, its cost counted."""

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationType,
)
from msgspec import Struct

from gateway.documents.kept import Documents, Faulty
from gateway.documents.naming import Naming
from gateway.documents.unanswerable import Unanswerable
from gateway.http.errors import ErrorCode, quoted
from gateway.http.request import Question
from gateway.limits.sizes import Limits
from gateway.limits.values import many
from gateway.settings import Settings


class Prepared(Struct, frozen=True):
    """A question that can be run."""

    question: Question
    document: DocumentNode
    kind: OperationType
    """Whether it queries, mutates or subscribes."""
    name: str | None
    """The operation's name."""
    cost: int
    """How many objects it may ask for."""


class Preparing:
    """Makes questions about one schema ready, within the limits of the settings."""

    def __init__(self, schema: GraphQLSchema, settings: Settings) -> None:
        """At first no text is known but trusted ones; raises SettingInvalid on those."""
        development = settings.profile == "development"
        room = settings.documents
        self._documents = Documents(schema, limits_of(settings), room, development=development)
        self.naming = Naming(settings, self._documents)
        self._schema = schema
        self._most, self._values = settings.max_cost, settings.max_values

    def prepare(self, question: Question) -> Prepared:
        """The question, with its text and ready to run; raises Unanswerable."""
        if question.document is not None or self.naming.only:
            question = self.naming.resolve(question)
        chosen = self._documents.choose(question.query, question.operation)
        if isinstance(chosen, Faulty):
            raise Unanswerable(chosen.code, *chosen.errors)
        if chosen is None:
            raise Unanswerable(ErrorCode.OPERATION_UNKNOWN, _unknown(question))
        variables = question.variables or {}
        if variables and many(variables, self._values):
            raise Unanswerable(ErrorCode.LIMIT_EXCEEDED, _too_many(self._values))
        document, costs = chosen.document, chosen.costs
        cost = costs.of(self._schema, document, chosen.operation, variables)
        if cost > self._most:
            raise Unanswerable(ErrorCode.LIMIT_EXCEEDED, _too_expensive(cost, self._most))
        return Prepared(question, document, chosen.kind, chosen.name, cost)


def limits_of(settings: Settings) -> Limits:
    """The limits of a query among the settings."""
    return Limits(
        settings.max_tokens,
        settings.max_depth,
        settings.max_aliases,
        settings.max_root_fields,
        settings.max_fields,
        settings.max_query,
        settings.max_operations,
        settings.max_directives,
        settings.max_pairs,
    )


def _too_expensive(cost: int, most: int) -> GraphQLError:
    return GraphQLError(
        f"The query may ask for {cost} objects, at most {most} are allowed;"
        " ask for smaller pages, or for fewer pages within pages."
    )


def _too_many(most: int) -> GraphQLError:
    return GraphQLError(
        f"The variables have more than {most} values, which is the most;"
        " send them in several requests."
    )


def _unknown(question: Question) -> GraphQLError:
    if question.operation is None:
        return GraphQLError("The document has several operations; name one in `operationName`.")
    return GraphQLError(f"The document has no operation {quoted(question.operation)}.")
