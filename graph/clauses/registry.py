"""The five texts and their clauses, from one JSON file a text."""

from difflib import get_close_matches
from importlib import resources

import msgspec
from msgspec import Struct

from graph.clauses.citation import Citation, parse
from graph.clauses.wording import Wording

ORDER = ("FA", "MR", "CA", "IP", "CC")


class UnknownClause(ValueError):
    """A clause id that no text has; the message says what is wrong and which come near."""


class Text(Struct, frozen=True):
    """A text: its label, title, form, and from when it is in force."""

    label: str
    title: Wording
    form: Wording
    in_force: Wording


class Clause(Struct, frozen=True):
    """A clause: id, text label, number, gloss, whether the text has it, and the rules it founds.

    `pages` are the pages of the documentation that cite it.
    """

    id: str
    text: str
    number: str
    gloss: Wording
    present: bool
    rules: tuple[str, ...]
    pages: tuple[str, ...] = ()


class Row(Struct, forbid_unknown_fields=True):
    """A clause as its file gives it."""

    number: str
    zh: str
    en: str
    rules: tuple[str, ...] = ()
    present: bool = True


class File(Struct, rename="camel", forbid_unknown_fields=True):
    """A text as its file gives it."""

    label: str
    title: Wording
    form: Wording
    in_force: Wording
    clauses: list[Row]


def _file(label: str) -> File:
    path = resources.files("graph.clauses") / f"{label.lower()}.json"
    return msgspec.json.decode(path.read_bytes(), type=File)


def _clause(label: str, row: Row) -> Clause:
    name = str(Citation(label, row.number))
    gloss, pages = Wording(row.zh, row.en), _PAGES.get(name, ())
    return Clause(name, label, row.number, gloss, row.present, row.rules, pages)


_PAGES = msgspec.json.decode(
    (resources.files("graph.clauses") / "pages.json").read_bytes(), type=dict[str, tuple[str, ...]]
)
_FILES = tuple(_file(label) for label in ORDER)

TEXTS: dict[str, Text] = {
    file.label: Text(file.label, file.title, file.form, file.in_force) for file in _FILES
}
"""The texts by label."""

CLAUSES: dict[str, Clause] = {
    each.id: each for file in _FILES for each in (_clause(file.label, row) for row in file.clauses)
}
"""Every clause that is cited, by id, in the order of the texts."""


def clause(name: str) -> Clause:
    """The clause of an id such as `FA 3.4.4.1`.

    UnknownClause for a malformed id, an unknown text, a number that is not in the list, and a
    number known to be absent from its text (`MR 6.2.1`, `CA 2.3.3`; Q19).
    """
    exact = CLAUSES.get(name)  # as rules write it
    if exact is not None and exact.present:
        return exact
    try:
        citation = parse(name)
    except ValueError as malformed:
        raise UnknownClause(str(malformed)) from malformed
    if citation.label not in TEXTS:
        msg = f"expected a clause of {', '.join(TEXTS)}, got {name!r}"
        raise UnknownClause(msg)
    found = CLAUSES.get(str(citation))
    if found is None:
        msg = f"no clause {citation} is known; {_near(citation)}"
        raise UnknownClause(msg)
    if not found.present:
        msg = f"{citation} is not present in the text: its numbering skips it; {_near(citation)}"
        raise UnknownClause(msg)
    return found


def _near(citation: Citation) -> str:
    others = [each.id for each in CLAUSES.values() if each.present and each.text == citation.label]
    return "near it: " + ", ".join(get_close_matches(str(citation), others, n=3, cutoff=0))
