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


class Begun:
    """An operation of one request: its variables, and graphql-core's executor where it is used."""

    __slots__ = ("_executor", "_make", "coerced")

    def __init__(self, coerced: Mapping[str, Any], make: "Callable[[], Executor[Any]]") -> None:
        """Take the variables as they were coerced, and what makes the executor."""
        self.coerced, self._make = coerced, make
        self._executor: Executor[Any] | None = None

    @property
    def executor(self) -> "Executor[Any]":
        """graphql-core's executor for the request; most answers do without."""
        if self._executor is None:
            self._executor = self._make()
        return self._executor


class Ready:
    """An operation that is ready to be run again."""

    def __init__(self, executor: "Executor[Any]") -> None:
        """`executor` was made for a request of the operation; nothing of the request is kept."""
        nothing = VariableValues({}, {})
        self._executor = _fork(executor, None, nothing)
        self._tests = _tests(executor)

    def begun(self, context: object, given: Mapping[str, Any] | None) -> Begun | None:
        """The operation for a request; None if graphql-core has to coerce its variables."""
        tests, given = self._tests, given or {}
        if tests is None:
            return None
        coerced = _coerced(tests, given)
        if coerced is None:
            return None
        return Begun(coerced, lambda: _fork(self._executor, context, _values(tests, coerced)))


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


def _coerced(tests: dict[str, _Variable], given: Mapping[str, Any]) -> dict[str, Any] | None:
    coerced: dict[str, Any] = {}
    for name, variable in tests.items():
        if name not in given:
            if variable.required:
                return None
            continue
        value = given[name]
        if not variable.test(value) and (value is not None or variable.required):
            return None
        coerced[name] = value
    return coerced


def _values(tests: dict[str, _Variable], coerced: dict[str, Any]) -> VariableValues:
    """Variables as graphql-core has them, with where each is from."""
    sources = {
        name: VariableValueSource(variable.signature, coerced[name])
        if name in coerced
        else VariableValueSource(variable.signature)
        for name, variable in tests.items()
    }
    return VariableValues(sources, coerced)
