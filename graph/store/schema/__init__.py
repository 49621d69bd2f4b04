"""The rules of the graph, laid on first start, and the version they carry.

`rules.cypher` is what a new store gets. `migrate_N.cypher` brings a store from version N to N+1:
its statements run one by one, each in a transaction of its own, so each must bear being run again.
One that returns a single column `left` is run until that is 0: it mends a portion at a time.
"""

from itertools import pairwise
from pathlib import Path

from graph.store import grammar
from graph.store.cypher import Statement, inline, statement
from graph.store.engine import Engine, Transaction
from graph.store.errors import SchemaTooNew, SchemaTooOld, StoreSetting

VERSION = 7
"""The version of the schema that this program writes."""

HERE = Path(__file__).parent


async def prepare(engine: Engine, folder: Path = HERE, version: int = VERSION) -> None:
    """Make the store ready for this program; nothing happens in one that is ready.

    A new store gets its rules and its Ledger; one of an older version is migrated. Raises
    SchemaTooNew on a store that a newer program wrote, SchemaTooOld on one that no migration leads
    from, StoreSetting on a database that holds data of somebody else.
    """
    found = (await engine.run(statement("schema_version")))[0]
    if found["version"] is None:
        await _begin(engine, folder, version, occupied=found["occupied"])
    elif found["version"] > version:
        raise _too_new(engine, found["version"], version)
    else:
        for step in range(found["version"], version):
            await _migrate(engine, folder / f"migrate_{step}.cypher", step, version)


def rules(path: Path) -> list[Statement]:
    """Read the statements of a file, which are parted by semicolons."""
    text = path.read_text(encoding="utf-8")
    bare = grammar.bare(text)
    ends = [-1, *(n for n, letter in enumerate(bare) if letter == ";"), len(text)]
    spans = [(start + 1, end) for start, end in pairwise(ends) if bare[start + 1 : end].strip()]
    return [inline(text[slice(*span)], f"{path.stem} {n}") for n, span in enumerate(spans, 1)]


async def _begin(engine: Engine, folder: Path, version: int, *, occupied: bool) -> None:
    """Lay the rules first and the Ledger last: a start that was cut short begins again."""
    if occupied:
        msg = f"expected an empty database or a store of ours at {engine.address}"
        raise StoreSetting(f"{msg}, but it holds other data; give another database")
    for rule in rules(folder / "rules.cypher"):
        await _alone(engine, rule)
    await _alone(engine, statement("begin_ledger"), version=version)


async def _migrate(engine: Engine, path: Path, step: int, version: int) -> None:
    try:
        steps = rules(path)
    except FileNotFoundError as error:
        raise _too_old(engine, step, version) from error
    for rule in steps:
        while await _alone(engine, rule) and rule.outputs == ("left",):
            pass
    await _alone(engine, statement("set_schema_version"), version=step + 1)


async def _alone(engine: Engine, rule: Statement, **params: object) -> bool:
    """Run a statement in a transaction of its own, as Neo4j demands of rules; is anything left?"""

    async def work(transaction: Transaction) -> bool:
        rows = await transaction.run(rule, **params)
        return bool(rows and rows[0].get("left"))

    return await engine.commit(work)


def _too_new(engine: Engine, found: int, version: int) -> SchemaTooNew:
    return SchemaTooNew(
        f"the store at {engine.address} has schema version {found}, this program knows up to "
        f"{version}; run the newer program that wrote it, or give another store"
    )


def _too_old(engine: Engine, found: int, version: int) -> SchemaTooOld:
    return SchemaTooOld(
        f"the store at {engine.address} has schema version {found}, this program needs {version} "
        f"and knows no way there; run `gateway export FOLDER` with the program that wrote it and "
        "`gateway import FOLDER` with this one into an empty store"
    )
