"""No mutation of the schema is left out of the table, and no case of a mutation."""

from graphql import GraphQLInputObjectType, get_named_type

from tests.acts.every import TABLE
from tests.acts.payload import mutations, taken
from tests.acts.table import CASES, Never


def test_every_mutation_of_the_schema_has_its_rows():
    assert set(mutations()) == set(TABLE)


def test_every_case_of_a_mutation_is_tried_or_says_why_not():
    for name, rows in TABLE.items():
        for case in CASES:
            cell = getattr(rows, case)
            assert not isinstance(cell, Never) or len(cell.why) > 15, (name, case)
            assert cell != (), (name, case)


def test_what_has_a_version_is_tried_with_a_stale_one():
    for name in mutations():
        fields = dict(taken(name).fields)
        row = get_named_type(fields["rows"].type) if "rows" in fields else None
        if isinstance(row, GraphQLInputObjectType):
            fields |= row.fields
        versioned = {"expectedVersion", "planHash"} & set(fields)
        assert not versioned or not isinstance(TABLE[name].stale, Never), name


def test_every_mutation_takes_what_makes_it_safe():
    for name in mutations():
        assert {"idempotencyKey", "dryRun", "reason", "source"} <= set(taken(name).fields), name
