"""The form of a clause id: a label and a number, `FA 3.4.4.1`, `CA 2.3.1②`, `IP 4(1)`."""

import re

from msgspec import Struct

FORM = re.compile(
    r"\s*(?P<label>[A-Za-z]{2})\s*(?P<number>\d+(?:\.\d+)*)\s*(?P<item>[①-⑨]|\([1-9]\)|（[1-9]）)?\s*",
    re.ASCII,
)
CIRCLED = "①②③④⑤⑥⑦⑧⑨"
BRACKETED = "IP"
"""The one text that writes an item as `(1)`; CA writes `①`."""


class Citation(Struct, frozen=True):
    """A clause id in its two parts."""

    label: str
    number: str

    def __str__(self) -> str:
        """`FA 3.4.4.1`."""
        return f"{self.label} {self.number}"


def parse(text: str) -> Citation:
    """Read a clause id; case, blanks and the way an item is written (`①`, `(1)`) are free.

    ValueError says what was expected. Whether the clause exists is for `clause` to tell.
    """
    found = FORM.fullmatch(text)
    if found is None:
        msg = f"expected a label and a clause number, for example FA 3.4.4.1, got {text!r}"
        raise ValueError(msg)
    label = found["label"].upper()
    return Citation(label, found["number"] + _item(label, found["item"] or ""))


def _item(label: str, item: str) -> str:
    if not item:
        return ""
    number = CIRCLED.index(item) + 1 if item in CIRCLED else int(item[1])
    return f"({number})" if label == BRACKETED else CIRCLED[number - 1]
