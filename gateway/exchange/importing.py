"""A folder of tables taken into a store."""

from collections import defaultdict
from pathlib import Path

from msgspec import Struct

from gateway.exchange.problems import Problem
from gateway.exchange.reading import Author, Batch, Watch, read_folder
from gateway.exchange.rejects import rejectable, write_rejects
from gateway.exchange.taking import Outcome, Terms, take
from graph.store.engine import Engine


class Imported(Struct, frozen=True):
    """What became of the rows, and the files of refused ones that were written."""

    outcome: Outcome
    rejects: tuple[Path, ...] = ()


def read(folder: Path, terms: Terms, rejects: Path | None, watch: Watch) -> Batch:
    """What a folder holds, once it is sure that refused rows can be written to `rejects`.

    Raises FolderUnreadable when the folder or the one for rejects can't be used.
    """
    if rejects is not None:
        rejectable(folder, rejects)
    return read_folder(folder, Author(terms.by, terms.at), watch)


async def take_in(
    engine: Engine, batch: Batch, terms: Terms, rejects: Path | None, watch: Watch
) -> Imported:
    """Take what was read, and write the refused rows to `rejects` (None: nowhere).

    A dry run writes no rejects either. Raises StoreError; nothing is stored then.
    """
    outcome = await take(engine, batch, terms, watch)
    if rejects is None or terms.dry_run or batch.unreadable:
        return Imported(outcome)
    return Imported(outcome, _rejected(batch, outcome, rejects))


def _rejected(batch: Batch, outcome: Outcome, folder: Path) -> tuple[Path, ...]:
    lines = defaultdict[str, dict[int, list[Problem]]](dict)
    for problem in outcome.problems:
        lines[problem.table].setdefault(problem.line, []).append(problem)
    refused = (source for source in batch.sources if source.table.name in lines)
    return tuple(write_rejects(source, folder, lines[source.table.name]) for source in refused)
