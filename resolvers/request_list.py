"""Which requests an answer tells of: one by its id, those of an account, the work list."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, TypeAlias

import strawberry
from msgspec import Struct
from strawberry import field

from graph import model
from graph.model import FactId, Uid
from graph.rules.workflow import ENDED, Progress, Step, looked_at
from graph.store.facts import Page
from resolvers.counted import Counted, CountedPage, Slice, counted
from resolvers.filled import filled
from resolvers.moment import Scope
from resolvers.paging import Paged, Shown, cursor, page_size, position, shown
from resolvers.request import Request, said
from resolvers.request_enums import Actor, State

LIST = "requests"

InState: TypeAlias = Annotated[
    State | None,
    strawberry.argument(description="Where they have to stand (状态)."),
]


@strawberry.type(description="A request in a list (条目).")
class RequestEdge:
    """Of `RequestConnection` and `AccountRequestConnection`."""

    cursor: str = field(description="Where it stands in the list (游标).")
    node: Request = field(description="The request (申请).")


@strawberry.type(description="Requests that fit (申请列表), by their ids.")
class RequestConnection(Paged):
    """Reads `Shown[RequestEdge]`."""

    edges: list[RequestEdge] = field(description="The requests (条目).")


@strawberry.type(description="Requests about one account (账号申请列表), by their ids.")
class AccountRequestConnection(CountedPage):
    """Reads `Counted[RequestEdge]`."""

    edges: list[RequestEdge] = field(description="The requests (条目).")


class Sought(Struct, frozen=True):
    """What requests have to be; None = anything, but without a state only with `ended` all."""

    state: State | None = None
    actor: Actor | None = None
    account: Uid | None = None
    due_before: date | None = None
    ended: bool = False

    def fits(self, request: Request) -> bool:
        """Whether a request is one of them."""
        if not self._in_state(request.state()):
            return False
        about = self.account in {None, request.fact.account}
        if about and self.actor is None and self.due_before is None:
            return True
        found = request.found
        steps = found.next_steps if isinstance(found, Progress) else ()
        return any(self._asks_for(each, about=about) for each in steps)

    def _in_state(self, state: State) -> bool:
        if self.state is None:
            return self.ended or state not in ENDED
        return state is self.state

    def _asks_for(self, step: Step, *, about: bool) -> bool:
        """Whether a step is one that the work list is about."""
        mine = about or step.account == self.account
        his = self.actor in {None, step.actor}
        return mine and his and (self.due_before is None or _due(step) < self.due_before)


def _due(step: Step) -> date:
    return step.due_on or date.max


async def at(
    scope: Scope, versions: Mapping[FactId, tuple[model.Request, ...]]
) -> dict[FactId, Request]:
    """The requests that were known at the moment and made by the day, by id, in their order."""
    moment = scope.moment
    facts = {id_: fact for id_, every in versions.items() for fact in moment.known(every)}
    made = {id_: fact for id_, fact in facts.items() if fact.applied_on <= moment.as_of}
    named = {fact.account for fact in made.values()}
    named |= {fact.other for fact in made.values() if fact.other is not None}
    known = await scope.known(sorted(named))
    return {id_: said(scope, fact, known, looked_at(fact, known)) for id_, fact in made.items()}


async def one(scope: Scope, id_: str) -> Request | None:
    """The request with an id of its own; None if there is none at the moment."""
    key = FactId(id_)
    return (await at(scope, await scope.facts.requests([key]))).get(key)


async def about(
    scope: Scope, uid: Uid, sought: Sought, first: int, after: str | None
) -> Counted[RequestEdge]:
    """A page of the requests about one account."""
    papers = (await scope.facts.account_papers([uid])).get(uid)
    versions = defaultdict[FactId, tuple[model.Request, ...]](tuple)
    for each in papers.requests if papers else ():
        versions[each.id] += (each,)
    found = await at(scope, dict(sorted(versions.items())))
    return counted(
        {(id_,): request for id_, request in found.items() if sought.fits(request)},
        lambda where, request: RequestEdge(cursor=where, node=request),
        Slice(f"requests:{uid}", first, after),
    )


async def listed(
    scope: Scope, sought: Sought, first: int, after: str | None, *, newest: bool
) -> Shown[RequestEdge]:
    """A page of requests that fit; `newest` looks among those that have not ended by now."""
    (begin,) = position(LIST, after)
    facts = scope.facts
    fetch = facts.open_requests if newest else facts.every_request
    seen = dict[FactId, tuple[model.Request, ...]]()

    async def candidates(behind: str, size: int) -> Page:
        found, more = await fetch(behind, size)
        seen.update(found)
        return Page(tuple(Uid(id_) for id_ in found), more=more)

    async def keep(ids: Sequence[Uid]) -> dict[Uid, Request]:
        found = await at(scope, {FactId(id_): seen[FactId(id_)] for id_ in ids})
        return {Uid(id_): each for id_, each in found.items() if sought.fits(each)}

    page = await filled(candidates, keep, begin, page_size(first))
    edges = [RequestEdge(cursor=cursor(LIST, id_), node=it) for id_, it in page.found.items()]
    return shown(edges, after, page.next(LIST), page.truncated)
