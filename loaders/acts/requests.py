"""Requests: something is asked for, and its steps are taken (R11, R16, R89–R112, Q9)."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from graph.changes import Record, Supersede
from graph.model import (
    AccountPapers,
    Authorisation,
    AuthorisedAct,
    Fact,
    FactId,
    Notice,
    NoticeKind,
    Request,
    RequestKind,
    Trace,
    Uid,
    Verdict,
)
from graph.rules.authorisation import authorisation
from graph.rules.detachment import Ground
from graph.rules.refusal import Refusal
from graph.rules.standing import Known
from graph.rules.workflow import StepName, admit, admit_step, due, ground_of, progress
from graph.store.ledger import Decision
from loaders.acts.admitted import Wanted, admitted
from loaders.acts.desk import Act, Desk
from loaders.acts.naming import named
from loaders.acts.outcome import Outcome, no_request, refused, stale


class Taken(Struct, frozen=True):
    """A step that was taken, or is to be: its name, its day, and which way a decision went.

    Of a notice also when it was sent, and the day stated in it (MR 7.3.1). `path` is where its
    day was given with the application.
    """

    name: StepName
    on: date
    verdict: Verdict = Verdict.GRANTED
    sent_on: date | None = None
    stated_on: date | None = None
    path: str | None = None


def ask(request: Request, steps: Sequence[Taken] = ()) -> Act:
    """Make a request, with the steps that were taken already; all of it rests on its source."""

    async def act(desk: Desk) -> Decision[Outcome]:
        known = await _known(desk, request)
        papers = await _papers(desk, request.account)
        others = known.moment.known(papers.requests)
        (new,) = await named(desk.tx, [_authorised(request, papers, known)])
        found = admit(new, known, others)
        if isinstance(found, Refusal):
            raise refused(found)
        for each in steps:
            found = _stepped(found, each, known)
        beside = [fact for each in steps for fact in await _beside(desk, found, each, known)]
        over = _over(others, known)
        changes = (Record(found), *(Record(each) for each in beside), *over)
        trace = progress(found, known).trace
        return await _written(desk, changes, trace)

    return act


def take(id_: FactId, step: Taken, expected: int | None = None, source: str = "") -> Act:
    """Take a step of a request; `source` is the document that this step rests on."""

    async def act(desk: Desk) -> Decision[Outcome]:
        old, known = await newest(desk, id_, expected)
        new = _stepped(old, step, known)
        new = replace(new, source=source or new.source)
        beside = await _beside(desk, new, step, known)
        changes = (Supersede(old, new), *(Record(each) for each in beside))
        return await _written(desk, changes, progress(old, known).trace)

    return act


def confirm(id_: FactId, on: date, expected: int | None = None, source: str = "") -> Act:
    """Take the step by which who is asked agrees: the one that such a request has."""

    async def act(desk: Desk) -> Decision[Outcome]:
        old, known = await newest(desk, id_, expected)
        steps = {each.name for each in progress(old, known).steps}
        asked = next((name for name in CONFIRMING if name in steps), StepName.CONFIRM)
        return await take(id_, Taken(asked, on), expected, source)(desk)

    return act


CONFIRMING = (
    StepName.CONFIRM,
    StepName.CONFIRM_NO_DISPUTE,
    StepName.AUTHORISE,
    StepName.SIGN_WITH_ALIYUN,
)
"""Steps by which somebody agrees; a request has one of them at most."""


async def newest(desk: Desk, id_: FactId, expected: int | None = None) -> tuple[Request, Known]:
    """A request as it is now, and the hierarchy around it; ActRefused where it is not so."""
    versions = (await desk.facts.requests([id_])).get(id_, ())
    found = next(iter(desk.scope().moment.known(versions)), None)
    if found is None:
        raise refused(no_request(id_))
    if expected is not None and expected != found.version:
        raise refused(stale(found, expected))
    return found, await _known(desk, found)


async def _known(desk: Desk, request: Request) -> Known:
    there = (request.account, request.other)
    return await desk.scope().known([uid for uid in there if uid])


async def _papers(desk: Desk, uid: Uid) -> AccountPapers:
    return (await desk.facts.account_papers([uid])).get(uid, AccountPapers())


def _authorised(request: Request, papers: AccountPapers, known: Known) -> Request:
    """A move that the customer has authorised already says so (R16)."""
    if request.kind is not RequestKind.MOVE or request.other is None:
        return request
    day = known.moment.as_of
    act = AuthorisedAct.TRANSFER
    found = authorisation(papers.authorisations, act, request.other, known, day)
    if found is None:
        return request
    return replace(request, authorised_on=max(found.valid_from, request.applied_on))


def _stepped(request: Request, step: Taken, known: Known) -> Request:
    """With the step; a standing ends on the day that its notice states (R90, Q21)."""
    found = admit_step(request, step.name, step.on, known, step.verdict)
    if isinstance(found, Refusal):
        raise refused(_placed(found, step))
    if step.stated_on is None or ground_of(found) is not Ground.PARTNER_EXIT:
        return found
    return replace(found, effective_on=max(step.stated_on, step.on))


def _placed(found: Refusal, step: Taken) -> Refusal:
    """A refusal of a step, or of its day, is one of the field in which that was given."""
    if step.path is None or found.path not in ("on", "step"):
        return found
    return replace(found, path=step.path)


async def _beside(desk: Desk, request: Request, step: Taken, known: Known) -> list[Fact]:
    """The paper that a step leaves: the customer's authorisation, or a notice (R16, R90, R112)."""
    if step.name is StepName.AUTHORISE and request.other is not None:
        return list[Fact](await named(desk.tx, [_authorisation(request, request.other, step.on)]))
    if step.name is StepName.NOTIFY:
        return list[Fact](await named(desk.tx, [_notice(request, step, known)]))
    return []


def _authorisation(request: Request, partner: Uid, on: date) -> Authorisation:
    return Authorisation(
        id=FactId(""),
        account=request.account,
        partner=partner,
        act=AuthorisedAct.TRANSFER,
        valid_from=on,
        source=request.source,
    )


NOTICES: dict[Ground | None, NoticeKind] = {
    Ground.CUSTOMER_REQUEST: NoticeKind.CUSTOMER_REQUEST,
    Ground.PARTNER_EXIT: NoticeKind.STANDING_END,
    Ground.VOLUNTARY_EXIT: NoticeKind.END_OF_AGREEMENT,
}
"""What the notice says by whose receipt a request goes on (R83, R90, R112)."""


def _notice(request: Request, step: Taken, known: Known) -> Notice:
    """To whom it was given: a customer's partner, the partner itself, or by it to Aliyun."""
    ground = ground_of(request)
    above = progress(request, known).about.above
    uid = above if ground is Ground.CUSTOMER_REQUEST and above is not None else request.account
    party = known.histories[uid].account.owner
    return Notice(
        id=FactId(""),
        party=party,
        kind=NOTICES[ground],
        received_on=step.on,
        sent_on=step.sent_on,
        stated_on=step.stated_on,
        about=request.id,
        sender=party if ground is Ground.VOLUNTARY_EXIT else None,
        source=request.source,
    )


def _over(requests: Sequence[Request], known: Known) -> list[Supersede]:
    """Requests that lost their object by now are closed when the same is asked for anew."""
    found = due(requests, known).lapsed
    return [
        Supersede(each.request, replace(each.request, closed_on=each.on, close_cause=each.cause))
        for each in found
    ]


async def _written(
    desk: Desk, changes: Sequence[Record | Supersede], trace: Trace
) -> Decision[Outcome]:
    """What admission admits of it (I1–I16), with the request first."""
    facts = tuple(each.fact if isinstance(each, Record) else each.new for each in changes)
    without = tuple(fact for fact in trace.facts if fact not in facts)
    wanted = Wanted(tuple(changes), facts, replace(trace, facts=without))
    return await admitted(desk, [wanted])
