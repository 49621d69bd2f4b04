"""Obligations: what somebody owes is kept as ids, each obligation whole beside it."""

from collections.abc import Iterable, Mapping, Sequence

from graph.model import FactId, Obligation, ObligationHistory, PartyId, Uid
from graph.store import facts
from graph.store.facts import Reader
from loaders.shelf import Shelf

Ids = tuple[FactId, ...]

_ACCOUNT, _PARTY = "account:", "party:"


def debtor_keys(id_: str) -> tuple[str, str]:
    """The keys under which an id may stand on the shelf of what is owed."""
    return _ACCOUNT + id_, _PARTY + id_


class Owed:
    """Two shelves that are filled together: one statement reads ids and obligations."""

    def __init__(self, obligations: Shelf[ObligationHistory]) -> None:
        """Put the obligations that are read with the ids on their own shelf."""
        self._obligations = obligations

    async def read(self, reader: Reader, keys: Sequence[str]) -> Mapping[str, Ids]:
        """The ids of all that the debtors ever owed, by their keys."""
        since = self._obligations.revision
        uids = [Uid(key.removeprefix(_ACCOUNT)) for key in keys if key.startswith(_ACCOUNT)]
        parties = [PartyId(key.removeprefix(_PARTY)) for key in keys if key.startswith(_PARTY)]
        found = await facts.obligations_of(reader, uids, parties)
        await self._obligations.keep({str(id_): each for id_, each in found.items()}, since)
        owed: dict[str, Ids] = dict.fromkeys(keys, ())
        for id_, history in found.items():
            for key in {_debtor(version) for version in history.versions} & owed.keys():
                owed[key] += (id_,)
        return owed


async def obligations_of(
    owed: Shelf[Ids],
    obligations: Shelf[ObligationHistory],
    reader: Reader,
    debtors: Iterable[str],
) -> dict[str, dict[FactId, ObligationHistory]]:
    """All that each debtor ever owed itself, by debtor key; at most two statements, warm none."""
    ids = await owed.look_up(reader, debtors)
    every = dict.fromkeys(id_ for some in ids.values() for id_ in some)
    found = await obligations.look_up(reader, every)
    return {key: {id_: found[id_] for id_ in some} for key, some in ids.items()}


def debtors(uids: Iterable[Uid], parties: Iterable[PartyId]) -> list[str]:
    """The debtor keys of accounts and parties."""
    return [*(_ACCOUNT + uid for uid in uids), *(_PARTY + party for party in parties)]


def _debtor(version: Obligation) -> str:
    if version.account is not None:
        return _ACCOUNT + version.account
    return f"{_PARTY}{version.party}"
