"""What a change of a bounded viewer may be about, each kind in the words of what is missing."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from graph.model import FactId, Moment, PartyId, Request, Task, Uid
from graph.readings import DEFAULTS
from graph.rules.permission import About
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known
from graph.rules.workflow import applicant
from loaders.acts.desk import END, Desk
from loaders.acts.found import Named, none_of
from loaders.acts.outcome import no_request, unknown
from loaders.sighted import Sighted

YOURS = "Name a day on which it is yours, or ask an operator of the programme."


class WithinSight(Struct, frozen=True):
    """What lies within a viewer's sight today, in the transaction of its act."""

    desk: Desk
    seen: Sighted

    async def check(self, about: About, named: str, path: str, day: date) -> Refusal | None:
        """Why a change with effect from a day can't be about what is named at a path."""
        uid, id_ = Uid(named), FactId(named)
        match about:
            case About.OWN:
                return await self._own(uid, path, day)
            case About.FREE:
                return await self._free(uid, path, day)
            case About.REQUEST | About.APPLIED:
                return await self._request(id_, about, day)
            case About.TASK:
                return await self._task(id_)
            case _:
                return await self._anything(named)

    async def party(self, id_: PartyId) -> Refusal | None:
        """Why a party can't be named: it is hidden, or not there."""
        if await self.seen.parties([id_]):
            return None
        hint = "Correct the id of the party, or leave it out."
        return Refusal(Code.PARTY_UNKNOWN, f"there is no party {id_!r}", "appliedBy", None, hint)

    async def _own(self, uid: Uid, path: str, day: date) -> Refusal | None:
        if not await self.seen.owns(uid, self.desk.today):
            return replace(unknown(uid), path=path)
        return None if await self.seen.owns(uid, day) else _not_then(uid, path, day)

    async def _free(self, uid: Uid, path: str, day: date) -> Refusal | None:
        """As `_own`, but the account may hang from nobody; one that others have is hidden."""
        today = self.desk.today
        if not await self.seen.owns(uid, today):
            free = await self._unlinked(uid, today)
            return None if free else replace(unknown(uid), path=path)
        then = await self.seen.owns(uid, day) or await self._unlinked(uid, day)
        return None if then else _not_then(uid, path, day)

    async def _unlinked(self, uid: Uid, day: date) -> bool:
        """Whether an account exists, is no partner, and is linked to nobody from a day on."""
        histories = await self.desk.facts.histories([uid])
        if uid not in histories:
            return False
        known = Known(histories, Moment(day, END, DEFAULTS))
        every = (*known.links(uid), *known.standings(uid), *known.tier_links(uid))
        return all(each.interval.end is not None and each.interval.end <= day for each in every)

    async def _request(self, id_: FactId, about: About, day: date) -> Refusal | None:
        versions = (await self.seen.papers(Request, [id_])).get(id_, ())
        found = next(iter(self.desk.scope().moment.known(versions)), None)
        if found is None or not await self.seen.owns(found.account, self.desk.today):
            return no_request(id_)
        if about is About.APPLIED:
            return await self._applied(found)
        return await self._own(found.account, "effectiveOn", day)

    async def _applied(self, request: Request) -> Refusal | None:
        """Who asked takes it back: nobody does so for another, whose request it is."""
        named = [uid for uid in (request.account, request.other) if uid]
        by = applicant(request, await self.desk.scope().known(named))
        if by is None or by.account in self.seen.viewer.roots:
            return None
        message = f"{request.id} is the request of the {by.actor.value}, who alone takes it back"
        hint = "Have an operator record that it was taken back."
        return Refusal(Code.FORBIDDEN, message, "request", by.clause, hint)

    async def _task(self, id_: FactId) -> Refusal | None:
        versions = (await self.seen.papers(Task, [id_])).get(id_, ())
        owned = [await self.seen.owns(each.account, self.desk.today) for each in versions]
        return None if any(owned) else none_of(Named(Task, id_))

    async def _anything(self, named: str) -> Refusal | None:
        if await self.seen.histories([Uid(named)]) or await self.seen.parties([PartyId(named)]):
            return None
        message = f"a note of yours takes an account or a party that you see, not {named[:80]!r}"
        return Refusal(Code.FORBIDDEN, message, path="subject", next_step="Correct the id.")


def _not_then(uid: Uid, path: str, day: date) -> Refusal:
    """An account that is seen whole today, and not on the day of the change."""
    return Refusal(Code.FORBIDDEN, f"{uid} is not yours on {day}", path, None, YOURS)
