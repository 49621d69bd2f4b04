"""`gateway doctor`: what is in order, and what somebody broke behind the gateway's back."""

import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.console import Console

from gateway.cli.examining import examine, repaired
from gateway.cli.failure import Failure
from gateway.cli.progress import Lines
from gateway.cli.report import Report
from gateway.exchange.reading import Unwatched
from gateway.sample import plant_sample
from graph.store.embedded import Embedded
from graph.store.engine import Work
from tests.engines import write

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 23, tzinfo=UTC)


async def examined(engine: Embedded) -> tuple[str, int]:
    """What is reported, and how much was found."""
    printed = io.StringIO()
    report = Report(Console(file=printed, highlight=False))
    await examine(engine, report, Unwatched(), audit=True)
    return printed.getvalue(), report.found


async def test_a_planted_store_is_in_order(embedded: Embedded):
    assert await plant_sample(embedded, NOW) == 40
    assert await plant_sample(embedded, NOW) == 0
    printed, found = await examined(embedded)
    assert found == 0, printed
    for line in (
        "I1 to I16 hold",
        "what is kept is what",
        "every hash fits",
        "are what the feed tells",
        "41 accounts",
    ):
        assert line in printed


async def test_what_was_edited_in_the_store_is_found(embedded: Embedded):
    await plant_sample(embedded, NOW)
    await write(embedded, "MATCH (p:Payment {id: 'p-elm-05'}) SET p.day = '2026-05-13'")
    await write(embedded, "MATCH (e:Event {seq: 5}) SET e.actor = 'somebody'")
    await write(embedded, "MATCH (o:Obligation {id: 'o-dill'}) SET o.fen = -1")
    printed, found = await examined(embedded)
    assert found == 4
    assert "day of p-elm-05@1 is '2026-05-13', the facts give '2026-05-12'" in printed
    assert "event 5 (" in printed
    assert "by somebody) was edited" in printed
    assert "Obligation o-dill@1 is stored otherwise than the feed tells" in printed
    assert "I16: an amount of -0.01 yuan is none [o-dill@1]" in printed


async def test_postings_that_somebody_edited_are_found(posted: Embedded):
    await plant_sample(posted, NOW)
    printed, found = await examined(posted)
    assert found == 0, printed
    assert "sums are what the payments give" in printed
    place = "{place: 'east|2026-06', direct: 'east'}"
    await write(posted, f"MATCH (p:Posting {place}) SET p.own = 1")
    await write(posted, f"MATCH (s:PostingSum {place}) SET s.payments = 77")
    printed, found = await examined(posted)
    group = "statement of east for 2026-06, direct partner east, fee holder east, ATTRIBUTED: "
    assert found == printed.count(group)
    assert "more than is posted, known from" in printed
    assert "in 77 payments, posted" in printed


async def test_postings_that_are_behind_are_told_to_be(embedded: Embedded):
    await write(embedded, "MATCH (l:Ledger) SET l.posted = null")
    printed, found = await examined(embedded)
    assert found == 0
    assert "nothing is posted; gateway serve or an import posts the rest" in printed


async def test_liability_edges_that_somebody_edited_are_found(posted: Embedded):
    await plant_sample(posted, NOW)
    printed, found = await examined(posted)
    assert found == 0, printed
    assert "edges are what the debts give" in printed
    await write(posted, "MATCH (:Obligation {id: 'o-dill'})<-[l:LIABLE_FOR]-() SET l.fen = 5")
    await write(posted, "MATCH (e:Exposure {party: 'east'}) SET e.parts = '[]'")
    printed, found = await examined(posted)
    assert "edges of o-dill: " in printed
    assert "exposure of east, " in printed
    assert found == printed.count("edges of ") + printed.count("exposure of ")


async def test_a_liability_edge_that_is_gone_is_missed(posted: Embedded):
    await plant_sample(posted, NOW)
    await write(posted, "MATCH (:Obligation {id: 'o-dill'})<-[l:LIABLE_FOR]-() DELETE l")
    printed, _ = await examined(posted)
    assert " missing, none wrong. " in printed


@pytest.mark.parametrize(("upto", "told"), [("null", "none"), ("0", "those up to revision 0")])
async def test_liability_edges_that_are_behind_are_told_to_be(
    posted: Embedded, upto: str, told: str
):
    await plant_sample(posted, NOW)
    await write(posted, f"MATCH (l:Ledger) SET l.answered = {upto}")
    printed, found = await examined(posted)
    assert found == 0
    assert f"{told} kept; gateway serve or an import keeps the rest" in printed


async def test_what_is_kept_derived_is_repaired(posted: Embedded):
    await plant_sample(posted, NOW)
    place = "{place: 'east|2026-06', direct: 'east'}"
    edits = (
        f"MATCH (p:Posting {place}) SET p.own = 1",
        f"MATCH (s:PostingSum {place}) SET s.payments = 77",
        "MATCH (s:PostingSum {place: '|2026-05'}) DELETE s",
        "MATCH (s:PostingSum {place: 'east|2026-05', direct: 'east'}) SET s.direct = 'gone'",
        "MATCH (:Obligation {id: 'o-dill'})<-[l:LIABLE_FOR]-() SET l.fen = 5",
        "MATCH (e:Exposure {party: 'east'}) SET e.parts = '[]'",
        "CREATE (:ExposurePlace {key: 'GROSS|x', party: 'x', place: 'GROSS|101', amount: 1})",
    )
    for turn in range(2):
        for edit in edits[: 7 - turn]:
            await write(posted, edit)
        printed, found = await examined(posted)
        assert "Run gateway doctor --repair." in printed
        assert found > 0
        report = io.StringIO()
        await repaired(posted, Report(Console(file=report, highlight=False)), Unwatched())
        assert "1 debts" in report.getvalue()
        await repaired(posted, Report(Console(file=report, highlight=False)), Unwatched())
        assert "0 postings, 0 sums, 0 debts, 0 exposures" in report.getvalue()
        printed, found = await examined(posted)
        assert found == 0, printed


class Raced:
    """An engine to which somebody writes before one of its commits."""

    def __init__(self, engine: Embedded, at: int) -> None:
        self._engine, self._left = engine, at
        self.name, self.address, self.version = engine.name, engine.address, engine.version
        self.run, self.close = engine.run, engine.close

    async def commit(self, work: Work[Any]) -> Any:
        self._left -= 1
        if not self._left:
            await write(self._engine, "MATCH (l:Ledger) SET l.revision = l.revision + 1")
        return await self._engine.commit(work)


@pytest.mark.parametrize(
    ("edit", "at"),
    [
        ("MATCH (p:Posting) SET p.own = 1", 1),
        ("MATCH (p:Posting) SET p.own = 1", 2),
        ("MATCH (e:Exposure {party: 'east'}) SET e.parts = '[]'", 2),
        ("MATCH (:Obligation {id: 'o-dill'})<-[l:LIABLE_FOR]-() SET l.fen = 5", 3),
        ("MATCH (e:Exposure {party: 'east'}) SET e.parts = '[]'", 3),
    ],
)
async def test_a_repair_gives_way_to_whoever_writes(posted: Embedded, edit: str, at: int):
    await plant_sample(posted, NOW)
    await write(posted, edit)
    with pytest.raises(Failure, match="somebody wrote"):
        await repaired(Raced(posted, at), Report(Console(file=io.StringIO())), Unwatched())


async def test_how_far_a_doctor_has_come_is_told_a_line_a_stage(posted: Embedded):
    await plant_sample(posted, NOW)
    told, said = io.StringIO(), io.StringIO()
    lines, report = Lines(Console(file=told), 0.0, 0.0), Report(Console(file=said))
    await repaired(posted, report, lines)
    await examine(posted, report, lines, audit=True)
    lines.end()
    for stage in (
        "working out postings",
        "holding postings to them",
        "holding liability edges to debts",
        "reading the facts",
        "holding what is kept to them",
        "holding payments to invariants",
        "auditing the feed",
        "replaying the feed",
    ):
        rows = f"^{stage}: [0-9,]+ rows, [0-9,]+/s, [0-9,.]+ s"
        assert re.search(f"{rows} left$", told.getvalue(), re.MULTILINE)
        assert re.search(f"{rows}$", told.getvalue(), re.MULTILINE)
        assert stage not in said.getvalue()


async def test_many_findings_are_counted_and_some_of_them_shown(embedded: Embedded):
    await plant_sample(embedded, NOW)
    await write(embedded, "MATCH (p:Payment) SET p.day = '2020-01-01'")
    printed, found = await examined(embedded)
    assert found == 58
    assert "… and 38 more" in printed
