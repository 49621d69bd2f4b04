"""The tables described for people, as Markdown; docs/running.md holds this text."""

from collections.abc import Iterator

from gateway.exchange.columns import STAMPS, Column, Kind, Table
from gateway.exchange.tables import TABLES

HEAD = "| column | Chinese | holds | what it says | example |\n|---|---|---|---|---|"


def described() -> str:
    """Every table with its columns; required ones are in bold."""
    parts = [_table(table) for table in TABLES]
    every = "\n".join(
        (
            "### In every table",
            "",
            "None of these is needed; an export has them, so that it gives everything back.",
            "",
            HEAD,
            *map(_row, STAMPS),
        )
    )
    return "\n\n".join((*parts, every))


def _table(table: Table) -> str:
    lines = (
        f"### {table.name} ({table.chinese})",
        "",
        f"{table.meaning[0].upper()}{table.meaning[1:]}.",
        "",
    )
    return "\n".join((*lines, HEAD, *_rows(table)))


def _rows(table: Table) -> Iterator[str]:
    return map(_row, table.own)


def _row(column: Column) -> str:
    name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
    example = f"`{column.example}`" if column.example else ""
    cells = (name, column.chinese, _holds(column), column.meaning, example)
    return f"| {' | '.join(cells)} |"


def _holds(column: Column) -> str:
    if column.kind is not Kind.CHOICE:
        return column.kind
    meanings: dict[object, list[str]] = {}
    for word, value in column.words.items():
        meanings.setdefault(value, []).append(word)
    return ", ".join(" or ".join(f"`{word}`" for word in words) for words in meanings.values())
