"""A fact of any kind, to be written down and read back: the tag `fact` says of which kind."""

from graph.model.facts import (
    Account,
    AccountCondition,
    Finding,
    Link,
    Obligation,
    Party,
    Payment,
    Settlement,
    Standing,
    TierLink,
)
from graph.model.papers import Paper

EveryFact = (
    Party
    | Account
    | Standing
    | TierLink
    | Link
    | AccountCondition
    | Payment
    | Obligation
    | Settlement
    | Finding
    | Paper
)
"""msgspec decodes it by the tag."""
