"""The mutation that takes in tables, in the notation of `gateway import`."""

from enum import StrEnum
from typing import Annotated

import strawberry
from strawberry import field

from graph.rules import refusal
from graph.rules.refusal import Code
from loaders.acts.sheets import Sheet, SheetUnreadable, Terms
from resolvers.acts.carried import carried_out_rows
from resolvers.acts.given import GIVEN
from resolvers.acts.links import ManyAnswer, RowsResult
from resolvers.acts.rows import RowsInput, counted
from resolvers.context import Asked
from resolvers.enums import spoken
from resolvers.errors import unwritable


class Notation(StrEnum):
    """How the rows of a table are written."""

    CSV = "CSV"
    NDJSON = "NDJSON"


spoken(
    Notation,
    "How the rows of a table are written (表格格式); the columns: docs/running.md.",
    {
        Notation.CSV: "A header, then a row a line, cells parted by commas (CSV).",
        Notation.NDJSON: "A JSON object a line (NDJSON).",
    },
    name="TableNotation",
)


@strawberry.input(description="Rows of one table (表格).")
class TableInput:
    """Made a `Sheet`."""

    table: str = field(description="The table's name (表名): `accounts`, `links`, `payments` …")
    text: str = field(description="Its rows (内容), as a file of that table would hold them.")
    notation: Notation = field(default=Notation.CSV, description="How they are written (格式).")

    def sheet(self) -> Sheet:
        """As the importer takes it."""
        return Sheet(self.table, self.text, self.notation is Notation.CSV)


@strawberry.input(description="Take in tables (批量导入).")
class ImportBatchInput(RowsInput):
    """Up to a thousand rows in all."""

    tables: list[TableInput] = field(
        description="The tables (表格), each once: 1 to 1,000 rows together."
    )
    corrections: bool = field(
        default=False,
        description="Whether rows supersede stored facts of another content (允许更正).",
    )


@strawberry.type
class ImportMutations:
    """Tables."""

    @strawberry.mutation(
        description=(
            "Take in up to 1,000 rows of tables (批量导入) in one commit: accounts, links,"
            " payments, papers. A row that is stored already changes nothing, and one that fills"
            " in the end of a fact ends it. Rows are numbered through all tables, empty ones left"
            " out."
        ),
        graphql_type=RowsResult,
    )
    async def import_batch(
        self, info: Asked, input: Annotated[ImportBatchInput, GIVEN]
    ) -> ManyAnswer:
        writing = info.context.writing
        if writing is None or writing.importer is None:
            raise unwritable()
        sheets = [table.sheet() for table in input.tables]
        terms = Terms(input.best_effort, input.corrections, input.source)
        try:
            found = writing.importer(sheets, terms)
        except SheetUnreadable as wrong:
            return refusal.Refusal(
                Code.MALFORMED,
                str(wrong),
                wrong.path,
                None,
                "Correct the table, and send it again.",
            )
        return await carried_out_rows(info, input, found.act, counted(found.uids))
