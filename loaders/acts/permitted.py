"""Whether a caller may make a change: looked at in the transaction that makes it.

What is hidden is refused as if there were none, and both before the act looks at anything, so that
no row, no count and no word of the act tells one from the other.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graph.model import PartyId, Uid, Viewer
from graph.model.spelling import camel
from graph.rules.permission import DATED, About, Permission, forbidden, permission
from graph.rules.refusal import Code, Refusal
from graph.store.ledger import Decision
from loaders.acts.desk import Act, Desk
from loaders.acts.outcome import ActRefused, Outcome, Row, refused
from loaders.acts.within_sight import WithinSight
from loaders.sighted import Sighted

ASK = "Ask somebody in a role that may: an operator of the programme."


def permitted(viewer: Viewer, mutation: str, rows: Iterable[Mapping[str, Any]], act: Act) -> Act:
    """An act about these rows, fields by their names, as far as a viewer may carry it out.

    Raises ActRefused where it may not whatever the act is about; else the act does, row by row.
    """
    why = forbidden(mutation, viewer)
    if why is not None:
        raise refused(Refusal(Code.FORBIDDEN, why, path="", next_step=ASK))
    if not viewer.bounded:
        return act
    every = list(rows)

    async def checked(desk: Desk) -> Decision[Outcome]:
        told = await _refusals(viewer, mutation, every, desk)
        if any(told):
            raise ActRefused(*(Row(refusal=each) for each in told))
        return await act(desk)

    return checked


async def _refusals(
    viewer: Viewer, mutation: str, rows: list[Mapping[str, Any]], desk: Desk
) -> list[Refusal | None]:
    """Why each row is refused; None for one that is not."""
    allowed = permission(mutation)
    named = {str(row.get(field)) for row in rows for field in allowed.about}
    await desk.facts.histories({*map(Uid, named), *viewer.roots})
    within = WithinSight(desk, Sighted(desk.facts, viewer))
    return [
        _of_others(mutation, allowed, row)
        or _of_the_past(mutation, row, desk.today)
        or await _hidden(within, allowed, row, desk.today)
        for row in rows
    ]


def _of_others(mutation: str, allowed: Permission, row: Mapping[str, Any]) -> Refusal | None:
    for field in allowed.others:
        if row.get(field) is not None:
            path = camel(field)
            message = (
                f"`{path}` of `{mutation}` says what somebody else did, which an operator records"
            )
            return Refusal(Code.FORBIDDEN, message, path=path, next_step=ASK)
    return None


def _of_the_past(mutation: str, row: Mapping[str, Any], today: date) -> Refusal | None:
    for field in DATED:
        day = row.get(field)
        if day is not None and day < today:
            path = camel(field)
            message = (
                f"`{path}` of `{mutation}` is {day}, and what was before today, {today},"
                " an operator records"
            )
            return Refusal(Code.FORBIDDEN, message, path=path, next_step=ASK)
    return None


async def _hidden(
    within: WithinSight, allowed: Permission, row: Mapping[str, Any], today: date
) -> Refusal | None:
    """Why something that a row names can't be what the change is about."""
    day = row.get("effective_on") or today
    for field, about in allowed.about.items():
        named = row.get(field)
        if about is About.PARTY:
            found = await within.party(PartyId(named)) if named else None
        else:
            found = await within.check(about, str(named), camel(field), day)
        if found is not None:
            return found
    return None
