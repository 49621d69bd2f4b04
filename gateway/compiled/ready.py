"""What of an operation is made once: graphql-core's executor, and the coercion of its variables.

Variables of the five built-in scalars are checked here, where a value of exactly the right type is
its own coercion; graphql-core does all others, and tells what is wrong with those that are refused.
"""

# graphql-core and Strawberry leave types of theirs open (of an info, a context, what a list is of).
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUnknownParameterType=false

from collections.abc import Callable, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from graphql import (
    GraphQLBoolean,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLString,
)
from graphql.execution.get_variable_signature import (
    GraphQLVariableSignature,
    get_variable_signature,
)
from graphql.execution.values import VariableValues, VariableValueSource

if TYPE_CHECKING:
    from graphql.execution import Executor

Test: TypeAlias = Callable[[Any], bool]

_INT: Final = 2**31

TESTS: Final[dict[object, Test]] = {
    GraphQLString: lambda value: type(value) is str,
    GraphQLID: lambda value: type(value) is str,
    GraphQLBoolean: lambda value: type(value) is bool,
    GraphQLInt: lambda value: type(value) is int and -_INT <= value < _INT,
    GraphQLFloat: lambda value: type(value) is float and isfinite(value),
}
"""Whether a value is its own coercion."""


class Ready:
    """An operation that is ready to be run again."""

    def __init__(self, executor: "Executor[Any]") -> None:
        """`executor` was made for a request of the operation; nothing of the request is kept."""
        nothing = VariableValues({}, {})
        self._executor = _fork(executor, None, nothing)
        self._tests = _tests(executor)

    def executor(self, context: object, given: Mapping[str, Any] | None) -> "Executor[Any] | None":
        """graphql-core's executor for a request; None if graphql-core has to coerce variables."""
        if self._tests is None:
            return None
        values = _coerced(self._tests, given or {})
        return None if values is None else _fork(self._executor, context, values)


def _fork(executor: "Executor[Any]", context: object, values: VariableValues) -> "Executor[Any]":
    """A shallow copy, as graphql-core makes them of an executor, for another request."""
    found = object.__new__(type(executor))
    found.__dict__.update(executor.__dict__)
    found.context_value, found.variable_values = context, values
    return found


class _Variable:
    """A variable of a built-in scalar, without a default."""

    __slots__ = ("required", "signature", "test")

    def __init__(self, signature: GraphQLVariableSignature, kind: object, test: Test) -> None:
        self.signature, self.required, self.test = signature, kind is not signature.type, test


def _tests(executor: "Executor[Any]") -> dict[str, _Variable] | None:
    """The variables of an operation; None if graphql-core has to coerce them."""
    found: dict[str, _Variable] = {}
    for node in executor.operation.variable_definitions or ():
        signature = get_variable_signature(executor.schema, node)
        if not isinstance(signature, GraphQLVariableSignature) or signature.default is not None:
            return None
        kind = signature.type
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        test = TESTS.get(kind)
        if test is None:
            return None
        found[signature.name] = _Variable(signature, kind, test)
    return found


def _coerced(tests: dict[str, _Variable], given: Mapping[str, Any]) -> VariableValues | None:
    sources: dict[str, VariableValueSource] = {}
    coerced: dict[str, Any] = {}
    for name, variable in tests.items():
        if name not in given:
            if variable.required:
                return None
            sources[name] = VariableValueSource(variable.signature)
            continue
        value = given[name]
        if not variable.test(value) and (value is not None or variable.required):
            return None
        sources[name] = VariableValueSource(variable.signature, value)
        coerced[name] = value
    return VariableValues(sources, coerced)
