"""Facts written down: whatever is admitted, once; said again it changes nothing."""

from collections.abc import Sequence

from graph.changes import Record
from graph.ladder.naming import world_of
from graph.model import Fact, Finding, Settlement, Trace, cite
from graph.model.facts import apart, says_the_same
from graph.rules.refusal import Code, Refusal
from graph.store.ledger import Decision
from graph.store.ledger.stored import stored_of
from loaders.acts.admitted import Wanted, admitted
from loaders.acts.desk import Act, Desk
from loaders.acts.naming import named
from loaders.acts.outcome import Outcome

NOTHING = Trace()


def record(
    rows: Sequence[Sequence[Fact]],
    trace: Trace = NOTHING,
    *,
    best_effort: bool = False,
) -> Act:
    """Write down the facts of each row; one without an id is given one (I1–I16).

    A fact that is stored already with the same content is left as it is; another content under a
    stored id is refused as CONFLICTING_FACT.
    """

    async def act(desk: Desk) -> Decision[Outcome]:
        given = await named(desk.tx, [fact for row in rows for fact in row])
        stored = await _stored(desk, given)
        rest = iter(given)
        named_rows = [[next(rest) for _ in row] for row in rows]
        rests_on = cite(facts=await _debts(desk, given)) + trace
        wanted = [_wanted(row, stored, rests_on) for row in named_rows]
        return await admitted(desk, wanted, best_effort=best_effort)

    return act


async def _debts(desk: Desk, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The debts on which was paid, or behind which was looked, as they stand (R45, R51)."""
    about = (each for each in facts if isinstance(each, Settlement | Finding))
    found = await desk.facts.obligations(dict.fromkeys(each.obligation for each in about))
    moment = desk.scope().moment
    return tuple(each for owed in found.values() for each in moment.known(owed.versions))


async def _stored(desk: Desk, facts: Sequence[Fact]) -> dict[tuple[type[Fact], str], Fact]:
    """The newest stored version under each of the ids."""
    found = await stored_of(desk.tx, world_of(facts))
    ordered = sorted(found, key=lambda fact: fact.version)
    return {(type(fact), fact.id): fact for fact in ordered}


def _wanted(
    row: Sequence[Fact], stored: dict[tuple[type[Fact], str], Fact], trace: Trace
) -> Wanted | Refusal:
    new = list[Fact]()
    for fact in row:
        there = stored.get((type(fact), fact.id))
        if there is None:
            new.append(fact)
            stored[type(fact), fact.id] = fact
        elif not says_the_same(fact, there):
            return _conflict(fact, there)
    return Wanted(tuple(map(Record, new)), tuple(new), trace, tuple(row))


def _conflict(fact: Fact, there: Fact) -> Refusal:
    return Refusal(
        Code.CONFLICTING_FACT,
        f"{fact.id!r} is stored with another {' and '.join(apart(fact, there))}",
        path="id",
        next_step="Give it another id, or correct the stored fact by correctFact.",
    )
