"""The agreements of a party: in force from when to when, ended by what, and which text prevails."""

from graph.rules.agreements.assignment import Counterparty, counterparty
from graph.rules.agreements.begin import Begin, begins
from graph.rules.agreements.causes import BASIS, EndCause
from graph.rules.agreements.contracts import Contracts, InForce, OriginalAgreement
from graph.rules.agreements.editions import Edition, edition, editions
from graph.rules.agreements.ending import Ending, Objection
from graph.rules.agreements.entitled import Entitled, Mismatch, MismatchKind, entitled, mismatches
from graph.rules.agreements.precedence import Pair, Precedence, between, precedence

__all__ = [
    "BASIS",
    "Begin",
    "Contracts",
    "Counterparty",
    "Edition",
    "EndCause",
    "Ending",
    "Entitled",
    "InForce",
    "Mismatch",
    "MismatchKind",
    "Objection",
    "OriginalAgreement",
    "Pair",
    "Precedence",
    "begins",
    "between",
    "counterparty",
    "edition",
    "editions",
    "entitled",
    "mismatches",
    "precedence",
]
