"""The value in which the chosen reading of every open question (Q1–Q34) travels to the rules."""

from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

E = TypeVar("E", bound=StrEnum)


class Readings(Struct, frozen=True, dict=True):
    """One chosen option for each question, as sorted pairs; `graph.readings` makes it."""

    choices: tuple[tuple[str, str], ...]

    @cached_property
    def _chosen(self) -> dict[str, str]:
        return dict(self.choices)  # a rule asks for each payment, link and debt

    def chosen(self, question: str) -> str:
        """Name of the option chosen for a question, e.g. `chosen("Q1")`."""
        return self._chosen[question]

    def of(self, question: type[E]) -> E:
        """The same as a member of the question's own enum, e.g. `of(Q7) is Q7.AUTOMATIC`."""
        return question(self.chosen(question.__name__))
