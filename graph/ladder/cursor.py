"""Reads one line from left to right, and knows what could have stood where it stops."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Never, TypeVar

from graph.ladder import values
from graph.ladder.errors import LineError, Problem, did_you_mean, either, one_of
from graph.ladder.tokens import Token, fits_clause
from graph.ladder.words import Phrase, phrase
from graph.model import Fen, start_of
from graph.model.ids import MAX_ID
from graph.model.time import ONE_DAY

T = TypeVar("T")
CLAUSE = "a clause by label and number, for example MR 6.2.7.3"


class Cursor:
    """A place in the tokens of one line."""

    def __init__(self, line: int, tokens: list[Token], end: int) -> None:
        """At the first token; `end` is the column after the line's last character."""
        self.line = line
        self._tokens = tokens
        self._end = end
        self._at = 0
        self._tried: dict[str, None] = {}

    @property
    def done(self) -> bool:
        """Whether the line is read to its end."""
        return self._at == len(self._tokens)

    @property
    def at_quotation(self) -> bool:
        """Whether a text in quotation marks comes next."""
        token = self._next()
        return token is not None and token.quoted

    def accept(self, words: Phrase) -> bool:
        """Go past these words if they come next."""
        ahead = self._tokens[self._at : self._at + len(words)]
        if tuple(token.text for token in ahead if not token.quoted) != words:
            self._tried[phrase(words)] = None
            return False
        self._advance(len(words))
        return True

    def expect(self, *words: str) -> None:
        """Go past these words, which must come next."""
        self.choose({words: None})

    def choose(self, options: Mapping[Phrase, T]) -> T:
        """What the phrase that comes next stands for, of those that may come (none begins another).

        A phrase that begins right and goes on wrong is reported where it goes wrong.
        """
        chosen, read = list(options), 0
        while True:
            word = self._word()
            narrowed = [words for words in chosen if words[read] == word]
            if not narrowed:
                self.fail_words(phrase(words[read:]) for words in chosen)
            chosen, read = narrowed, read + 1
            self._advance()
            if len(chosen[0]) == read:
                return options[chosen[0]]

    def name(self, what: str) -> str:
        """The name that comes next; `what` says of what, for the message."""
        token = self._next()
        if token is None or not token.is_name:
            hint = "" if token is None else _about_name(token)
            self.fail(what, hint)
        self._advance()
        return token.text

    def text(self, what: str) -> str:
        """The text that comes next: in quotation marks, or bare if it is like a name."""
        token = self._next()
        if token is None or not (token.quoted or token.is_name):
            self.fail(f'{what} in quotation marks, for example "North 4"')
        self._advance()
        return token.text

    def day(self) -> date:
        """The civil day that comes next."""
        return self._value(values.day)

    def day_if_any(self) -> date | None:
        """The civil day that comes next, if what comes next begins like one."""
        return self.day() if self._word()[:1].isdecimal() else None

    def day_alone(self) -> tuple[date, date]:
        """The civil day that comes next, as a half-open span of one day."""
        day = self.day()
        if day == date.max:
            self._at -= 1
            self.fail("a day that has a next one")
        return day, day + ONE_DAY

    def instant(self) -> datetime:
        """The instant that comes next."""
        return self._value(values.instant)

    def known(self) -> datetime:
        """The instant that comes next, or the first one of the civil day that comes next."""
        token = self._next()
        if token is not None and values.DAY.fullmatch(token.text):
            return start_of(self.day())
        return self._value(values.known)

    def amount(self) -> Fen:
        """The amount in yuan that comes next."""
        return self._value(values.amount)

    def number(self) -> int:
        """The number that comes next, from 1 on."""
        return self._value(values.number)

    def count(self) -> int:
        """The number that comes next, from 0 on."""
        return self._value(values.count)

    def month(self) -> date:
        """The first day of the month that comes next."""
        return self._value(values.month)

    def quarter(self) -> date:
        """The first day of the quarter that comes next."""
        return self._value(values.quarter)

    def clause(self) -> str:
        """The clause that comes next: label and number, or any text in quotation marks."""
        if self.at_quotation:
            return self.text(CLAUSE)
        label, code = self.name(CLAUSE), self._word()
        if not fits_clause(f"{label} {code}"):
            self.fail(CLAUSE)
        self._advance()
        return f"{label} {code}"

    def _value(self, read: values.Reader[T]) -> T:
        token = self._next()
        given = "" if token is None or token.quoted else token.text
        value = read(given)
        if isinstance(value, values.Wrong):
            self.fail(value.expected, value.hint)
        self._advance()
        return value

    def _next(self) -> Token | None:
        return None if self.done else self._tokens[self._at]

    def _word(self) -> str:
        token = self._next()
        return "" if token is None or token.quoted else token.text

    def _advance(self, by: int = 1) -> None:
        self._at += by
        self._tried.clear()

    def fail_words(self, words: Iterable[str]) -> Never:
        """Stop here: one of these words, or of those tried here before, was expected."""
        every = list(dict.fromkeys((*self._tried, *words)))
        self._tried.clear()
        expected = one_of(every) if every else "the end of the line"
        self.fail(expected, did_you_mean(self._word(), (words.split()[0] for words in every)))

    def fail(self, expected: str, hint: str = "") -> Never:
        """Stop here."""
        expected = either([*(f"`{words}`" for words in self._tried), expected])
        token = self._next()
        column, found = (
            (self._end, "the end of the line") if token is None else (token.column, token.shown)
        )
        raise LineError(Problem(self.line, column, expected, found, hint))


def _about_name(token: Token) -> str:
    if token.quoted or len(token.text) > MAX_ID:
        return f"a name has 1 to {MAX_ID} characters"
    if token.text.isalpha():
        return f'`{token.text}` is a word of the notation; as a name write it "{token.text}"'
    return "a name has letters, digits and - _ . : only; write any other in quotation marks"
