"""Folders of tables for tests: a small good one, and what is made of it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from gateway.exchange.exporting import export
from gateway.exchange.importing import Imported, read, take_in
from gateway.exchange.reading import Author, Batch, Unwatched, read_folder
from gateway.exchange.taking import Outcome, Terms
from graph.ladder import parse
from graph.model import World
from graph.store.engine import Engine

AT = datetime(2026, 1, 5, 2, tzinfo=UTC)
TERMS = Terms("tester", AT, "books")
AUTHOR = Author("tester", AT)

GOOD = {
    "parties.csv": "id,name,kind\nt1,East,\nc1,Harbor,COMPANY\ncust:u3,Acme,\n",
    "accounts.csv": "uid,owner\nt1,t1\nc1,c1\nu3,cust:u3\n",
    "standings.csv": "account,valid_from\nt1,2017-04-01\nc1,2018-01-05\n",
    "tier_links.csv": "city,tier1,valid_from\nc1,t1,2018-01-05\n",
    "links.csv": "account,partner,type,valid_from,valid_to\nu3,c1,AGENCY,2018-01-10,\n",
    "payments.csv": "id,account,paid_at,amount\np1,u3,2018-03-15T23:59:59,100.00\n",
    "obligations.csv": "id,account,occurred_from,amount\no1,u3,2018-03-10,12000.00\n",
    "settlements.csv": "obligation,by,settled_on,amount\no1,c1,2018-04-01,4000\n",
    "findings.csv": "obligation,party,mismanaged,found_on\no1,c1,true,2018-04-20\n",
}


def folder(path: Path, **changed: str) -> Path:
    """The good folder, with some files of another content (`links=...`, or without: `links=""`)."""
    texts = GOOD | {f"{name}.csv": text for name, text in changed.items()}
    return written(path, {name: text for name, text in texts.items() if text})


def written(path: Path, texts: Mapping[str, str | bytes]) -> Path:
    """A folder of these files."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        content = text.encode() if isinstance(text, str) else text
        (path / name).write_bytes(content)
    return path


def batch(path: Path) -> Batch:
    """What a folder holds."""
    return read_folder(path, AUTHOR)


def problems(path: Path) -> list[str]:
    """What is wrong with a folder, line by line."""
    return [str(problem) for problem in batch(path).problems]


async def take_folder(
    engine: Engine, path: Path, terms: Terms = TERMS, rejects: Path | None = None
) -> Imported:
    """Import a folder."""
    watch = Unwatched()
    return await take_in(engine, read(path, terms, rejects, watch), terms, rejects, watch)


def files(path: Path) -> dict[str, str]:
    """The texts of a folder."""
    return {each.name: each.read_text(encoding="utf-8") for each in sorted(path.iterdir())}


def exported(world: World, path: Path, form: str = "csv") -> Path:
    """A world as a folder."""
    export(world, path, form)
    return path


def ladder(text: str) -> World:
    """The world of a ladder."""
    return parse(text)


def totals(outcome: Outcome) -> list[int]:
    """New, superseded, unchanged, refused."""
    return [outcome.total(fate) for fate in ("new", "superseded", "unchanged", "refused")]


def said(outcome: Outcome) -> list[str]:
    """The problems, as they are printed."""
    return [str(problem) for problem in outcome.problems]
