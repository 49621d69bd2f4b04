"""All that one process keeps, and what becomes of it when the feed brings news."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from graph.model import (
    AccountHistory,
    AccountPapers,
    FactId,
    Note,
    ObligationHistory,
    Party,
    PartyId,
    PartyPapers,
    Uid,
)
from graph.store import facts
from graph.store.facts import Reader
from graph.store.ledger import News
from loaders import papers
from loaders.cache import SecondLevel
from loaders.cities import Cities
from loaders.obligations import Ids, Owed, debtor_keys
from loaders.roll import Keeping
from loaders.shelf import UNFOLLOWED, Bounds, Shelf, Where
from loaders.touched import (
    ACCOUNT_PAPERS,
    CITIES,
    HISTORY,
    NOTES,
    OBLIGATION,
    OWED,
    OWNED,
    PAPER,
    PARTY,
    PARTY_PAPERS,
    Touched,
    stale,
)


class Shelves:
    """Histories, obligations, parties, who owes and owns what, and papers; each on its shelf."""

    def __init__(self, second: SecondLevel | None, bounds: Bounds) -> None:
        """Begin with empty shelves; each holds as much as `bounds` says."""
        self.where = Where(Touched(), second)
        self.roll = Keeping(bounds.accounts)
        self.histories = Shelf(HISTORY, AccountHistory, _histories, self.where, bounds)
        self.obligations = Shelf(OBLIGATION, ObligationHistory, _obligations, self.where, bounds)
        self.owed = Shelf[Ids](OWED, Ids, Owed(self.obligations).read, self.where, bounds)
        self.parties = Shelf(PARTY, Party, _parties, self.where, bounds)
        self.owned = Shelf[tuple[Uid, ...]](OWNED, tuple[Uid, ...], _owned, self.where, bounds)
        cities = Cities(self.histories)
        self.cities = Shelf[tuple[Uid, ...]](
            CITIES, tuple[Uid, ...], cities.read, self.where, bounds
        )
        self.account_papers = Shelf(
            ACCOUNT_PAPERS, AccountPapers, papers.of_accounts, self.where, bounds
        )
        self.party_papers = Shelf(PARTY_PAPERS, PartyPapers, papers.of_parties, self.where, bounds)
        self.papers = Shelf[papers.Versions](
            PAPER, papers.Versions, papers.by_key, self.where, bounds
        )
        self.notes = Shelf[tuple[Note, ...]](
            NOTES, tuple[Note, ...], papers.notes, self.where, bounds
        )
        self._named: Mapping[str, Shelf[Any]] = {
            HISTORY: self.histories,
            OBLIGATION: self.obligations,
            OWED: self.owed,
            PARTY: self.parties,
            OWNED: self.owned,
            CITIES: self.cities,
            ACCOUNT_PAPERS: self.account_papers,
            PARTY_PAPERS: self.party_papers,
            PAPER: self.papers,
            NOTES: self.notes,
        }

    def every(self) -> Collection[Shelf[Any]]:
        """All shelves."""
        return self._named.values()

    def take(self, news: News) -> None:
        """Let go what the news name, and be good up to their revision; the first begin the tale."""
        if self.where.revision == UNFOLLOWED:
            self.where.touched.begin(news.cursor.revision)
        for touch in news.touched:
            for name, ids in stale(touch):
                keys = [key for id_ in ids for key in debtor_keys(id_)] if name == OWED else ids
                self.where.touched.mark(name, keys, news.cursor.revision)
                self._named[name].forget(keys)
                if name == HISTORY:
                    self.roll.touch(ids)
        cursor = news.cursor
        self.where.revision, self.where.seq = cursor.revision, cursor.seq
        self.where.origin = cursor.origin


async def _histories(reader: Reader, keys: Sequence[str]) -> Mapping[str, AccountHistory]:
    found = await facts.histories(reader, map(Uid, keys))
    return {str(uid): history for uid, history in found.items()}


async def _obligations(reader: Reader, keys: Sequence[str]) -> Mapping[str, ObligationHistory]:
    found = await facts.obligations(reader, map(FactId, keys))
    return {str(id_): history for id_, history in found.items()}


async def _parties(reader: Reader, keys: Sequence[str]) -> Mapping[str, Party]:
    found = await facts.parties(reader, map(PartyId, keys))
    return {str(id_): party for id_, party in found.items()}


async def _owned(reader: Reader, keys: Sequence[str]) -> Mapping[str, tuple[Uid, ...]]:
    found = await facts.accounts_of(reader, map(PartyId, keys))
    return {str(id_): uids for id_, uids in found.items()}
