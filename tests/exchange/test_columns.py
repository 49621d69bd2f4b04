"""The one definition of the tables fits the model, and what is said of it is true."""

import pytest

from gateway.exchange.cells import reader, show
from gateway.exchange.columns import STAMPS, Column, Kind, Table
from gateway.exchange.described import described
from gateway.exchange.tables import TABLE_OF, TABLES
from graph.ladder.values import Wrong
from graph.model import World
from tests.tidy.tree import ROOT

COLUMNS = {f"{table.name}.{column.name}": column for table in TABLES for column in table.columns}
REVISIONS = {"recorded_in", "superseded_in"}


def test_every_kind_of_fact_has_its_table():
    assert [table.name for table in TABLES] == sorted(
        World.__struct_fields__, key=[table.name for table in TABLES].index
    )
    assert len(TABLE_OF) == len(TABLES) == len(World.__struct_fields__)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_columns_fill_every_field_once_but_what_belongs_to_a_store(table: Table):
    filled = [column.fills for column in table.columns]
    assert sorted(filled) == sorted(set(table.fact.__struct_fields__) - REVISIONS)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_two_columns_have_one_header(table: Table):
    assert len(table.headers()) == 2 * len(table.columns)
    assert all(header == header.lower() for header in table.headers())
    assert table.named_by in table.headers()


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS)
def test_an_example_is_one(column: Column):
    if column.example:
        value = reader(column)(column.example)
        assert not isinstance(value, Wrong)
        assert reader(column)(show(column, value)) == value


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS)
def test_every_word_of_a_choice_is_read_and_one_of_them_written(column: Column):
    assert bool(column.words) is (column.kind is Kind.CHOICE)
    for word, value in column.words.items():
        assert reader(column)(word.lower()) == value
        assert reader(column)(show(column, value)) == value


@pytest.mark.parametrize("flag", ["true", "YES", "1", "是"])
def test_a_flag_may_be_said_in_several_words(flag: str):
    column = next(each for each in COLUMNS.values() if each.kind is Kind.FLAG)
    assert reader(column)(flag) is True
    assert isinstance(reader(column)("maybe"), Wrong)


def test_every_column_is_described():
    text = described()
    for column in (*STAMPS, *(column for table in TABLES for column in table.own)):
        assert f"`{column.name}`" in text
        assert column.chinese in text
        assert column.meaning in text


def test_the_documentation_holds_the_description():
    page = ROOT / "docs" / "running.md"
    assert described() in page.read_text(encoding="utf-8"), "paste `gateway import --columns`"
