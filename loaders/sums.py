"""What postings come to: the kept sums where they are good, and else the postings added up."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeAlias

from graph.model import Amount, Group
from graph.store import facts
from graph.store.facts import Place, Reader
from graph.store.facts.rows import instant

Known: TypeAlias = tuple[Place, datetime]
"""A place, and the instant as known at which it is asked about."""


async def sums(
    reader: Reader, revision: int, asked: Iterable[Known]
) -> dict[Known, Mapping[Group, Amount]]:
    """The groups of each place at a revision; nothing where the postings don't stand there.

    The sums hold all that was ever posted. They are good for an instant and a revision that know
    all of it; for an earlier one the postings are added up, which costs a second statement.
    """
    every = list(asked)
    state, kept = await facts.posting_sums(reader, [place for place, _ in every])
    if not state.holds(revision):
        return {}
    early = [
        (place, at)
        for place, at in every
        if kept[place].at > instant(at) or kept[place].revision > revision
    ]
    added = await facts.postings_known(reader, early, revision) if early else {}
    return {each: added[each] if each in added else kept[each[0]].amounts for each in every}
