"""The acts that are violations, each with the class in which it may be found (R70, R73, Q19, Q23).

Kept as data, in our own words. The list of class 1 is open (Q33): the code `MR 6.1` alone stands
for an act that it does not name. `MR 6.2` begins with 6.2.2; a 6.2.1 does not exist (Q19).
"""

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import resources
from types import MappingProxyType

import msgspec
from msgspec import Struct

from graph.clauses import CLAUSES, Wording
from graph.model import ViolationClass


class UnknownViolation(ValueError):
    """A code that the catalogue does not have; the message says which come near."""


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """An act: its code, the clause that lists it, the classes it may be found in, and a gloss.

    `breaches` are the duties that it breaks besides; an `open` entry is put in words each time.
    """

    code: str
    clause: str
    classes: tuple[ViolationClass, ...]
    gloss: Wording
    breaches: tuple[str, ...] = ()
    open: bool = False


def _catalogue() -> dict[str, Entry]:
    text = (resources.files("graph.rules.violations") / "catalogue.json").read_bytes()
    return {each.code: each for each in msgspec.json.decode(text, type=list[Entry])}


CATALOGUE: Mapping[str, Entry] = MappingProxyType(_catalogue())
"""Every act by its code, class 1 before class 2, in the order of the text."""


def entry(code: str) -> Entry:
    """The entry of a code such as `MR 6.2.7.3` (R73).

    UnknownViolation for a code that is not listed, and for a number that the text skips (Q19).
    """
    found = CATALOGUE.get(code)
    if found is not None:
        return found
    near = ", ".join(get_close_matches(code, CATALOGUE, n=3, cutoff=0))
    skipped = code in CLAUSES and not CLAUSES[code].present
    what = "is not present in the text: its numbering skips it" if skipped else "is no violation"
    msg = f"{code!r} {what}; near it: {near}"
    raise UnknownViolation(msg)
