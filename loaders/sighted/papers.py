"""Papers, as far as they are seen."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any, TypeVar

from msgspec.structs import astuple

from graph.model import (
    AccountPapers,
    Fact,
    FactId,
    Note,
    PartyId,
    PartyPapers,
    Request,
    Uid,
)
from graph.rules import sight
from graph.rules.sight import Sight
from loaders.sighted.naming import accounts_in, parties_in
from loaders.sighted.seeing import Seeing

P = TypeVar("P", bound=Fact)


class SightedPapers(Seeing):
    """Answers the questions of `Facts` about papers."""

    async def account_papers(self, uids: Iterable[Uid]) -> dict[Uid, AccountPapers]:
        """As `Facts.account_papers`; NotInSight above the roots."""
        seen = await self._whole(uids)
        found = await self._every.account_papers(seen)
        at = await self._named(found, found.values())
        return {uid: sight.account_papers(at, uid, each) for uid, each in found.items()}

    async def party_papers(self, ids: Iterable[PartyId]) -> dict[PartyId, PartyPapers]:
        """As `Facts.party_papers`; NotInSight above the roots."""
        seen = await self._whole_parties(ids)
        found = await self._every.party_papers(seen)
        at = await self._named((), found.values(), found)
        return {id_: sight.party_papers(at, id_, each) for id_, each in found.items()}

    async def papers(self, kind: type[P], ids: Iterable[FactId]) -> dict[FactId, tuple[P, ...]]:
        """As `Facts.papers`: single papers, as they are seen among those about the same."""
        found = await self._every.papers(kind, ids)
        every = [each for versions in found.values() for each in versions]
        if kind is Note:
            own = {id_: _written_by(self.viewer.name, some) for id_, some in found.items()}
            return {id_: some for id_, some in own.items() if some}
        field: str = sight.OF_ACCOUNT.get(kind) or sight.OF_PARTY[kind]
        papers: Any
        if kind in sight.OF_ACCOUNT:
            papers = await self.account_papers(await self._below_roots(accounts_in(every)))
        else:
            papers = await self.party_papers(await self.own(parties_in(every)))
        shown = defaultdict[FactId, tuple[P, ...]](tuple)
        for each in chain.from_iterable(getattr(some, field) for some in papers.values()):
            shown[each.id] += (each,)
        return {id_: shown[id_] for id_ in found if id_ in shown}

    async def requests(self, ids: Iterable[FactId]) -> dict[FactId, tuple[Request, ...]]:
        """As `Facts.requests`."""
        return await self.papers(Request, ids)

    async def notes(self, subjects: Iterable[str]) -> dict[str, tuple[Note, ...]]:
        """As `Facts.notes`: those that the viewer has written itself."""
        found = await self._every.notes(subjects)
        return {subject: _written_by(self.viewer.name, some) for subject, some in found.items()}

    async def _below_roots(self, uids: Iterable[Uid]) -> list[Uid]:
        asked = list(uids)
        at = await self._sight(asked)
        return [uid for uid in asked if at.below(uid)]

    async def own(self, parties: Iterable[PartyId]) -> list[PartyId]:
        """As `Facts.own`: those that own an account below the roots."""
        asked = list(parties)
        at = await self._sight((), asked)
        return [id_ for id_ in asked if at.owned_by(id_)]

    async def _named(
        self, uids: Iterable[Uid], papers: Iterable[Any], parties: Iterable[PartyId] = ()
    ) -> Sight:
        """The sight of accounts and parties, and of all whom papers about them name."""
        facts = [fact for each in papers for some in astuple(each) for fact in some]
        return await self._sight({*uids, *accounts_in(facts)}, {*parties, *parties_in(facts)})


def _written_by(name: str, facts: Iterable[P]) -> tuple[P, ...]:
    return tuple(each for each in facts if each.recorded_by == name)
