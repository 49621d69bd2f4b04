"""What every element of the schema has to keep to, whoever adds it."""

import re
from collections.abc import Iterator
from typing import cast

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLUnionType,
    build_schema,
    get_named_type,
)

from resolvers.schema import sdl

CORE = build_schema(sdl())
BUILT_IN = {"Boolean", "Float", "ID", "Int", "String"}
OURS = {
    name: kind
    for name, kind in CORE.type_map.items()
    if not name.startswith("__") and name not in BUILT_IN
}
CAMEL = re.compile(r"[a-z][a-zA-Z0-9]*")
PASCAL = re.compile(r"[A-Z][a-zA-Z0-9]*")
UPPER = re.compile(r"[A-Z][A-Z0-9_]*")
HAN = re.compile(r"[一-鿿]")


def fields(kind: GraphQLNamedType) -> Iterator[tuple[str, object]]:
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        for name, field in kind.fields.items():
            yield f"{kind.name}.{name}", field
            for argument, given in field.args.items():
                yield f"{kind.name}.{name}({argument})", given
    if isinstance(kind, GraphQLInputObjectType):
        yield from ((f"{kind.name}.{name}", each) for name, each in kind.fields.items())


MEMBERS = [each for kind in OURS.values() for each in fields(kind)]
VALUES = [
    (f"{kind.name}.{name}", name, value)
    for kind in OURS.values()
    if isinstance(kind, GraphQLEnumType)
    for name, value in kind.values.items()
]


def test_every_type_is_described():
    assert [name for name, kind in OURS.items() if not (kind.description or "").strip()] == []


def test_every_field_and_argument_is_described():
    bare = [name for name, each in MEMBERS if not (getattr(each, "description", "") or "").strip()]
    assert bare == []


def test_every_enum_value_is_described():
    assert [where for where, _, value in VALUES if not (value.description or "").strip()] == []


def test_every_type_but_a_union_gives_the_chinese_term():
    named = {name: kind for name, kind in OURS.items() if not isinstance(kind, GraphQLUnionType)}
    assert [name for name, kind in named.items() if not HAN.search(kind.description or "")] == []


def test_a_description_ends_like_a_sentence():
    every = [(name, kind.description or "") for name, kind in OURS.items()]
    every += [(name, cast("str", getattr(each, "description", ""))) for name, each in MEMBERS]
    assert [name for name, text in every if not text.rstrip().endswith((".", "…", "）", ")"))] == []


def test_names_are_camel_case_and_types_pascal_case():
    members = [re.split(r"[.(]", name)[-1].removesuffix(")") for name, _ in MEMBERS]
    assert [name for name in members if not CAMEL.fullmatch(name)] == []
    assert [name for name in OURS if not PASCAL.fullmatch(name)] == []


def test_enum_values_are_upper_case():
    assert [where for where, name, _ in VALUES if not UPPER.fullmatch(name)] == []


def test_everything_with_a_global_id_says_so_by_its_interface():
    nodes = {kind.name for kind in CORE.get_possible_types(node_interface())}
    assert {"Account", "Party"} <= nodes
    for name in nodes:
        assert str(cast("GraphQLObjectType", OURS[name]).fields["id"].type) == "ID!"


@pytest.mark.parametrize("argument", ["asOf", "knownAt", "readings"])
def test_every_question_about_facts_takes_a_moment(argument: str):
    timeless = {"clause", "clauses", "readings", "revision", "deadline", "feeCalendar"}
    timeless |= {"compareReadings", "precedence", "eligibility", "customerData", "lossShares"}
    timeless |= {"changes", "webhooks", "violationCatalogue", "periods"}
    query = cast("GraphQLObjectType", CORE.query_type)
    lacking = {name for name, field in query.fields.items() if argument not in field.args}
    assert lacking <= timeless


def test_a_connection_has_edges_page_info_and_says_whether_it_is_complete():
    for name, kind in OURS.items():
        if name.endswith("Connection"):
            there = cast("GraphQLObjectType", kind).fields
            assert {"edges", "pageInfo", "complete", "truncatedReason"} <= there.keys(), name
            edge = cast("GraphQLObjectType", get_named_type(there["edges"].type))
            assert {"cursor", "node"} <= edge.fields.keys(), name


def test_the_schema_is_read_forward_only():
    backward = [name for name, _ in MEMBERS if name.endswith(("(last)", "(before)"))]
    assert backward == []


def node_interface() -> GraphQLInterfaceType:
    return cast("GraphQLInterfaceType", OURS["Node"])
