"""Ids of facts whose row says none: made from what the row says, so that it is the same again."""

import hashlib
from collections import Counter
from collections.abc import Callable

from graph.model import Fact, FactId, Note, Payment, Settlement
from graph.model.facts import said
from graph.model.made import made_from


class MadeIds:
    """Makes ids for the rows of one folder, in their order."""

    def __init__(self, times: Callable[[str], int] | None = None) -> None:
        """At the first row; `times` tells how often it was asked about a text by now."""
        self._times = times or _counted()

    def made(self, fact: Fact) -> FactId:
        """The id of a fact: of its account and first day; a payment's is a digest of the row.

        Equal payments, settlements and notes may well be two: they are numbered as they come.
        """
        stem = _stem(fact)
        if not isinstance(fact, Payment | Settlement | Note):
            return FactId(stem)
        number = self._times(stem)
        bare = number == 1 and not isinstance(fact, Settlement)
        return FactId(stem if bare else f"{stem}:{number}")


def _counted() -> Callable[[str], int]:
    counts: Counter[str] = Counter()

    def times(text: str) -> int:
        counts[text] += 1
        return counts[text]

    return times


def _stem(fact: Fact) -> str:
    text = "\x1f".join(map(str, said(fact)))
    return made_from(fact) or f"payment:{hashlib.sha256(text.encode()).hexdigest()[:16]}"
