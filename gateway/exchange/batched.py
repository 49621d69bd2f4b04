"""Tables sent as text, taken in by one act: read and judged as the files of a folder are."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from msgspec.structs import replace

from gateway.exchange.judging import Verdict, compared, judged
from gateway.exchange.portions import in_order
from gateway.exchange.problems import Problem
from gateway.exchange.reading import Author, Batch, Row, read_sources
from gateway.exchange.sources import Source
from gateway.exchange.tables import TABLES
from graph.ladder.naming import world_of
from graph.model import Account, Fact, FactId, Trace, Uid
from graph.model.facts import UNKNOWN_SINCE
from graph.rules.refusal import Code, Refusal
from graph.store import ledger
from graph.store.ledger import Decision
from graph.store.ledger.stored import stored_of
from loaders.acts import outcome
from loaders.acts.desk import Act, Desk
from loaders.acts.outcome import ActRefused, Outcome, decided
from loaders.acts.sheets import Importing, Sheet, SheetUnreadable, Terms
from loaders.surroundings import existing

Place = tuple[str, int]


def importing(sheets: Sequence[Sheet], terms: Terms) -> Importing:
    """The act that takes sheets in, all or nothing or at best effort.

    The rows are those of the sheets in their order. Raises SheetUnreadable for a table that is not
    known or named twice, and for a header that is not that of its table.
    """
    batch = read_sources(_sources(sheets), Author("", UNKNOWN_SINCE))
    if batch.unreadable:
        first = batch.problems[0]
        names = [sheet.table for sheet in sheets]
        raise SheetUnreadable(str(first), f"tables.{names.index(first.table)}.text")
    for row in batch.rows:
        if row.fact.recorded_at != UNKNOWN_SINCE or row.fact.superseded_at is not None:
            batch.problems.append(_recorded(row))
    wrong = {_place(each) for each in batch.problems}
    good = (row for row in batch.rows if (row.file, row.line) not in wrong)
    batch.rows = [_sourced(row, terms.source) for row in good]
    facts = {(row.file, row.line): row.fact for row in batch.rows}
    order = {source.name: at for at, source in enumerate(batch.sources)}
    places = sorted({*facts, *wrong}, key=lambda place: (order[place[0]], place[1]))
    uids = tuple(_uid(facts.get(place)) for place in places)
    return Importing(_act(batch, places, terms), uids)


def _sources(sheets: Sequence[Sheet]) -> list[Source]:
    found: list[Source] = []
    for at, sheet in enumerate(sheets):
        table = next((each for each in TABLES if each.name == sheet.table), None)
        if table is None:
            raise SheetUnreadable(_no_table(sheet.table), f"tables.{at}.table")
        if any(each.table == table for each in found):
            message = f"the table {sheet.table} is there twice; send its rows as one sheet"
            raise SheetUnreadable(message, f"tables.{at}.table")
        suffix = ".csv" if sheet.csv else ".ndjson"
        path = Path(f"{sheet.table}{suffix}")
        found.append(Source(table, path, suffix, content=sheet.text.encode()))
    return found


def _no_table(name: str) -> str:
    names = [table.name for table in TABLES]
    near = get_close_matches(name, names, 1)
    hint = f"did you mean {near[0]}?" if near else f"the tables are: {', '.join(names)}"
    return f"there is no table {name[:60]!r}; {hint}"


def _recorded(row: Row) -> Problem:
    message = (
        "this is recorded when it is sent; leave recorded_at and superseded_at out, or take a"
        " history in by `gateway import`"
    )
    return Problem(_table(row.file), row.file, row.line, "recorded_at", message)


def _sourced(row: Row, source: str) -> Row:
    """A row that names no document rests on that of the call; a file's place means nothing here."""
    if row.fact.source != row.place:
        return row
    return replace(row, fact=replace(row.fact, source=source))


def _table(file: str) -> str:
    return file.partition(".")[0]


def _uid(fact: Fact | None) -> Uid | None:
    """The account that a fact is about, if it is of one."""
    if isinstance(fact, Account):
        return fact.uid
    return getattr(fact, "account", None) or getattr(fact, "city", None)


def _act(batch: Batch, places: Sequence[Place], terms: Terms) -> Act:
    async def act(desk: Desk) -> Decision[Outcome]:
        incoming = world_of(row.fact for row in batch.rows)
        stored = await stored_of(desk.tx, incoming)
        verdict = compared(batch.rows, stored, corrections=terms.corrections)
        around = await existing(desk.tx, verdict.world, desk.today, desk.facts.histories)
        verdict = judged(verdict, around, batch.lost)
        told = _told(batch, verdict, places)
        good = any(row.refusal is None for row in told)
        if not good or (not terms.best_effort and any(row.refusal for row in told)):
            raise ActRefused(*told)
        taken = (row.fact for row in verdict.taken)
        plan = ledger.planned(taken, stored, corrections=terms.corrections)
        return decided(told, in_order(plan.changes), Trace())

    return act


def _told(batch: Batch, verdict: Verdict, places: Sequence[Place]) -> list[outcome.Row]:
    problems = [*batch.problems, *(problem for _, problem in verdict.refused)]
    wrong: dict[Place, list[Problem]] = {}
    for each in problems:
        wrong.setdefault(_place(each), []).append(each)
    told = {(row.file, row.line): outcome.Row((FactId(row.fact.id),)) for row in batch.rows}
    told |= {place: outcome.Row(refusal=_refusal(found)) for place, found in wrong.items()}
    return [told[place] for place in places]


def _place(problem: Problem) -> Place:
    return problem.file, problem.line


def _refusal(problems: Sequence[Problem]) -> Refusal:
    """All that is wrong with a row, under the code of the first of it."""
    first = problems[0]
    said = "; ".join(each.message.removeprefix(f"{each.code}: ") for each in problems)
    path = f"{first.table}.{first.line}.{first.column}".rstrip(".")
    hint = "Correct the row, and send it again."
    return Refusal(Code(first.code), said, path, None, hint)
