"""Whether a caller may make a change, before anything of it is looked at.

What is hidden is refused as if there were none, in the words in which the act itself says so.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import date
from typing import Any

from graph.model import FactId, Moment, PartyId, Request, Task, Uid, Viewer
from graph.model.spelling import camel
from graph.readings import DEFAULTS
from graph.rules.permission import About, forbidden, permission
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known
from loaders.acts.desk import END
from loaders.acts.found import Named, none_of
from loaders.acts.outcome import no_request, refused, unknown
from loaders.facts import Facts
from loaders.sighted import Sighted

ASK = "Ask somebody in a role that may: an operator of the programme."


async def permitted(
    viewer: Viewer,
    read: Callable[[], Awaitable[Facts]],
    mutation: str,
    rows: Iterable[Mapping[str, Any]],
    today: date,
) -> None:
    """Raise ActRefused unless a viewer may make a change of these rows: fields by their names.

    `read` gives all facts there are; they are asked for a bounded viewer alone.
    """
    why = forbidden(mutation, viewer)
    if why is not None:
        raise refused(Refusal(Code.FORBIDDEN, why, path="", next_step=ASK))
    if not viewer.bounded:
        return
    facts = await read()
    allowed, seen = permission(mutation), Sighted(facts, viewer)
    for row in rows:
        for field in allowed.others:
            if row.get(field) is not None:
                raise refused(_of_others(mutation, field))
        for field, about in allowed.about.items():
            day = row.get("effective_on") or today
            bad = await _hidden(facts, seen, about, str(row.get(field)), (today, day))
            if bad is not None:
                raise refused(bad)


def _of_others(mutation: str, field: str) -> Refusal:
    path = camel(field)
    message = f"`{path}` of `{mutation}` says what somebody else did, which an operator records"
    return Refusal(Code.FORBIDDEN, message, path=path, next_step=ASK)


async def _hidden(
    facts: Facts, seen: Sighted, about: About, named: str, days: tuple[date, date]
) -> Refusal | None:
    """Why something that a row names can't be what the change is about; None if it can."""
    today, day = days
    uid, id_ = Uid(named), FactId(named)
    match about:
        case About.OWN:
            return None if await seen.owns(uid, today) else unknown(uid)
        case About.FREE:
            free = await _hangs_from_nobody(facts, uid, day)
            return None if free or await seen.owns(uid, today) else unknown(uid)
        case About.REQUEST:
            return None if await seen.papers(Request, [id_]) else no_request(id_)
        case About.TASK:
            return None if await seen.papers(Task, [id_]) else none_of(Named(Task, id_))
        case About.ANYTHING:
            there = await seen.histories([uid]) or await seen.parties([PartyId(named)])
            return None if there else _unseen(named)


async def _hangs_from_nobody(facts: Facts, uid: Uid, day: date) -> bool:
    """Whether an account exists, is no partner, and is linked to nobody from a day on."""
    histories = await facts.histories([uid])
    if uid not in histories:
        return True  # the act says that there is none
    known = Known(histories, Moment(day, END, DEFAULTS))
    every = (*known.links(uid), *known.standings(uid), *known.tier_links(uid))
    return all(each.interval.end is not None and each.interval.end <= day for each in every)


def _unseen(named: str) -> Refusal:
    message = f"a note of yours takes an account or a party that you see, not {named[:80]!r}"
    return Refusal(Code.FORBIDDEN, message, path="subject", next_step="Correct the id.")
