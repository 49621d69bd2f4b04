"""What can end an agreement, and by which clause."""

from enum import StrEnum


class EndCause(StrEnum):
    """Why an agreement ends, what weighs more first: it names the end where two fall on one day.

    Special rules on breach come before the others (FA 7.1.3, R02), a renewal before an expiry.
    """

    TERMINATION = "TERMINATION"
    """Aliyun ends it at once on grave violations (R70, R72, MR 6.1, MR 6.2)."""
    IMPROPER_BENEFIT = "IMPROPER_BENEFIT"
    """Improper benefits let Aliyun end all contracts (R92, IP 2)."""
    PROMISES_BROKEN = "PROMISES_BROKEN"
    """The city partner broke what it promised (R92, CA 2.4)."""
    BREACH = "BREACH"
    """The breach went on (R84, FA 8.3.4)."""
    SALES = "SALES"
    """Sold below list price or on marketplaces (R77, FA 4.2.4.2)."""
    DUTIES_BROKEN = "DUTIES_BROKEN"
    """The duties of FA 4.2 were broken (R76, FA 7.2.1)."""
    UNQUALIFIED = "UNQUALIFIED"
    """Qualifications are missing (R86, FA 4.2.1)."""
    POLICY_CHANGE = "POLICY_CHANGE"
    """The policy changed (R85, FA 8.3.8)."""
    BANKRUPTCY = "BANKRUPTCY"
    """Bankruptcy or liquidation (R85, FA 8.3.5)."""
    FORCE_MAJEURE = "FORCE_MAJEURE"
    """Force majeure of 30 days or more (R85, FA 8.3.6)."""
    IMPOSSIBILITY = "IMPOSSIBILITY"
    """Performance is impossible (R85, FA 8.3.7)."""
    NOTICE = "NOTICE"
    """Notice without cause, 30 days after receipt (R83, FA 8.3.3)."""
    MUTUAL = "MUTUAL"
    """Both agreed in writing, as for a voluntary exit (R82, R89, FA 8.3.2, MR 7.2)."""
    REPLACED = "REPLACED"
    """A later one took its place (R06, FA 10.2.2)."""
    EXTENDED = "EXTENDED"
    """The month by which it was extended ran out (R81, FA 3.2.3)."""
    EXPIRED = "EXPIRED"
    """Its term ran out (R80, FA 3.2.1)."""
    FRAMEWORK_ENDED = "FRAMEWORK_ENDED"
    """It fell with the framework agreement (R91, CA 3.3)."""
    OTHER = "OTHER"
    """Another ground (FA 8.3.9)."""


BASIS: dict[EndCause, tuple[tuple[str, ...], tuple[str, ...]]] = {
    EndCause.TERMINATION: (("R70", "R72"), ("MR 6.1", "MR 6.2")),
    EndCause.IMPROPER_BENEFIT: (("R92",), ("IP 2",)),
    EndCause.PROMISES_BROKEN: (("R92",), ("CA 2.4",)),
    EndCause.BREACH: (("R84",), ("FA 7.1.1", "FA 8.3.4")),
    EndCause.SALES: (("R77",), ("FA 4.2.4.2",)),
    EndCause.DUTIES_BROKEN: (("R76",), ("FA 7.2.1",)),
    EndCause.UNQUALIFIED: (("R86",), ("FA 4.2.1",)),
    EndCause.POLICY_CHANGE: (("R85",), ("FA 8.3.8",)),
    EndCause.BANKRUPTCY: (("R85",), ("FA 8.3.5",)),
    EndCause.FORCE_MAJEURE: (("R85",), ("FA 8.3.6", "FA 10.3.2", "FA 10.3.3")),
    EndCause.IMPOSSIBILITY: (("R85",), ("FA 8.3.7",)),
    EndCause.NOTICE: (("R83",), ("FA 8.3.3",)),
    EndCause.MUTUAL: (("R82",), ("FA 8.3.2",)),
    EndCause.REPLACED: (("R04", "R06"), ("CA 1.1", "FA 10.2.2")),
    EndCause.EXTENDED: (("R81",), ("FA 3.2.2", "FA 3.2.3")),
    EndCause.EXPIRED: (("R80", "R82"), ("FA 3.2.1", "FA 8.3.1")),
    EndCause.FRAMEWORK_ENDED: (("R91",), ("CA 3.3",)),
    EndCause.OTHER: ((), ("FA 8.3.9",)),
}
"""Rules and clauses of each cause."""

RANK = {cause: place for place, cause in enumerate(EndCause)}
"""What weighs more first."""

_BY_NAME = {cause.value: cause for cause in EndCause}


def named(text: str | None) -> EndCause:
    """The cause that a row names; another ground if it names none that is known."""
    return _BY_NAME.get(text or "", EndCause.OTHER)
