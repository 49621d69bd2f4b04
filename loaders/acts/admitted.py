"""Rows judged together: what admission forbids is refused row by row, the rest may be written."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from graph.changes import Change
from graph.ladder.naming import world_of
from graph.model import Fact, FactId, Trace, join
from graph.rules.admission import check
from graph.rules.refusal import Refusal
from graph.store.ledger import Decision
from loaders.acts.desk import Desk
from loaders.acts.outcome import ActRefused, Outcome, Row, decided
from loaders.surroundings import existing


class Wanted(Struct, frozen=True):
    """What one row would write: changes, the facts as they would be, and what it rests on.

    `told` are the facts that the row's result names, where some of them are stored already.
    """

    changes: tuple[Change, ...]
    facts: tuple[Fact, ...]
    trace: Trace = Trace()
    told: tuple[Fact, ...] | None = None


async def admitted(
    desk: Desk, rows: Sequence[Wanted | Refusal], *, best_effort: bool = False
) -> Decision[Outcome]:
    """Write what the hierarchy admits (I1–I16): every row or none, or at best effort the good ones.

    Of two rows that cannot both be, the later is refused; what a refused row would have written
    does not count for the others. Raises ActRefused with the reason of each refused row, and of
    every row where none is left.
    """
    refused = {at: row for at, row in enumerate(rows) if isinstance(row, Refusal)}
    while True:
        good = {
            at: row for at, row in enumerate(rows) if isinstance(row, Wanted) and at not in refused
        }
        found = await _forbidden(desk, good)
        refused |= found
        if not found:
            break
    told = [_row(row, refused.get(at)) for at, row in enumerate(rows)]
    if refused and (not best_effort or not good):
        raise ActRefused(*told)
    changes = [change for row in good.values() for change in row.changes]
    return decided(told, changes, join(row.trace for row in good.values()))


async def _forbidden(desk: Desk, rows: Mapping[int, Wanted]) -> dict[int, Refusal]:
    world = world_of(fact for row in rows.values() for fact in row.facts)
    bad = check(await existing(desk.tx, world, desk.today, desk.facts.histories), world)
    where = {(type(fact), fact.id): at for at, row in rows.items() for fact in row.facts}
    found = dict[int, Refusal]()
    for each in bad:
        found.setdefault(where[type(each.fact), each.fact.id], each.refusal)
    return found


def _row(row: Wanted | Refusal, refusal: Refusal | None) -> Row:
    if refusal is not None or isinstance(row, Refusal):
        return Row(refusal=refusal)
    told = row.facts if row.told is None else row.told
    return Row(tuple(FactId(fact.id) for fact in told))
