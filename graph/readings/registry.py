"""What each question and option means, and the choice among the options."""

from collections.abc import Iterable, Mapping
from importlib import resources
from typing import cast

import msgspec
from msgspec import Struct

from graph.clauses import Wording
from graph.model import Readings
from graph.readings.questions import QUESTIONS


class UnknownReading(ValueError):
    """A question or option that does not exist; the message says which are possible."""


class Option(Struct, frozen=True, forbid_unknown_fields=True):
    """One way to read a question: its name, what it says, and what it changes in the answers."""

    name: str
    meaning: Wording
    effect: Wording


class Reading(Struct, frozen=True, forbid_unknown_fields=True):
    """An open question: the problem, the clauses that conflict, its options, the rules it bears on.

    The first option is the default; a question without alternative has one option.
    """

    id: str
    problem: Wording
    clauses: tuple[str, ...]
    rules: tuple[str, ...]
    options: tuple[Option, ...]

    @property
    def default(self) -> str:
        """Name of the option that is used unless another is chosen."""
        return self.options[0].name


def _registry() -> dict[str, Reading]:
    files = sorted(
        (entry for entry in resources.files("graph.readings").iterdir() if entry.name[0] == "q"),
        key=lambda entry: entry.name,
    )
    texts = (file.read_bytes() for file in files if file.name.endswith(".json"))
    every = (each for text in texts for each in msgspec.json.decode(text, type=list[Reading]))
    return {reading.id: reading for reading in every}


REGISTRY: dict[str, Reading] = _registry()
"""Every question by its id, in order."""

OPTIONS: dict[str, tuple[str, ...]] = {
    question.__name__: tuple(option.value for option in question) for question in QUESTIONS
}
"""The option names of every question, the default first."""

DEFAULTS = Readings(tuple((question, options[0]) for question, options in OPTIONS.items()))
"""Every question by its recommended reading."""


def choose(pairs: Mapping[str, str] | Iterable[tuple[str, str]]) -> Readings:
    """The defaults with the given options in their place, e.g. `choose({"Q1": "WEEKENDS_NEVER"})`.

    UnknownReading names a question or option that does not exist, or a question that is given
    twice with different options.
    """
    chosen: dict[str, str] = {}
    mapped = isinstance(pairs, Mapping)
    for question, option in cast("Mapping[str, str]", pairs).items() if mapped else pairs:
        _check(question, option)
        if chosen.setdefault(question, str(option)) != option:
            msg = f"{question} is given twice, as {chosen[question]} and as {option}; choose one"
            raise UnknownReading(msg)
    return Readings(
        tuple((question, chosen.get(question, default)) for question, default in DEFAULTS.choices)
    )


def _check(question: str, option: str) -> None:
    if question not in OPTIONS:
        msg = f"expected a question from Q1 to Q{len(OPTIONS)}, got {question!r}"
        raise UnknownReading(msg)
    if option not in OPTIONS[question]:
        possible = " or ".join(OPTIONS[question])
        msg = f"expected {possible} as the reading of {question}, got {option!r}"
        raise UnknownReading(msg)
