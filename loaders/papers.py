"""Facts on paper: those about an account or a party whole, single ones by kind and id."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar, cast

from graph.model import AccountPapers, Fact, FactId, Note, Paper, PartyId, PartyPapers, Uid
from graph.store import facts
from graph.store.facts import PAPERS, Reader
from graph.store.ledger.write import KINDS
from loaders.batch import Batch
from loaders.touched import paper_key

P = TypeVar("P", bound=Fact)

Versions = tuple[Paper, ...]
"""All versions of one paper."""

_OF_NAME = {KINDS[kind]: kind for kind in PAPERS}


async def of_accounts(reader: Reader, keys: Sequence[str]) -> Mapping[str, AccountPapers]:
    """Every paper about each account."""
    found = await facts.account_papers(reader, map(Uid, keys))
    return {str(uid): papers for uid, papers in found.items()}


async def of_parties(reader: Reader, keys: Sequence[str]) -> Mapping[str, PartyPapers]:
    """Every paper about each party."""
    found = await facts.party_papers(reader, map(PartyId, keys))
    return {str(id_): papers for id_, papers in found.items()}


async def by_key(reader: Reader, keys: Sequence[str]) -> Mapping[str, Versions]:
    """Single papers by their keys; one statement for each kind among them."""
    asked = defaultdict[str, list[FactId]](list)
    for key in keys:
        name, _, id_ = key.partition(":")
        asked[name].append(FactId(id_))
    found = defaultdict[str, Versions](tuple)
    for name, ids in asked.items():
        for paper in await facts.papers_by_id(reader, _OF_NAME[name], ids):
            found[paper_key(name, paper.id)] += (cast("Paper", paper),)
    return found


async def notes(reader: Reader, keys: Sequence[str]) -> Mapping[str, tuple[Note, ...]]:
    """The notes about each subject; an empty tuple where there is none."""
    found: dict[str, tuple[Note, ...]] = dict.fromkeys(keys, ())
    for note in await facts.notes(reader, keys):
        found[note.subject] += (note,)
    return found


async def of_kind(
    batch: Batch[str, Versions], kind: type[P], ids: Iterable[FactId]
) -> dict[FactId, tuple[P, ...]]:
    """The papers of one kind among those by key."""
    keys = {paper_key(KINDS[kind], id_): id_ for id_ in ids}
    found = await batch.load(keys)
    return {id_: cast("tuple[P, ...]", found[key]) for key, id_ in keys.items() if key in found}
