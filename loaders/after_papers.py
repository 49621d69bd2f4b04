"""Papers as they are after changes that are not in the store, for the answer to a dry run."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

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
from graph.rules.sight import OF_ACCOUNT, OF_PARTY
from loaders.facts import Facts

P = TypeVar("P", bound=Fact)


class PapersAfter:
    """Papers with the versions in place that a commit would have written; asked like `Facts`."""

    def __init__(self, before: Facts, versions: Iterable[Fact]) -> None:
        """`versions` are those closed and those opened, a version's later form behind its first."""
        self._papers, self._written = before, tuple(versions)

    async def account_papers(self, uids: Iterable[Uid]) -> dict[Uid, AccountPapers]:
        """As `Facts.account_papers`."""
        asked = list(uids)
        found = await self._papers.account_papers(asked)
        return {
            uid: _placed(found.get(uid, AccountPapers()), OF_ACCOUNT, new)
            for uid in asked
            if (new := self._about("account", uid)) or uid in found
        }

    async def party_papers(self, ids: Iterable[PartyId]) -> dict[PartyId, PartyPapers]:
        """As `Facts.party_papers`."""
        asked = list(ids)
        found = await self._papers.party_papers(asked)
        return {
            id_: _placed(found.get(id_, PartyPapers()), OF_PARTY, new)
            for id_ in asked
            if (new := self._about("party", id_)) or id_ in found
        }

    async def papers(self, kind: type[P], ids: Iterable[FactId]) -> dict[FactId, tuple[P, ...]]:
        """As `Facts.papers`."""
        asked = list(ids)
        found = defaultdict[FactId, tuple[P, ...]](tuple, await self._papers.papers(kind, asked))
        for fact in self._written:
            if isinstance(fact, kind) and fact.id in asked:
                found[fact.id] = latest((*found[fact.id], fact))
        return {id_: found[id_] for id_ in asked if id_ in found}

    async def requests(self, ids: Iterable[FactId]) -> dict[FactId, tuple[Request, ...]]:
        """As `Facts.requests`."""
        return await self.papers(Request, ids)

    async def notes(self, subjects: Iterable[str]) -> dict[str, tuple[Note, ...]]:
        """As `Facts.notes`."""
        found = await self._papers.notes(subjects)
        new = [fact for fact in self._written if isinstance(fact, Note)]
        return {
            subject: latest((*notes, *(each for each in new if each.subject == subject)))
            for subject, notes in found.items()
        }

    def _about(self, field: str, key: str) -> list[Fact]:
        return [fact for fact in self._written if getattr(fact, field, None) == key]


def _placed(papers: Any, fields: Mapping[type[Fact], str], new: Iterable[Fact]) -> Any:
    for fact in new:
        field = fields.get(type(fact))
        if field is not None:
            papers = replace(papers, **{field: latest((*getattr(papers, field), fact))})
    return papers


def latest(facts: Iterable[P]) -> tuple[P, ...]:
    """Each version once, in its latest form."""
    return tuple({fact.key: fact for fact in facts}.values())
