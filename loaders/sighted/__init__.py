"""The facts of one request as far as its caller may see them; asked like `Facts`.

Whatever is read goes through `graph.rules.sight` before anybody looks at it, so no rule, no trace
and no error can tell what is hidden: it is not there. Nothing passes that is not named here.

    seeing     the days on which accounts are seen, worked out for what is asked about
    structure  accounts, parties, payments and debts
    papers     papers about them
    lists      what is not asked for by id: search, work lists, the change feed
"""

from typing import Any

from graph.model import Viewer
from loaders.facts import Facts
from loaders.sighted.lists import SightedLists
from loaders.sighted.papers import SightedPapers
from loaders.sighted.seeing import NotInSight
from loaders.sighted.structure import SightedStructure

__all__ = ["NotInSight", "Sighted", "seen_by"]


class Sighted(SightedLists, SightedPapers, SightedStructure):
    """Facts without those that a bounded viewer may not see."""


def seen_by(viewer: Viewer, facts: Facts) -> Any:
    """The facts that a viewer may see: all of them, or `Sighted`."""
    return Sighted(facts, viewer) if viewer.bounded else facts
