"""What the compiled executor takes from Strawberry and graphql-core, name by name.

A failure here after an upgrade says what to read anew; docs/decisions says what hangs on each.
"""

import inspect
from enum import Enum
from typing import Any

import msgspec
import orjson
import pytest
from graphql import (
    ExecutionResult,
    GraphQLField,
    GraphQLInt,
    GraphQLString,
    MiddlewareManager,
    default_field_resolver,
    default_type_resolver,
    execute,
    get_argument_values,
    parse,
)
from graphql.execution import Executor
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.get_variable_signature import (
    GraphQLVariableSignature,
    get_variable_signature,
)
from graphql.execution.values import VariableValues, VariableValueSource
from graphql.pyutils import Path, gather_with_cancel
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.arguments import convert_arguments
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.enum import StrawberryEnumDefinition
from strawberry.types.field import StrawberryField

from gateway.documents.execution import core
from tests.compiled.chaos import Chaos
from tests.compiled.torture import SCHEMA

CORE = core(SCHEMA)
THING: Any = CORE.type_map["Thing"]


def names(function: Any) -> list[str]:
    return list(inspect.signature(function).parameters)


def build(text: str, **options: Any) -> Any:
    return SCHEMA.execution_context_class.build(CORE, parse(text), **options)


def test_an_executor_is_built_with_what_plans_read_of_it():
    executor = build("query ($a: Int = 3) { ...F } fragment F on Query { constant }")
    assert isinstance(executor, Executor)
    assert isinstance(executor, StrawberryGraphQLCoreExecutionContext)
    assert executor.variable_values.coerced == {"a": 3}
    assert executor.operation.selection_set.selections
    assert isinstance(executor.fragments["F"], FragmentDetails)
    assert executor.fragments["F"].variable_signatures is None
    assert (executor.root_value, executor.schema, executor.hide_suggestions) == (None, CORE, False)
    assert isinstance(build("query ($a: Int!) { constant }", raw_variable_values={}), list)


def test_an_executor_takes_the_options_that_are_given_to_it():
    given = {"context_value", "raw_variable_values", "operation_name", "is_awaitable"}
    assert given | {"hide_suggestions", "custom_args"} <= set(names(Executor.build))
    given = {"context_value", "variable_values", "operation_name", "executor_class", "middleware"}
    assert given | {"is_awaitable", "hide_suggestions"} <= set(names(execute))


def test_fields_are_collected_by_graphql_core():
    taken = ["schema", "fragments", "variable_values", "runtime_type", "operation"]
    assert names(collect_fields)[:6] == [*taken, "hide_suggestions"]
    below = ["return_type", "field_details_list", "hide_suggestions"]
    assert names(collect_subfields) == [*taken[:3], "operation", *below]
    assert FieldDetails._fields[0] == "node"


def test_an_executor_can_be_copied_for_another_request():
    executor = build("{ constant }", context_value=1)
    assert {"context_value", "variable_values", "operation", "fragments"} <= set(vars(executor))
    kept = "executor = copy(self)\n        executor.root_value = payload"
    assert kept in inspect.getsource(Executor.build_per_event_executor)


def test_variables_are_values_with_their_sources():
    executor = build("query ($a: Int!) { constant }", raw_variable_values={"a": 3})
    (node,) = executor.operation.variable_definitions
    signature = get_variable_signature(CORE, node)
    assert isinstance(signature, GraphQLVariableSignature)
    assert VariableValues._fields == ("sources", "coerced")
    values = VariableValues({"a": VariableValueSource(signature, 3)}, {"a": 3})
    assert executor.variable_values.coerced == values.coerced
    assert repr(executor.variable_values.sources) == repr(values.sources)


def test_an_info_is_built_of_field_nodes_type_and_path():
    taken = ["self", "field_def", "field_nodes", "parent_type", "path"]
    assert names(Executor.build_resolve_info) == taken
    assert names(Path) == ["prev", "key", "typename"]
    assert SCHEMA.config.info_class.__dataclass_fields__.keys() == {"_raw_info", "_field"}


def test_arguments_are_made_by_graphql_core_and_strawberry():
    taken = ["type_def", "node", "variable_values", "fragment_variable_values"]
    assert names(get_argument_values) == [*taken, "hide_suggestions"]
    assert names(convert_arguments)[:4] == ["value", "arguments", "scalar_registry", "config"]
    assert SCHEMA.schema_converter.scalar_registry


def test_a_field_knows_its_strawberry_field_and_that_its_resolver():
    field = THING.fields["shout"].extensions["strawberry-definition"]
    assert isinstance(field, StrawberryField)
    assert (field.extensions, field.is_subscription, field.python_name) == ([], False, "shout")
    resolver: Any = field.base_resolver
    assert resolver.self_parameter.name == "self"
    assert (resolver.info_parameter, resolver.parent_parameter, resolver.root_parameter) == (
        None,
        None,
        None,
    )
    assert callable(resolver.wrapped_func)
    told: Any = THING.fields["where"].extensions["strawberry-definition"].base_resolver
    assert told.info_parameter.name == "info"
    static: Any = THING.fields["parental"].extensions["strawberry-definition"].base_resolver
    assert static.parent_parameter.name == "parent"


def test_a_field_without_resolver_is_read_by_getattr():
    plain: Any = THING.fields["number"].extensions["strawberry-definition"]
    assert plain.base_resolver is None
    assert plain.default_resolver is getattr
    assert "getattr" not in inspect.getsource(StrawberryField.get_result)
    assert inspect.getsource(StrawberryField.get_result).count("return") == 2


def test_permissions_are_extensions_of_a_field():
    guarded: Any = THING.fields["guarded"].extensions["strawberry-definition"]
    assert guarded.extensions


def test_exception_handlers_and_extensions_of_a_schema_are_told_by_it():
    assert SCHEMA.schema_converter.exception_handlers == ()
    assert tuple(SCHEMA.extensions) == ()
    assert tuple(SCHEMA.directives) == ()
    assert SCHEMA.execution_context_class is StrawberryGraphQLCoreExecutionContext


def test_a_type_knows_whether_its_author_tests_values():
    stray: Any = CORE.type_map["Stray"]
    definition = stray.extensions["strawberry-definition"]
    assert isinstance(definition, StrawberryObjectDefinition)
    assert definition.is_type_of is not None
    cat: Any = CORE.type_map["Cat"]
    assert cat.extensions["strawberry-definition"].is_type_of is None
    assert cat.is_type_of(object(), None) is False


def test_an_enum_knows_its_python_enum():
    color: Any = CORE.type_map["Color"]
    definition = color.extensions["strawberry-definition"]
    assert isinstance(definition, StrawberryEnumDefinition)
    assert issubclass(definition.wrapped_cls, Enum)
    assert [color.coerce_output_value(each) for each in definition.wrapped_cls] == [
        "RED",
        "BLUE",
        "GREEN",
    ]
    assert next(iter(definition.wrapped_cls))._name_ == "RED"


def test_a_scalar_says_values_by_its_own_function():
    day: Any = CORE.type_map["Day"]
    assert day.coerce_output_value(__import__("datetime").date(2018, 3, 1)) == "2018-03-01"
    assert CORE.type_map["Int"] is GraphQLInt
    assert CORE.type_map["String"] is GraphQLString


def test_the_default_resolvers_are_those_of_graphql_core():
    assert names(default_type_resolver) == ["value", "info", "abstract_type"]
    assert names(default_field_resolver) == ["source", "info", "args"]
    assert GraphQLField(GraphQLString).resolve is None


async def _two() -> int:
    return 2


@pytest.mark.anyio
async def test_awaitables_are_told_and_gathered():
    promised = _two()
    assert optimized_is_awaitable(promised)
    assert not optimized_is_awaitable(2)
    assert await gather_with_cancel(promised, _two()) == [2, 2]


def test_a_middleware_is_asked_for_every_field():
    seen: list[str] = []

    def watch(resolve: Any, source: Any, info: Any, **args: Any) -> Any:
        seen.append(f"{info.parent_type.name}.{info.field_nodes[0].name.value}")
        return resolve(source, info, **args)

    result: Any = execute(
        CORE,
        parse("{ thing { number } }"),
        context_value=Chaos(),
        middleware=MiddlewareManager(watch),
        executor_class=SCHEMA.execution_context_class,
    )
    assert isinstance(result, ExecutionResult)
    assert seen == ["Query.thing", "Thing.number"]


@pytest.mark.parametrize("value", ['é\u2028\x00\x7f"\\/', 2**64 - 1, -(2**63), 0.1, -2.5e-9, 9e14])
def test_both_encoders_write_plain_values_alike(value: object):
    assert msgspec.json.encode(value) == orjson.dumps(value)
