"""Customer accounts linked, unlinked and moved, one or a thousand (R13, R16, R17, FA 4.3.2)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from graph.model import AccountPapers, Uid
from graph.rules import linking
from graph.rules.linking import Begin, Leave, Move, Step
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known
from graph.store.ledger import Decision
from loaders.acts.admitted import Wanted, admitted
from loaders.acts.desk import Act, Desk
from loaders.acts.outcome import Outcome, unknown

R = TypeVar("R", Begin, Leave, Move)


def begin(rows: Sequence[Begin], source: str, *, best_effort: bool = False) -> Act:
    """Link accounts to partners."""

    async def act(desk: Desk) -> Decision[Outcome]:
        uids = {uid for row in rows for uid in (row.account, row.partner)}
        known = await desk.scope().known(sorted(uids))
        steps = [linking.begin(row, known, source) for row in rows]
        return await admitted(desk, [_wanted(step) for step in steps], best_effort=best_effort)

    return act


def leave(rows: Sequence[Leave], *, best_effort: bool = False) -> Act:
    """End the links of accounts."""

    async def act(desk: Desk) -> Decision[Outcome]:
        known = await desk.scope().known(sorted({row.account for row in rows}))
        steps = _once(rows, known, lambda row: linking.leave(row, known))
        return await admitted(desk, [_wanted(step) for step in steps], best_effort=best_effort)

    return act


def move(rows: Sequence[Move], source: str, *, best_effort: bool = False) -> Act:
    """Link accounts to other partners, or by another type."""

    async def act(desk: Desk) -> Decision[Outcome]:
        uids = {row.account for row in rows}
        known = await desk.scope().known(sorted(uids | {row.to for row in rows}))
        papers = await desk.facts.account_papers(sorted(uids))
        none = AccountPapers()

        def step(row: Move) -> Step | Refusal:
            if known.history(row.to) is None:
                return replace(unknown(row.to), path="partner")
            return linking.move(row, known, papers.get(row.account, none), source)

        steps = _once(rows, known, step)
        return await admitted(desk, [_wanted(step) for step in steps], best_effort=best_effort)

    return act


def _once(
    rows: Sequence[R], known: Known, step: Callable[[R], Step | Refusal]
) -> list[Step | Refusal]:
    """Each row's step; an account that does not exist, or stands in two rows, is refused."""
    seen = dict[Uid, int]()
    found = list[Step | Refusal]()
    for at, row in enumerate(rows):
        first = seen.setdefault(row.account, at)
        if known.history(row.account) is None:
            found.append(unknown(row.account))
        elif first != at:
            found.append(_repeated(row.account, first))
        else:
            found.append(step(row))
    return found


def _wanted(step: Step | Refusal) -> Wanted | Refusal:
    return step if isinstance(step, Refusal) else Wanted(step.changes, step.facts, step.trace)


def _repeated(uid: Uid, first: int) -> Refusal:
    return Refusal(
        Code.ROW_REPEATED,
        f"{uid} stands in row {first} of this call already",
        path="account",
        next_step="Send one row for each account, and the next in another call.",
    )
