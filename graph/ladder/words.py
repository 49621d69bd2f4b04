"""The fixed words of the ladder, and what those stand for that stand for something."""

from typing import Final

from graph.model import Cause, Condition, LinkType, PartyKind

Phrase = tuple[str, ...]
"""One or more fixed words in a row."""

RESERVED: Final = frozenset(
    (
        *("as", "at", "by", "did", "ended", "external", "fact", "for", "found", "from", "is"),
        *("known", "mismanage", "mismanaged", "named", "not", "on", "owes", "owned"),
        *("paid", "party", "recorded", "refunding", "settled", "since", "source", "to", "under"),
        *("until", "used", "version", "with"),
    )
)
"""Words that are names only in quotation marks, so that a missing name is noticed."""

LINK_TYPES: Final[dict[Phrase, LinkType | None]] = {
    ("city",): None,
    ("agency",): LinkType.AGENCY,
    ("resale",): LinkType.RESALE,
}
"""What an account is under another one `as`; `city` makes a tier link."""

END_CAUSES: Final[dict[Phrase, str]] = {
    ("expired",): "EXPIRED",
    ("expelled",): "EXPELLED",
    ("voluntary", "exit"): "VOLUNTARY",
    ("mutual", "end"): "MUTUAL",
    ("release",): "RELEASED",
    ("other",): "OTHER",
}
"""What ended a standing (MR 7.1, 7.2; FA 8.3; CA 2.3.1)."""

CAUSES: Final[dict[Phrase, Cause]] = {
    ("transaction",): Cause.TRANSACTION,
    ("act",): Cause.ACT,
    ("dispute",): Cause.DISPUTE,
    ("partner", "breach"): Cause.PARTNER_BREACH,
    ("penalty",): Cause.PENALTY,
}
"""What an obligation arose from."""

CONDITIONS: Final[dict[Phrase, Condition]] = {
    ("frozen",): Condition.FROZEN,
    ("converted",): Condition.CONVERTED,
    ("closed",): Condition.CLOSED,
}
"""The recorded conditions of an account (Q9)."""

PARTY_KINDS: Final[dict[Phrase, PartyKind]] = {
    ("company",): PartyKind.COMPANY,
    ("person",): PartyKind.PERSON,
    ("aliyun",): PartyKind.ALIYUN,
}
"""What a party is."""


def phrase(words: Phrase) -> str:
    """The words as they are written."""
    return " ".join(words)
