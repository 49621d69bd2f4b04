"""From text to lines of tokens, and names and free text back to tokens."""

import json
import re
from collections.abc import Iterator

from msgspec import Struct

from graph.ladder.errors import LineError, Problem
from graph.ladder.words import RESERVED
from graph.model.ids import MAX_ID

BREAK = re.compile(r"\r\n|\n|\r")
TOKEN = re.compile(
    r"""\s*(?:(?P<comment>\#.*)|(?P<quotation>"(?:[^"\\]|\\.)*")|(?P<word>[^\s"]+)|(?P<unclosed>"))""",
    re.DOTALL,
)
NAME = re.compile(r"\w[\w.:-]*")
CLAUSE = re.compile(r"[A-Z]{2} \d[\w.:/-]*")
UNSEEN = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
DECODER = json.JSONDecoder(strict=False)


class Token(Struct, frozen=True):
    """A word, or a quoted text as its content; `column` counts characters from 1."""

    text: str
    column: int
    quoted: bool = False

    @property
    def shown(self) -> str:
        """As a message shows it."""
        return json.dumps(self.text, ensure_ascii=False) if self.quoted else f"`{self.text}`"

    @property
    def is_name(self) -> bool:
        """Whether it can stand where a name is expected."""
        if self.quoted:
            return 0 < len(self.text) <= MAX_ID
        return fits(self.text)


def fits(name: str) -> bool:
    """Whether a name may be written without quotation marks."""
    return len(name) <= MAX_ID and bool(NAME.fullmatch(name)) and name not in RESERVED


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; a byte order mark is dropped, any line ending will do."""
    return enumerate(BREAK.split(text.removeprefix("\ufeff")), start=1)


def tokens(line: int, text: str) -> list[Token]:
    """The tokens of one line, without its comment; LineError if a quotation is not well formed."""
    found: list[Token] = []
    for match in TOKEN.finditer(text):
        column = match.start(match.lastindex or 0) + 1
        quotation, word, unclosed = match.group("quotation", "word", "unclosed")
        if unclosed:
            raise LineError(Problem(line, column, 'a second `"` after this', "the end of the line"))
        if quotation:
            found.append(_quoted(line, column, quotation))
        elif word:
            found.append(Token(word, column))
    return found


def _quoted(line: int, column: int, quotation: str) -> Token:
    try:
        return Token(DECODER.decode(quotation), column, quoted=True)
    except ValueError:
        expected = r"a text with only the escapes \" \\ \/ \b \f \n \r \t \uXXXX"
        raise LineError(Problem(line, column, expected, f"`{quotation}`")) from None


def quote(text: str) -> str:
    """A text in quotation marks on one line, with nothing in it that cannot be seen."""
    shown = json.dumps(text, ensure_ascii=False)
    return UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", shown)


def spell(name: str) -> str:
    """A name as it is written: bare if it can be, else in quotation marks."""
    return name if fits(name) else quote(name)


def spell_clause(clause: str) -> str:
    """A clause as it is written: label and number, or any other text in quotation marks."""
    return clause if fits_clause(clause) else quote(clause)


def fits_clause(clause: str) -> bool:
    """Whether a clause may be written without quotation marks."""
    return len(clause) <= MAX_ID and bool(CLAUSE.fullmatch(clause))
