"""Parts of a line: clauses that are read and printed by the same table."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from graph.ladder import stating
from graph.ladder.clauses import OBLIGATION, Clauses, Fields
from graph.ladder.cursor import Cursor
from graph.ladder.tokens import quote, spell
from graph.ladder.words import Phrase, phrase
from graph.model import Fact, PartyId, print_yuan

SpellParty = Callable[[PartyId], str]
"""How a party is written in this text."""


class Part(Struct, frozen=True):
    """A clause: its words, what reads the rest of it, and what a fact says in it (None: nothing).

    What `show` gives stands after the words; it may be empty.
    """

    words: Phrase
    read: Callable[[Cursor], Fields]
    show: Callable[[Any, SpellParty], str | None]


def clauses_of(parts: Sequence[Part]) -> Clauses:
    """The parts as clauses that may be read, with what every paper may say."""
    return {**{part.words: part.read for part in parts}, **OBLIGATION}


def said(fact: Fact, parts: Sequence[Part], spelt: SpellParty) -> Iterator[str]:
    """The clauses that a fact says, in the order of the parts."""
    for part in parts:
        shown = part.show(fact, spelt)
        if shown is not None:
            yield f"{phrase(part.words)} {shown}".strip()


def day(words: str, field: str) -> Part:
    """`sealed D`."""
    return _one(words, field, Cursor.day, str)


def amount(words: str, field: str) -> Part:
    """`amount 3200.00`."""
    return _one(words, field, Cursor.amount, print_yuan)


def name(words: str, field: str, what: str) -> Part:
    """`about o1`."""
    return _one(words, field, lambda cursor: cursor.name(what), spell)


def text(words: str, field: str, what: str, unsaid: str | None = None) -> Part:
    """`edition 2018-01`, `on ground JOINT_APPLICATION`; of what is `unsaid` nothing is printed."""
    return _one(words, field, lambda cursor: cursor.text(what), spell, unsaid)


def party(words: str, field: str) -> Part:
    """`sender harbor`, `by party harbor-ltd`."""

    def show(fact: Fact, spelt: SpellParty) -> str | None:
        found: PartyId | None = getattr(fact, field)
        return None if found is None else spelt(found)

    return Part(tuple(words.split()), lambda cursor: {field: stating.party(cursor)}, show)


def unless(words: str, field: str) -> Part:
    """`keeping links`: a field that is true unless the line has these words."""
    return Part(
        tuple(words.split()),
        lambda _: {field: False},
        lambda fact, _: None if getattr(fact, field) else "",
    )


def _one(
    words: str,
    field: str,
    read: Callable[[Cursor], Any],
    show: Callable[[Any], str],
    unsaid: str | None = None,
) -> Part:
    def shown(fact: Fact, _: SpellParty) -> str | None:
        value = getattr(fact, field)
        return None if value is None or value == unsaid else show(value)

    return Part(tuple(words.split()), lambda cursor: {field: read(cursor)}, shown)


def ending(word: str, on: str, cause: str) -> Part:
    """`ended [D] [by CAUSE]`: when and why, at least one of them."""
    return _when_and_by(word, on, cause, lambda cursor: cursor.text("a cause"), _quoted)


def dated_by(word: str, on: str, by: str) -> Part:
    """`reported [D] [by PARTY]`: when and by whom, at least one of them."""
    return _when_and_by(word, on, by, stating.party, lambda found, spelt: spelt(found))


def _quoted(found: str, _: SpellParty) -> str:
    return quote(found)


def _when_and_by(
    word: str,
    on: str,
    by: str,
    read_by: Callable[[Cursor], Any],
    show_by: Callable[[Any, SpellParty], str],
) -> Part:
    def read(cursor: Cursor) -> Fields:
        found: Fields = {on: cursor.day_if_any()}
        if cursor.accept(("by",)):
            return found | {by: read_by(cursor)}
        return found if found[on] is not None else {on: cursor.day()}

    def show(fact: Fact, spelt: SpellParty) -> str | None:
        when, who = getattr(fact, on), getattr(fact, by)
        told = (str(when or ""), "" if who is None else f"by {show_by(who, spelt)}")
        return " ".join(filter(None, told)) or None

    return Part((word,), read, show)


def outcomes(field: str, on: str, **words: Any) -> tuple[Part, ...]:
    """`established [D] | dismissed [D] | decided D`: what came of it and when; the last says only
    when. Each excludes the others.
    """  # noqa: D205 (one sentence is the whole summary)

    def part(word: str, outcome: object) -> Part:
        def read(cursor: Cursor) -> Fields:
            return {field: outcome, on: cursor.day_if_any() if outcome else cursor.day()}

        def show(fact: Fact, _: SpellParty) -> str | None:
            when = getattr(fact, on)
            here = getattr(fact, field) == outcome and (outcome or when)
            return str(when or "") if here else None

        return Part((word,), read, show)

    return tuple(part(word, outcome) for word, outcome in (words | {"decided": None}).items())
