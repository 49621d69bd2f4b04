"""Which kept facts an event makes stale, and since when each is known to be untouched."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping

from graph.store.ledger import Touch

HISTORY, OWED, OBLIGATION, PARTY, OWNED = "history", "owed", "obligation", "party", "owned"
"""The shelves: account histories, what somebody owes, obligations, parties, and who owns what."""

CITIES = "cities"
"""One more shelf: the city partners that ever stood below an account."""

ACCOUNT_PAPERS, PARTY_PAPERS, PAPER, NOTES = "account_papers", "party_papers", "paper", "notes"
"""The shelves of facts on paper: about an account, about a party, single ones, and notes."""

_STALE: Mapping[str, tuple[str, ...]] = {
    "PARTY": (PARTY, PARTY_PAPERS),
    "ACCOUNT": (HISTORY, OWNED, ACCOUNT_PAPERS),
    "STANDING": (HISTORY,),
    "TIER_LINK": (HISTORY,),
    "LINK": (HISTORY,),
    "CONDITION": (HISTORY,),
    "PAYMENT": (),
    "OBLIGATION": (OBLIGATION, OWED),
    "SETTLEMENT": (OBLIGATION,),
    "FINDING": (OBLIGATION,),
    "AGREEMENT": (PARTY_PAPERS, PAPER),
    "AUTHORISATION": (ACCOUNT_PAPERS,),
    "VIOLATION": (PARTY_PAPERS, PAPER),
    "DEPOSIT_ENTRY": (PARTY_PAPERS, PAPER),
    "NOTICE": (PARTY_PAPERS, PAPER),
    "REQUEST": (ACCOUNT_PAPERS, PAPER),
    "TASK": (ACCOUNT_PAPERS, PAPER),
    "ASSESSMENT": (ACCOUNT_PAPERS, PAPER),
    "FEE_STEP": (ACCOUNT_PAPERS, PAPER),
    "NOTE": (NOTES, PAPER),
}
"""By kind of fact: the shelves on which the ids whose facts changed are stale."""

_STALE_BELOW: Mapping[str, tuple[str, ...]] = {"TIER_LINK": (CITIES,)}
"""By kind of fact: the shelves on which every id that an event names is stale."""

REMEMBERED = 200_000
"""Touched keys that are remembered; for older ones the floor rises."""


def paper_key(kind: str, id_: str) -> str:
    """The key of a single paper on its shelf, such as `request:r1`."""
    return f"{kind}:{id_}"


def stale(touch: Touch) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The shelves an event makes stale, with the ids; none for an occurrence that changes no fact.

    The kind of an event is that of the fact and what became of it, such as `LINK_ENDED`.
    """
    kind = touch.kind.rpartition("_")[0]
    own = touch.subjects[: touch.own]
    for shelf in _STALE.get(kind, ()):
        yield shelf, tuple(paper_key(kind.lower(), id_) for id_ in own) if shelf == PAPER else own
    for shelf in _STALE_BELOW.get(kind, ()):
        yield shelf, touch.subjects


class Touched:
    """The revision at which each key was last touched."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        """Remember so many keys."""
        self._floor = 0
        self._remembered = remembered
        self._last: OrderedDict[tuple[str, str], int] = OrderedDict()

    def begin(self, floor: int) -> None:
        """Know nothing of what was touched up to revision `floor`."""
        self._floor = floor

    def mark(self, shelf: str, keys: Iterable[str], revision: int) -> None:
        """Note that keys of a shelf were touched, at this revision at the latest."""
        for key in keys:
            self._last[shelf, key] = revision
            self._last.move_to_end((shelf, key))
        while len(self._last) > self._remembered:
            self._floor = max(self._floor, self._last.popitem(last=False)[1])

    def fresh(self, shelf: str, key: str, since: int) -> bool:
        """Whether what was read of a key at revision `since` is known to be untouched."""
        return self._last.get((shelf, key), self._floor) <= since
